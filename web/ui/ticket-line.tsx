import { Link } from "@tanstack/react-router";
import type { TicketSummary } from "../../shared/tickets/schema.ts";
import { StateMark } from "./marks.tsx";
import css from "./ticket-line.module.css";
import { TimeAgo } from "./time-ago.tsx";

interface Props {
  ticket: Pick<TicketSummary, "number" | "subject" | "category" | "updatedAt">;
}

/** Another ticket in one line of the context column: its state, what it is about, when it changed. */
export function TicketLine({ ticket }: Props) {
  return (
    <Link to="/tickets/$number" params={{ number: ticket.number }} search className={css.row}>
      <StateMark category={ticket.category} size={13} />
      <span className={css.subject}>{ticket.subject}</span>
      <TimeAgo at={ticket.updatedAt} className={css.time} />
    </Link>
  );
}
