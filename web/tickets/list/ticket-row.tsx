import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { State, TicketSummary } from "../../../shared/tickets/schema.ts";
import { inLanguage } from "../../lib/i18n.ts";
import { Face } from "../../ui/face.tsx";
import { PriorityMark, StateMark } from "../../ui/marks.tsx";
import { PresentFaces } from "../../ui/present.tsx";
import { TimeAgo } from "../../ui/time-ago.tsx";
import { prefetchTicket } from "../load.ts";
import { selectTo, toggleSelected, useSelected } from "../selection.ts";
import { shown } from "../shown.ts";
import { SelectBox } from "./select-box.tsx";
import { TicketLink } from "./ticket-link.tsx";
import css from "./ticket-row.module.css";

interface Props {
  ticket: TicketSummary;
  states: readonly State[];
}

const unsolved = new Set(["new", "open", "waiting"]);
export const wantsAnswer = (ticket: TicketSummary) =>
  ticket.lastMessage?.kind === "inbound" && unsolved.has(ticket.category);

export const TicketRow = memo(function TicketRow({ ticket, states }: Props) {
  const { t, i18n } = useTranslation();
  const { number } = ticket;
  const selected = useSelected(number);
  const current = shown.use((now) => now.current === number);
  const open = shown.use((now) => now.open === number);
  const state = states.find(({ key }) => key === ticket.state);
  const from = [ticket.requester.name || ticket.requester.email, ticket.organization?.name].filter(Boolean).join(" · ");
  const unanswered = wantsAnswer(ticket);
  return (
    <div className={css.place} data-selected={selected || undefined}>
      <SelectBox
        className={css.box}
        label={t("lists:select.ticket", { number, subject: ticket.subject })}
        selected={selected}
        onToggle={() => toggleSelected(number)}
        onRange={() => selectTo(number, shown.get().rows)}
      />
      <TicketLink
        number={number}
        current={current}
        className={css.row}
        data-unanswered={unanswered || undefined}
        data-current={current || undefined}
        aria-current={open ? "true" : undefined}
        onMouseEnter={() => prefetchTicket(ticket)}
      >
        <span className={css.dot}>{unanswered && <span role="img" aria-label={t("row.unanswered")} />}</span>
        <span className={css.subject}>{ticket.subject}</span>
        <TimeAgo at={ticket.lastMessage?.at ?? ticket.updatedAt} className={css.time} />
        <span className={css.line}>
          <StateMark category={ticket.category} size={13} />
          <span className={css.state}>{state ? inLanguage(state.name, i18n.language) : ticket.state}</span>
          <span className={css.from}>{from}</span>
        </span>
        <span className={css.end}>
          {ticket.priority !== "normal" && (
            <span role="img" aria-label={t(`priority.${ticket.priority}`)} title={t(`priority.${ticket.priority}`)}>
              <PriorityMark priority={ticket.priority} />
            </span>
          )}
          {open && <PresentFaces number={number} size={16} ask={false} />}
          {ticket.assignee && <Face name={ticket.assignee.name} size={18} title={ticket.assignee.name} />}
        </span>
      </TicketLink>
    </div>
  );
});
