// What may be asked of a list of tickets. A filter is text by parameter, the same in an address, a stored view and GET /tickets;
// people write it in one line (filter.ts).
import { type Static, Type } from "typebox";
import { Closed, oneOf, PageQuery, Some } from "../base/schema.ts";
import { channels } from "../conversations/schema.ts";
import { priorities, ticketTypes } from "./schema.ts";

export const ticketColumns = [
  "number",
  "subject",
  "state",
  "priority",
  "queue",
  "assignee",
  "requester",
  "email",
  "organization",
  "type",
  "tags",
  "channel",
  "messages",
  "lastMessage",
  "createdAt",
  "updatedAt",
  "dueAt",
  "solvedAt",
] as const;
export type TicketColumn = (typeof ticketColumns)[number];

const sorted = [
  "updatedAt",
  "createdAt",
  "priority",
  "dueAt",
  "number",
  "subject",
  "state",
  "assignee",
  "requester",
  "organization",
] as const;
export type TicketSortColumn = (typeof sorted)[number];
export type TicketSort = TicketSortColumn | `-${TicketSortColumn}`;
export const ticketSorts: readonly TicketSort[] = sorted.flatMap((name) => [name, `-${name}`] as const);

/** Values by comma; one that holds a comma stands in quotes: `Sales,"Prague, hall 2"`. Any of them fits. */
const Values = Type.String({ minLength: 1, maxLength: 500 });
const someOf = (names: readonly string[]) =>
  Type.String({ pattern: `^(${names.join("|")})(,(${names.join("|")}))*$`, maxLength: 200 });
const YesNo = oneOf(["true", "false"]);
/** An instant; a day of the desk's calendar; or how long before now: 12h, 7d, 2w, 3m, 1y (due: after now). */
const Moment = Type.String({
  pattern: "^([0-9]{1,3}[hdwmy]|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,12}(Z|[+-][0-9]{2}:[0-9]{2}))?)$",
});

export const filterable = {
  /** A state's key, a category, or "unsolved" (new, open, waiting). */
  state: Values,
  notState: Values,
  /** Ids or names. */
  queue: Values,
  notQueue: Values,
  /** "me", "none", ids or names. */
  assignee: Values,
  notAssignee: Values,
  /** "me" or ids. */
  requester: Type.String({ pattern: "^(me|[1-9][0-9]{0,17})(,(me|[1-9][0-9]{0,17}))*$", maxLength: 500 }),
  /** An address, @domain, or a part of the requester's name or address. */
  from: Values,
  notFrom: Values,
  /** "none", ids or names. */
  organization: Values,
  notOrganization: Values,
  type: someOf(ticketTypes),
  notType: someOf(ticketTypes),
  priority: someOf(priorities),
  notPriority: someOf(priorities),
  tag: Values,
  notTag: Values,
  channel: someOf(channels),
  notChannel: someOf(channels),
  /** All of these. */
  has: someOf(["attachment", "due", "tag"]),
  /** None of these. */
  notHas: someOf(["attachment", "due", "tag"]),
  /** The customer spoke last. */
  unanswered: YesNo,
  /** Not said: both. */
  snoozed: YesNo,
  /** Due, not solved, and late. */
  overdue: YesNo,
  /** "true": only what was merged into others; otherwise never shown. */
  merged: YesNo,
  /** Mentioned in a note. */
  mentions: oneOf(["me"]),
  follower: oneOf(["me"]),
  /** Words of ticket and messages, beginnings are enough; "several words" as one; a number. */
  q: Type.String({ maxLength: 200 }),
  createdFrom: Moment,
  createdTo: Moment,
  updatedFrom: Moment,
  updatedTo: Moment,
  dueFrom: Moment,
  dueTo: Moment,
};
export const TicketFilter = Some(filterable);
export type TicketFilter = Static<typeof TicketFilter>;
export type FilterKey = keyof typeof filterable;

const optional = Object.fromEntries(
  Object.entries(filterable).map(([name, schema]) => [name, Type.Optional(schema)]),
) as { [K in FilterKey]: ReturnType<typeof Type.Optional<(typeof filterable)[K]>> };

const sort = Type.Optional(oneOf(ticketSorts));
export const TicketQuery = Closed({ ...PageQuery, sort, ...optional });
export type TicketQuery = Static<typeof TicketQuery>;

export const boardKinds = ["state", "assignee"] as const;
export type BoardKind = (typeof boardKinds)[number];
/** GET /tickets/board */
export const BoardQuery = Closed({ by: oneOf(boardKinds), sort, ...optional });
export type BoardQuery = Static<typeof BoardQuery>;

export const exportFormats = ["csv", "xlsx"] as const;
/** GET /tickets/export */
export const ExportQuery = Closed({
  format: oneOf(exportFormats),
  /** By comma; all of them if not said. */
  columns: Type.Optional(someOf(ticketColumns)),
  /** Of the words in it; the desk's if not said. */
  language: Type.Optional(oneOf(["en", "ru", "cs", "th"])),
  sort,
  ...optional,
});
export type ExportQuery = Static<typeof ExportQuery>;
