import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../lib/session.ts";
import { Bones } from "../../ui/bones.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../load.ts";
import type { ListSearch } from "../search.ts";
import { EmptyList } from "./empty-list.tsx";
import css from "./ticket-list.module.css";
import { TicketRow } from "./ticket-row.tsx";
import { useRows } from "./use-rows.ts";

const rowHeights = { comfortable: 52, compact: 44 };

export function TicketList({ search }: { search: ListSearch }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const { tickets, rows, error, isPending, isPlaceholderData, hasNextPage, refetch } = useRows(
    search,
    scroller,
    rowHeights[useSession().preferences.density],
  );
  const { states } = useWords();

  if (error && tickets.length === 0) return <Problem error={error} retry={() => void refetch()} />;
  if (isPending) return <Bones rows={12} />;
  if (tickets.length === 0) return <EmptyList search={search} />;
  return (
    <div ref={scroller} className={css.scroller} data-old={isPlaceholderData || undefined}>
      <ul className={css.list} style={{ height: rows.getTotalSize() }} aria-label={t("list.tickets")}>
        {rows.getVirtualItems().map((row) => {
          const ticket = tickets[row.index];
          return (
            ticket && (
              <li
                key={row.key}
                className={css.item}
                style={{ transform: `translateY(${row.start}px)` }}
                aria-setsize={hasNextPage ? -1 : tickets.length}
                aria-posinset={row.index + 1}
              >
                <TicketRow ticket={ticket} states={states} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
