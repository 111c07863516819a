import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import type { TicketColumn } from "../../../shared/tickets/query.ts";
import type { TicketSummary } from "../../../shared/tickets/schema.ts";
import { inLanguage } from "../../lib/i18n.ts";
import { useTimes } from "../../lib/use-time.ts";
import { Face } from "../../ui/face.tsx";
import { PriorityMark, StateMark } from "../../ui/marks.tsx";
import { TimeAgo } from "../../ui/time-ago.tsx";
import { pick } from "../bulk/picking.ts";
import type { Property } from "../choices.tsx";
import type { Words } from "../load.ts";
import css from "./ticket-table.module.css";

interface Props {
  column: TicketColumn;
  ticket: TicketSummary;
  words: Words;
  /** Tab stops in this row only. */
  reachable: boolean;
  /** Of the row: a hook in each of a thousand cells would be felt. */
  t: TFunction;
  language: string;
}

/** One value of a ticket; state, priority, assignee and queue can be changed on the spot. */
export function Cell({ column, ticket, words, reachable, t, language }: Props) {
  const edit = (property: Property, content: React.ReactNode, word: string) => (
    <button
      type="button"
      className={css.edit}
      tabIndex={reachable ? 0 : -1}
      aria-label={t("lists:table.edit", { field: t(`lists:column.${property}`), value: word })}
      onClick={(event) => pick(property, event.currentTarget, [ticket])}
    >
      {content}
      <span className={css.text}>{word}</span>
    </button>
  );
  switch (column) {
    case "number":
      return <span className={css.number}>#{ticket.number}</span>;
    case "state": {
      const state = words.states.find(({ key }) => key === ticket.state);
      const word = state ? inLanguage(state.name, language) : ticket.state;
      return edit("state", <StateMark category={ticket.category} />, word);
    }
    case "priority":
      return edit("priority", <PriorityMark priority={ticket.priority} />, t(`priority.${ticket.priority}`));
    case "assignee":
      return edit(
        "assignee",
        ticket.assignee && <Face name={ticket.assignee.name} size={18} />,
        ticket.assignee?.name ?? t("ticket.nobody"),
      );
    case "queue":
      return edit("queue", null, ticket.queue.name);
    case "tags":
      return ticket.tags.map((tag) => (
        <Link key={tag} to="/tickets" search={{ tag }} className={css.tag} tabIndex={reachable ? 0 : -1}>
          {tag}
        </Link>
      ));
    case "createdAt":
    case "updatedAt":
    case "solvedAt":
      return ticket[column] && <TimeAgo at={ticket[column]} className={css.text} />;
    case "dueAt":
      return ticket.dueAt && <Due at={ticket.dueAt} late={ticket.solvedAt === null} />;
    default:
      return <span className={css.text}>{textOf(t, column, ticket)}</span>;
  }
}

function Due({ at, late }: { at: string; late: boolean }) {
  const times = useTimes();
  const isLate = late && Date.parse(at) < Date.now();
  return (
    <time dateTime={at} title={times.exact(at)} className={css.text} data-late={isLate || undefined}>
      {times.moment(at)}
    </time>
  );
}

function textOf(t: TFunction, column: TicketColumn, ticket: TicketSummary): string {
  switch (column) {
    case "requester":
      return ticket.requester.name || (ticket.requester.email ?? "");
    case "email":
      return ticket.requester.email ?? "";
    case "organization":
      return ticket.organization?.name ?? "";
    case "type":
      return t(`type.${ticket.type}`);
    case "channel":
      return t(`channel.${ticket.channel}`);
    case "messages":
      return String(ticket.messages);
    case "lastMessage":
      return ticket.lastMessage?.preview ?? "";
    default:
      return "";
  }
}
