import { type Static, Type } from "typebox";
import { Closed, Email, Id, Instant, Nullable, oneOf, PageQuery } from "../base/schema.ts";
import { PersonRef } from "../people/schema.ts";
import { DeliveryReport } from "./delivery-reports.ts";
import { CryptoChoice, MessageCrypto } from "./protection.ts";
import { TrustReason, trustLevels } from "./trust.ts";

export const channels = ["email", "api", "phone", "form", "portal", "chat", "telegram"] as const;
export type Channel = (typeof channels)[number];

export const messageKinds = ["inbound", "outbound", "note"] as const;
export type MessageKind = (typeof messageKinds)[number];

export { type TrustLevel, trustLevels } from "./trust.ts";

/** waiting: no way out is configured. queued: inside the undo window or before its turn. */
export const deliveryStates = ["waiting", "queued", "sending", "sent", "retrying", "failed", "cancelled"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const Attachment = Closed({
  id: Id,
  name: Type.String(),
  type: Type.String(),
  /** Bytes. */
  size: Type.Integer(),
  inline: Type.Boolean(),
  contentId: Nullable(Type.String()),
  url: Type.String(),
});
export type Attachment = Static<typeof Attachment>;

export const Delivery = Closed({
  id: Id,
  state: oneOf(deliveryStates),
  /** Sent later on purpose, at `nextAttemptAt`; called back when the customer writes first. */
  scheduled: Type.Boolean(),
  to: Type.Array(Type.String()),
  attempts: Type.Integer(),
  /** Until then the message can be called back. */
  undoUntil: Nullable(Instant),
  nextAttemptAt: Nullable(Instant),
  sentAt: Nullable(Instant),
  /** What the other side said, or why it was not tried. Plain words. */
  reason: Nullable(Type.String()),
});
export type Delivery = Static<typeof Delivery>;

/** One decision on a message's way in: shown as "how this was threaded" (B12). */
export const Step = Closed({
  step: Type.String(),
  outcome: oneOf(["continue", "drop", "hold"]),
  why: Type.String(),
  /** The reason as the desk translates it, with the values that stand in it; older steps have `why` only. */
  code: Type.Optional(Type.String()),
  values: Type.Optional(Type.Record(Type.String(), Type.String())),
});
export type Step = Static<typeof Step>;

export const Message = Closed({
  id: Id,
  /** 1, 2, 3 … in the ticket it is shown in; null in a conversation without ticket. */
  number: Nullable(Type.Integer()),
  /** Every ticket it stands in, as far as the reader may see it; `place` is its number there, null for an automatic one. */
  tickets: Type.Array(Closed({ number: Type.String(), place: Nullable(Type.Integer()) })),
  conversation: Id,
  kind: oneOf(messageKinds),
  channel: oneOf(channels),
  author: Nullable(PersonRef),
  at: Instant,
  subject: Nullable(Type.String()),
  /** What the person wrote now, plain text, without the quoted history. */
  text: Type.String(),
  /** The quoted history below it, folded by the reader; "" when there is none. */
  quoted: Type.String(),
  /** Sanitized, images from other hosts disarmed; to be shown only inside a sandboxed frame. null: text only. */
  html: Nullable(Type.String()),
  /** How many pictures would be fetched from other hosts if allowed. */
  remoteImages: Type.Integer(),
  language: Nullable(Type.String()),
  trust: oneOf(trustLevels),
  /** Why, the weightiest first; for who works here. */
  trustReasons: Type.Array(TrustReason),
  from: Nullable(Type.String()),
  to: Type.Array(Type.String()),
  cc: Type.Array(Type.String()),
  attachments: Type.Array(Attachment),
  delivery: Nullable(Delivery),
  /** What mail systems said about it after it had left. */
  reports: Type.Array(DeliveryReport),
  /** It says thanks and nothing else, so its ticket stayed as it was (F28). */
  onlyThanks: Type.Boolean(),
  /** automatic: written by a machine (ours or theirs), shown quietly. */
  automatic: Type.Boolean(),
  /** The bytes as they came can be fetched from /messages/{id}/raw. */
  hasRaw: Type.Boolean(),
  /** Encrypted, signed by whom, and is that proven; null: neither. */
  protection: Nullable(MessageCrypto),
  /** Could not be opened when it came; the message with what it says. */
  openedAs: Nullable(Id),
});
export type Message = Static<typeof Message>;

/** How an agent brought a message into the ticket `to`; `from` is "" where it had none. */
export const MessageMove = Closed({
  kind: oneOf(["moved", "merged", "made"]),
  at: Instant,
  by: Type.String(),
  from: Type.String(),
  to: Type.String(),
});
export type MessageMove = Static<typeof MessageMove>;

/** GET /messages/{id}/threading: why is this here. */
export const Threading = Closed({
  steps: Type.Array(Step),
  /** What agents did with it since, oldest first; what was undone is not there. */
  moves: Type.Array(MessageMove),
  headers: Type.Array(Closed({ name: Type.String(), value: Type.String() })),
  sha256: Nullable(Type.String()),
  /** Bytes. */
  size: Nullable(Type.Integer()),
});
export type Threading = Static<typeof Threading>;

export const NewAttachment = Closed({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  type: Type.Optional(Type.String({ maxLength: 127 })),
  content: Type.String({ contentEncoding: "base64" }),
});

export const bodyFormats = ["text", "markdown", "html"] as const;

export const CreateMessage = Closed({
  kind: oneOf(["reply", "note"]),
  body: Type.String({ minLength: 1, maxLength: 500_000 }),
  format: Type.Optional(oneOf(bodyFormats)),
  to: Type.Optional(Type.Array(Type.String({ maxLength: 320 }), { maxItems: 50 })),
  cc: Type.Optional(Type.Array(Type.String({ maxLength: 320 }), { maxItems: 50 })),
  /** State key to set with it. */
  state: Type.Optional(Type.String({ maxLength: 50 })),
  sendAt: Type.Optional(Instant),
  protection: Type.Optional(CryptoChoice),
  attachments: Type.Optional(Type.Array(NewAttachment, { maxItems: 100 })),
  /** Ids of uploads made before by PUT /attachments/{id}. */
  uploads: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 })),
  /** The version of the author's draft that this was: it is removed with it. */
  draft: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type CreateMessage = Static<typeof CreateMessage>;

