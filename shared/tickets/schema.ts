import { type Static, Type } from "typebox";
import { Closed, Email, Id, Instant, Nullable, oneOf, Words } from "../base/schema.ts";
import { bodyFormats, channels, NewAttachment } from "../conversations/schema.ts";
import { trustLevels } from "../conversations/trust.ts";
import { OrganizationRef, PersonRef } from "../people/schema.ts";

export const stateCategories = ["new", "open", "waiting", "solved", "closed"] as const;
export type StateCategory = (typeof stateCategories)[number];
export const priorities = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];
export const levels = ["low", "medium", "high"] as const;
export type Level = (typeof levels)[number];

/** States are data. */
export const State = Closed({
  key: Type.String(),
  category: oneOf(stateCategories),
  /** The agents' word. */
  name: Words,
  /** The customer's word. */
  customerName: Words,
  pausesClock: Type.Boolean(),
  position: Type.Integer(),
  /** Keys of the states that may follow. */
  next: Type.Array(Type.String()),
});
export type State = Static<typeof State>;

export const TeamRef = Closed({ id: Id, name: Type.String() });
export const Team = Closed({ id: Id, name: Type.String(), members: Type.Array(PersonRef) });
export type Team = Static<typeof Team>;
export const SaveTeam = Closed({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  members: Type.Optional(Type.Array(Id, { maxItems: 300 })),
});

export const Queue = Closed({
  id: Id,
  name: Type.String(),
  /** Mail to this address opens tickets here; null for a queue without one. */
  address: Nullable(Type.String()),
  /** Empty: every agent sees it. */
  teams: Type.Array(TeamRef),
  /** false: mail to its address stays a conversation until somebody makes a ticket of it. */
  opensTickets: Type.Boolean(),
  openTickets: Type.Integer(),
  /** How sure one should be of who wrote, before anything is done for him; null: nothing is demanded. */
  requiredTrust: Nullable(oneOf(trustLevels)),
  /** Stands in From instead of the desk's name; null: that. */
  senderName: Nullable(Type.String()),
  /** The agent's name stands before it. */
  senderAgent: Type.Boolean(),
  /** What mail leaves from, one of the desk's own; null: the address that the customer wrote to. */
  senderAddress: Nullable(Type.String()),
  /** Goes below answers by mail: Markdown with the names of `signatureVariables`. */
  signature: Nullable(Type.String()),
});
export type Queue = Static<typeof Queue>;

/** What may stand between {{ and }} in a signature: what is known of every answer. */
export const signatureVariables = ["agent.name", "desk.name"] as const;
const sendAs = {
  /** Without what address parsers stumble over. */
  senderName: Type.Optional(
    Nullable(
      Type.String({
        minLength: 1,
        maxLength: 100,
        pattern: '^[^<>"\\\\@:;,()\\[\\]\\u0000-\\u001f\\u007f]*[^\\s<>"\\\\@:;,()\\[\\]]$',
      }),
    ),
  ),
  senderAgent: Type.Optional(Type.Boolean()),
  senderAddress: Type.Optional(Nullable(Email)),
  signature: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 5000 }))),
};
/** POST /queues/sender/preview: a queue that is not saved yet. */
export const PreviewSender = Closed(sendAs);
/** Under what an answer leaves, and what stands below it, when the caller gives it. */
export const Sender = Closed({
  name: Type.String(),
  /** null: the address that the customer wrote to. */
  address: Nullable(Type.String()),
  signature: Nullable(Closed({ text: Type.String(), html: Type.String() })),
});
export type Sender = Static<typeof Sender>;

export const SaveQueue = Closed({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  address: Type.Optional(Nullable(Email)),
  teams: Type.Optional(Type.Array(Id, { maxItems: 100 })),
  opensTickets: Type.Optional(Type.Boolean()),
  requiredTrust: Type.Optional(Nullable(oneOf(["claimed", "known", "verified"]))),
  ...sendAs,
});

export const fieldKinds = ["text", "number", "boolean", "date", "choice"] as const;
export const Field = Closed({
  key: Type.String({ pattern: "^[a-z][a-z0-9_]{0,49}$" }),
  name: Words,
  kind: oneOf(fieldKinds),
  choices: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 }),
});
export type Field = Static<typeof Field>;

/** Values of own fields by key. */
export const FieldValues = Type.Record(
  Type.String({ pattern: "^[a-z][a-z0-9_]{0,49}$" }),
  Type.Union([Type.String({ maxLength: 10_000 }), Type.Number(), Type.Boolean(), Type.Null()]),
);

export const TicketNumber = Type.String({ pattern: "^[A-Za-z0-9-]{1,32}$" });

