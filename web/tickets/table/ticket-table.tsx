import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../lib/session.ts";
import { Bones } from "../../ui/bones.tsx";
import { Problem } from "../../ui/problem.tsx";
import { EmptyList } from "../list/empty-list.tsx";
import { SelectBox } from "../list/select-box.tsx";
import { useRows } from "../list/use-rows.ts";
import { useStableWords } from "../load.ts";
import type { ListSearch } from "../search.ts";
import { clearSelection, selectAll, useSelectedCount } from "../selection.ts";
import { ChooseColumns } from "./choose-columns.tsx";
import { TableHeads } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import css from "./ticket-table.module.css";
import { useColumns } from "./use-columns.ts";

const rowHeights = { comfortable: 36, compact: 30 };

/** Tickets by the thousand: columns of one's choice, only the rows in sight are drawn. */
export function TicketTable({ search }: { search: ListSearch }) {
  const { t } = useTranslation("lists");
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = rowHeights[useSession().preferences.density];
  const list = useRows(search, scroller, rowHeight);
  const { tickets, rows, error, isPending, isPlaceholderData, hasNextPage, refetch } = list;
  const own = useColumns(search);
  const words = useStableWords();
  const chosen = useSelectedCount() > 0;
  const widths = own.wanted.map(own.widthOf);
  // The last column takes what is left.
  const template = [
    "36px",
    ...widths.slice(0, -1).map((width) => `${width}px`),
    `minmax(${widths.at(-1)}px, 1fr)`,
    "36px",
  ];

  if (error && tickets.length === 0) return <Problem error={error} retry={() => void refetch()} />;
  if (isPending) return <Bones rows={16} height={rowHeight} />;
  if (tickets.length === 0) return <EmptyList search={search} />;
  return (
    <div ref={scroller} className={css.scroller} data-old={isPlaceholderData || undefined}>
      <table
        aria-label={t("desk:list.tickets")}
        aria-rowcount={hasNextPage ? -1 : tickets.length + 1}
        className={css.table}
        style={{ "--columns": template.join(" ") } as React.CSSProperties}
      >
        <thead className={css.heads}>
          <tr aria-rowindex={1} className={css.headRow}>
            <th scope="col" className={css.select}>
              <SelectBox
                label={t("display.selectAll")}
                selected={chosen}
                onToggle={() => (chosen ? clearSelection() : selectAll(tickets))}
                onRange={() => selectAll(tickets)}
              />
            </th>
            <TableHeads search={search} own={own} />
            <td className={css.choose}>
              <ChooseColumns chosen={own.wanted} onChoose={own.choose} />
            </td>
          </tr>
        </thead>
        <tbody className={css.body} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const ticket = tickets[row.index];
            return (
              ticket && (
                <TableRow
                  key={row.key}
                  ticket={ticket}
                  columns={own.wanted}
                  words={words}
                  index={row.index + 2}
                  top={row.start}
                />
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
