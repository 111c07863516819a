import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { memo, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TicketSummary } from "../../../shared/tickets/schema.ts";
import type { Board } from "../../../shared/tickets/views.ts";
import { Face } from "../../ui/face.tsx";
import { PriorityMark, StateMark } from "../../ui/marks.tsx";
import { TimeAgo } from "../../ui/time-ago.tsx";
import { SelectBox } from "../list/select-box.tsx";
import { TicketLink } from "../list/ticket-link.tsx";
import { wantsAnswer } from "../list/ticket-row.tsx";
import { prefetchTicket } from "../load.ts";
import { selectTo, toggleSelected, useSelected } from "../selection.ts";
import { shown } from "../shown.ts";
import css from "./board-card.module.css";

export const BoardCard = memo(function BoardCard({ ticket, by }: { ticket: TicketSummary; by: Board["by"] }) {
  const { t } = useTranslation();
  const { number } = ticket;
  const selected = useSelected(number);
  const current = shown.use((now) => now.current === number);
  const [place, dragging] = useDragCard(ticket);
  return (
    <article
      ref={place}
      className={css.card}
      data-dragging={dragging || undefined}
      data-selected={selected || undefined}
      data-unanswered={wantsAnswer(ticket) || undefined}
    >
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
        className={css.link}
        aria-describedby="board-keys"
        onMouseEnter={() => prefetchTicket(ticket)}
      >
        <span className={css.subject}>{ticket.subject}</span>
        <span className={css.line}>
          {by === "assignee" && <StateMark category={ticket.category} size={13} />}
          <span className={css.from}>{ticket.requester.name || ticket.requester.email}</span>
          {ticket.priority !== "normal" && (
            <span role="img" aria-label={t(`priority.${ticket.priority}`)} title={t(`priority.${ticket.priority}`)}>
              <PriorityMark priority={ticket.priority} />
            </span>
          )}
          {by === "state" && ticket.assignee && (
            <Face name={ticket.assignee.name} size={18} title={ticket.assignee.name} />
          )}
          <TimeAgo at={ticket.lastMessage?.at ?? ticket.updatedAt} className={css.time} />
        </span>
      </TicketLink>
    </article>
  );
});

function useDragCard(ticket: TicketSummary) {
  const place = useRef<HTMLElement>(null);
  const [dragging, setDragging] = useState(false);
  const carried = useRef(ticket);
  carried.current = ticket;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    return draggable({
      element,
      getInitialData: () => ({ ticket: carried.current }),
      onDragStart: () => setDragging(true),
      onDrop: () => setDragging(false),
    });
  }, []);
  return [place, dragging] as const;
}