const summary = {
  number: TicketNumber,
  subject: Type.String(),
  state: Type.String(),
  category: oneOf(stateCategories),
  priority: oneOf(priorities),
  queue: Closed({ id: Id, name: Type.String() }),
  assignee: Nullable(PersonRef),
  requester: PersonRef,
  organization: Nullable(OrganizationRef),
  type: oneOf(["request", "incident", "question"]),
  tags: Type.Array(Type.String()),
  channel: oneOf(channels),
  messages: Type.Integer(),
  /** Who spoke last: the customer (then an answer is wanted) or us. */
  lastMessage: Nullable(Closed({ at: Instant, kind: Type.String(), preview: Type.String() })),
  createdAt: Instant,
  updatedAt: Instant,
  dueAt: Nullable(Instant),
  solvedAt: Nullable(Instant),
};
export const TicketSummary = Closed(summary);
export type TicketSummary = Static<typeof TicketSummary>;
export const ticketTypes = ["request", "incident", "question"] as const;

export const TicketCan = Closed({
  reply: Type.Boolean(),
  note: Type.Boolean(),
  update: Type.Boolean(),
  /** State keys that may be set now. */
  states: Type.Array(Type.String()),
});
export const Monitoring = Closed({
  product: Type.String(),
  host: Nullable(Type.String()),
  service: Nullable(Type.String()),
  /** As the system names it: "CRITICAL". */
  state: Type.String(),
  /** How often it was reported since it began. */
  reports: Type.Integer(),
  beganAt: Instant,
  lastAt: Instant,
  recoveredAt: Nullable(Instant),
});
export type Monitoring = Static<typeof Monitoring>;

export const Ticket = Closed({
  ...summary,
  impact: oneOf(levels),
  urgency: oneOf(levels),
  fields: FieldValues,
  /** Where a reply goes when nothing else is said. */
  replyTo: Type.Array(Type.String()),
  cc: Type.Array(Type.String()),
  conversations: Type.Array(Id),
  language: Nullable(Type.String()),
  /** Where its messages are now; null: it was not merged. Nothing more can be written in it. */
  mergedInto: Nullable(TicketNumber),
  /** Out of sight; `until` null: until the customer writes. */
  snooze: Nullable(Closed({ until: Nullable(Instant), by: Nullable(PersonRef) })),
  /** Addresses among those who take part to which mail comes back, and why. */
  takesNoMail: Type.Array(Closed({ address: Type.String(), why: Type.String() })),
  /** What a monitoring system reports, when the ticket is about that. */
  monitoring: Nullable(Monitoring),
  /** What its queue demands. */
  requiredTrust: Nullable(oneOf(trustLevels)),
  can: TicketCan,
});
export type Ticket = Static<typeof Ticket>;

/** Another ticket that is probably about the same. */
export const Duplicate = Closed({ number: TicketNumber, subject: Type.String(), state: Type.String() });
export type Duplicate = Static<typeof Duplicate>;

const subject = Type.String({ minLength: 1, maxLength: 500 });
const tag = Type.String({ minLength: 1, maxLength: 50, pattern: "^[^\\s,]+$" });

export const CreateTicket = Closed({
  subject,
  body: Type.String({ minLength: 1, maxLength: 500_000 }),
  format: Type.Optional(oneOf(bodyFormats)),
  requester: Type.Union([
    Closed({ email: Email, name: Type.Optional(Type.String({ maxLength: 200 })) }),
    Closed({ id: Id }),
  ]),
  queue: Type.Optional(Id),
  type: Type.Optional(oneOf(ticketTypes)),
  impact: Type.Optional(oneOf(levels)),
  urgency: Type.Optional(oneOf(levels)),
  priority: Type.Optional(oneOf(priorities)),
  channel: Type.Optional(oneOf(["api", "phone"])),
  tags: Type.Optional(Type.Array(tag, { maxItems: 50 })),
  fields: Type.Optional(FieldValues),
  attachments: Type.Optional(Type.Array(NewAttachment, { maxItems: 100 })),
  uploads: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 })),
});
export type CreateTicket = Static<typeof CreateTicket>;

export const UpdateTicket = Type.Partial(
  Closed({
    subject,
    state: Type.String({ maxLength: 50 }),
    queue: Id,
    /** A person's id, "me", or null for nobody. */
    assignee: Nullable(Type.String({ pattern: "^(me|[1-9][0-9]{0,17})$" })),
    priority: oneOf(priorities),
    impact: oneOf(levels),
    urgency: oneOf(levels),
    type: oneOf(ticketTypes),
    tags: Type.Array(tag, { maxItems: 50 }),
    fields: FieldValues,
    organization: Nullable(Id),
    dueAt: Nullable(Instant),
  }),
);
export type UpdateTicket = Static<typeof UpdateTicket>;
