// The mail ledger on the wire (B12): what came in and went out, what became of it and why.
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, Nullable, oneOf, PageQuery } from "../base/schema.ts";
import { deliveryStates, Step } from "../conversations/schema.ts";

export const mailOutcomes = ["received", "done", "dropped", "held", "failed"] as const;
/** challenge: a first contact, until its sender confirms it. */
export const heldReasons = ["spam", "virus", "challenge"] as const;

export const MailEntry = Closed({
  id: Id,
  direction: oneOf(["in", "out"]),
  /** By which door it came; null for what went out. */
  door: Nullable(Type.String()),
  from: Nullable(Type.String()),
  to: Type.Array(Type.String()),
  subject: Nullable(Type.String()),
  /** What it was taken for: person, auto-reply, bounce, complaint, list, monitoring. */
  kind: Nullable(Type.String()),
  /** When it came, or was given to be sent. */
  at: Instant,
  /** Bytes. */
  size: Nullable(Type.Integer()),
  outcome: oneOf([...mailOutcomes, ...deliveryStates.filter((state) => state !== "failed")]),
  /** What a held one can be released from; null: nothing, it can only be read again. */
  heldFor: Nullable(oneOf(heldReasons)),
  releasedBy: Nullable(Type.String()),
  why: Nullable(Type.String()),
  steps: Type.Array(Step),
  ticket: Nullable(Type.String()),
  conversation: Nullable(Id),
  message: Nullable(Id),
  can: Closed({
    raw: Type.Boolean(),
    replay: Type.Boolean(),
    release: Type.Boolean(),
    discard: Type.Boolean(),
  }),
});
export type MailEntry = Static<typeof MailEntry>;

export const MailQuery = Closed({
  ...PageQuery,
  direction: Type.Optional(oneOf(["in", "out"])),
  outcome: Type.Optional(oneOf([...mailOutcomes, ...deliveryStates.filter((state) => state !== "failed")])),
  /** An address, a part of one, words of the subject, or a Message-ID. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
});
export type MailQuery = Static<typeof MailQuery>;

/** GET /mail/summary: the last seven days, and what waits for a person. */
export const MailSummary = Closed({
  held: Type.Integer(),
  days: Type.Array(
    Closed({
      /** In the time zone of the desk. */
      day: Type.String({ format: "date" }),
      received: Type.Integer(),
      held: Type.Integer(),
      dropped: Type.Integer(),
      failed: Type.Integer(),
      sent: Type.Integer(),
      notSent: Type.Integer(),
    }),
  ),
});
export type MailSummary = Static<typeof MailSummary>;

/** What people said a mail is; null: nothing, or taken back. */
export const SpamVerdict = Closed({ verdict: Nullable(oneOf(["spam", "ham"])) });
export type SpamVerdict = Static<typeof SpamVerdict>;
