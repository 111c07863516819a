// What somebody has begun to write: one draft an author in a ticket, or in a conversation without one. All agents who may
// see the ticket see it.
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, Nullable, oneOf } from "../base/schema.ts";
import { PersonRef } from "../people/schema.ts";

export const draftKinds = ["reply", "note"] as const;

const Addresses = Type.Array(Type.String({ maxLength: 320 }), { maxItems: 50 });

/** A file that was sent ahead (PUT /attachments/{id}). */
export const DraftUpload = Closed({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  /** Bytes. */
  size: Type.Integer(),
});
export type DraftUpload = Static<typeof DraftUpload>;

export const Draft = Closed({
  id: Id,
  /** The ticket's number; null: a draft in a conversation. */
  ticket: Nullable(Type.String()),
  conversation: Nullable(Id),
  /** Of the ticket or the conversation. */
  subject: Type.String(),
  author: PersonRef,
  mine: Type.Boolean(),
  kind: oneOf(draftKinds),
  /** Markdown. */
  body: Type.String(),
  /** null: whoever a reply goes to when nothing else is said. */
  to: Nullable(Addresses),
  cc: Nullable(Addresses),
  uploads: Type.Array(DraftUpload),
  /** How many messages there were when the writing began. */
  since: Nullable(Type.Integer()),
  version: Type.Integer(),
  updatedAt: Instant,
});
export type Draft = Static<typeof Draft>;

/** PUT /tickets/{number}/draft, /conversations/{id}/draft. Without text and files it is removed. */
export const SaveDraft = Closed({
  kind: oneOf(draftKinds),
  body: Type.String({ maxLength: 500_000 }),
  to: Type.Optional(Nullable(Addresses)),
  cc: Type.Optional(Nullable(Addresses)),
  uploads: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 })),
  since: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000 }))),
  /** The one that this continues; null: a new one. Another one there: 409 `draft_changed`, `fields.version` says which. */
  version: Nullable(Type.Integer({ minimum: 1 })),
});
export type SaveDraft = Static<typeof SaveDraft>;

/** null: it was removed. */
export const SavedDraft = Closed({ draft: Nullable(Draft) });
export type SavedDraft = Static<typeof SavedDraft>;
