import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { TicketColumn } from "../../../shared/tickets/query.ts";
import type { TicketSummary } from "../../../shared/tickets/schema.ts";
import { SelectBox } from "../list/select-box.tsx";
import { TicketLink } from "../list/ticket-link.tsx";
import { wantsAnswer } from "../list/ticket-row.tsx";
import { prefetchTicket, type Words } from "../load.ts";
import { selectTo, toggleSelected, useSelected } from "../selection.ts";
import { setCurrent, shown } from "../shown.ts";
import { Cell } from "./cell.tsx";
import css from "./ticket-table.module.css";

interface Props {
  ticket: TicketSummary;
  columns: readonly TicketColumn[];
  words: Words;
  /** Its place among all rows, the head being the first. */
  index: number;
  /** Pixels from the first row's top. */
  top: number;
}

export const TableRow = memo(function TableRow({ ticket, columns, words, index, top }: Props) {
  const { t, i18n } = useTranslation();
  const { number } = ticket;
  const selected = useSelected(number);
  const current = shown.use((now) => now.current === number);
  return (
    <tr
      aria-rowindex={index}
      className={css.row}
      style={{ transform: `translateY(${top}px)` }}
      data-selected={selected || undefined}
      data-current={current || undefined}
      data-unanswered={wantsAnswer(ticket) || undefined}
      onFocus={() => setCurrent(number)}
      onMouseEnter={() => prefetchTicket(ticket)}
    >
      <td className={css.select}>
        <SelectBox
          label={t("lists:select.ticket", { number, subject: ticket.subject })}
          selected={selected}
          onToggle={() => toggleSelected(number)}
          onRange={() => selectTo(number, shown.get().rows)}
        />
      </td>
      {columns.map((column, at) => (
        <td key={column} className={css.cell} data-column={column}>
          {column === "subject" || (at === 0 && !columns.includes("subject")) ? (
            <TicketLink number={number} current={current} className={css.subject}>
              {column === "subject" ? ticket.subject : `#${number}`}
            </TicketLink>
          ) : (
            <Cell column={column} ticket={ticket} words={words} reachable={current} t={t} language={i18n.language} />
          )}
        </td>
      ))}
    </tr>
  );
});