/** POST /tickets/{number}/forward: to somebody outside, aside from the customer. */
export const ForwardMessages = Closed({
  to: Email,
  /** What goes above the messages. */
  body: CreateMessage.properties.body,
  format: CreateMessage.properties.format,
  /** Which of the ticket's go along, as quotes; notes never do. */
  messages: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
  /** Their files too; true unless said. */
  files: Type.Optional(Type.Boolean()),
});
export type ForwardMessages = Static<typeof ForwardMessages>;

/** POST /conversations/{id}/messages: an answer or a note that belongs to no ticket. */
export const CreateConversationMessage = Closed({
  kind: CreateMessage.properties.kind,
  body: CreateMessage.properties.body,
  format: CreateMessage.properties.format,
  to: CreateMessage.properties.to,
  cc: CreateMessage.properties.cc,
  protection: CreateMessage.properties.protection,
  attachments: CreateMessage.properties.attachments,
  uploads: CreateMessage.properties.uploads,
  draft: CreateMessage.properties.draft,
});
export type CreateConversationMessage = Static<typeof CreateConversationMessage>;

export const Conversation = Closed({
  id: Id,
  channel: oneOf(channels),
  subject: Type.String(),
  participants: Type.Array(PersonRef),
  tickets: Type.Array(Closed({ number: Type.String(), subject: Type.String(), state: Type.String() })),
  /** The customer spoke last, and nobody has answered or finished it. */
  unanswered: Type.Boolean(),
  /** Whose address it came to; null when that queue opens tickets by itself. */
  queue: Nullable(Closed({ id: Id, name: Type.String() })),
  lastMessage: Nullable(Closed({ at: Instant, kind: oneOf(messageKinds), preview: Type.String() })),
  createdAt: Instant,
  lastMessageAt: Instant,
  finishedAt: Nullable(Instant),
});
export type Conversation = Static<typeof Conversation>;

/** GET /conversations, those that moved last first. */
export const ConversationQuery = Closed({
  ...PageQuery,
  participant: Type.Optional(Id),
  finished: Type.Optional(Type.Boolean()),
  /** true: those without any ticket. */
  ticketless: Type.Optional(Type.Boolean()),
  unanswered: Type.Optional(Type.Boolean()),
  queue: Type.Optional(Id),
});
export type ConversationQuery = Static<typeof ConversationQuery>;

/** A row of the outbox. */
export const OutboxItem = Closed({
  delivery: Delivery,
  message: Id,
  ticket: Nullable(Type.String()),
  subject: Type.String(),
  author: Nullable(PersonRef),
  createdAt: Instant,
  automatic: Type.Boolean(),
});
export type OutboxItem = Static<typeof OutboxItem>;
