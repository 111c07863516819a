// Wire shapes of what rearranges tickets: merge, split, move, change many at once, and take any of it back.
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, Nullable, oneOf } from "../base/schema.ts";
import { PersonRef } from "../people/schema.ts";
import { priorities, Ticket, TicketNumber, ticketTypes, UpdateTicket } from "./schema.ts";

export const operationKinds = ["bulk", "merge", "split", "move"] as const;
export type OperationKind = (typeof operationKinds)[number];

const messages = Type.Array(Id, { minItems: 1, maxItems: 500 });

const newTicket = {
  /** Without: the subject of the first of the messages. */
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  /** What is not said here is as in the ticket the messages come from. */
  queue: Type.Optional(Id),
  /** A person's id, "me", or null for nobody. */
  assignee: Type.Optional(Nullable(Type.String({ pattern: "^(me|[1-9][0-9]{0,17})$" }))),
  priority: Type.Optional(oneOf(priorities)),
  type: Type.Optional(oneOf(ticketTypes)),
};

/** A ticket that begins with these messages. */
export const TicketOfMessages = Closed({ messages, ...newTicket });
export type TicketOfMessages = Static<typeof TicketOfMessages>;
const ticketsOfMessages = Type.Array(TicketOfMessages, { minItems: 1, maxItems: 20 });

/** POST /tickets/{number}/merge: its messages go to the other's end, its number leads there from now on. */
export const MergeTicket = Closed({ into: TicketNumber });
export type MergeTicket = Static<typeof MergeTicket>;

/** POST /tickets/{number}/split: one new ticket of `messages`, or several by `tickets`. */
export const SplitTicket = Closed({
  messages: Type.Optional(messages),
  ...newTicket,
  tickets: Type.Optional(ticketsOfMessages),
  /** The messages stay in the old ticket too. */
  keep: Type.Optional(Type.Boolean()),
});
export type SplitTicket = Static<typeof SplitTicket>;

/** POST /tickets/{number}/move: into another ticket that exists. */
export const MoveMessages = Closed({ messages, to: TicketNumber, keep: Type.Optional(Type.Boolean()) });
export type MoveMessages = Static<typeof MoveMessages>;

/** POST /conversations/{id}/tickets */
export const TicketsOfConversation = Closed({ tickets: ticketsOfMessages });
export type TicketsOfConversation = Static<typeof TicketsOfConversation>;

/** POST /tickets/{number}/undo. Without `operation`: the newest merge, split or move that has not been undone. */
export const UndoTicket = Closed({ operation: Type.Optional(Id) });
export type UndoTicket = Static<typeof UndoTicket>;

/** What merge, split, move and their undo answer: the tickets concerned as they are now. */
export const OperationResult = Closed({ operation: Id, tickets: Type.Array(Ticket) });
export type OperationResult = Static<typeof OperationResult>;

/** GET /operations/{id} */
export const Operation = Closed({
  id: Id,
  kind: oneOf(operationKinds),
  at: Instant,
  actor: Nullable(PersonRef),
  /** Those that the reader may see. */
  tickets: Type.Array(TicketNumber),
  undoneAt: Nullable(Instant),
  undoneBy: Nullable(PersonRef),
});
export type Operation = Static<typeof Operation>;

/** POST /operations/{id}/undo: `changed` is the number of tickets put back. What was changed since stays. */
export const UndoneOperation = Closed({ operation: Id, changed: Type.Integer() });
export type UndoneOperation = Static<typeof UndoneOperation>;

const tagList = Type.Optional(
  Type.Array(Type.String({ minLength: 1, maxLength: 50, pattern: "^[^\\s,]+$" }), { maxItems: 50 }),
);

/** POST /tickets/bulk. The same sent again changes nothing more. */
export const BulkChange = Closed({
  numbers: Type.Array(TicketNumber, { minItems: 1, maxItems: 500 }),
  changes: Type.Partial(Closed({ ...UpdateTicket.properties, addTags: tagList, removeTags: tagList })),
  /** Says what would change, and changes nothing. */
  dryRun: Type.Optional(Type.Boolean()),
});
export type BulkChange = Static<typeof BulkChange>;

export const Changes = Type.Record(Type.String(), Closed({ from: Type.Unknown(), to: Type.Unknown() }));
export type Changes = Static<typeof Changes>;

export const BulkResult = Closed({
  /** null: nothing was changed, or it was a dry run. */
  operation: Nullable(Id),
  /** By field, as in PATCH: ids of queue, assignee and organization, keys of states. */
  changed: Type.Array(Closed({ number: TicketNumber, subject: Type.String(), changes: Changes })),
  unchanged: Type.Array(TicketNumber),
  refused: Type.Array(Closed({ number: TicketNumber, code: Type.String(), why: Type.String() })),
});
export type BulkResult = Static<typeof BulkResult>;

/** POST /tickets/{number}/snooze. null: until the customer writes. His writing always wakes. */
export const SnoozeTicket = Closed({ until: Nullable(Instant) });
export type SnoozeTicket = Static<typeof SnoozeTicket>;
