// Every kind of event there is. An event says what happened, to what, when and by whom; it is never changed.
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, Nullable, oneOf } from "./base/schema.ts";

/** kind -> what its data holds (beside the ids that every event has). Names are noun.past-verb. */
export interface EventData {
  /** `from`: made by hand of these messages of this ticket, or of a conversation without one (""). */
  "ticket.opened": {
    number: string;
    subject: string;
    state: string;
    queue: string;
    priority: string;
    channel: string;
    from?: string;
    messages?: string[];
  };
  "ticket.changed": { changes: Record<string, { from: unknown; to: unknown }> };
  "ticket.assigned": { from: string | null; to: string | null };
  "ticket.state-changed": {
    from: string;
    to: string;
    category: string;
    why?: string;
    code?: string;
    values?: Record<string, string>;
  };
  /** Of both tickets, by number, as the two below. */
  /** `messages`: how many came to what was there; `ids`: all that stand in `into` because of it. */
  "ticket.merged": { operation: string; from: string; into: string; messages: number; ids: string[] };
  "ticket.unmerged": { operation: string; from: string; into: string };
  "ticket.messages-moved": { operation: string; from: string; to: string; messages: string[]; keep: boolean };
  "ticket.split": { operation: string; from: string; into: string[]; messages: string[]; keep: boolean };
  "ticket.operation-undone": { operation: string; of: string };
  /** null: until the customer writes. */
  "ticket.snoozed": { until: string | null };
  "ticket.woken": { why: "time" | "customer" | "agent"; snoozedBy: string | null };
  "ticket.checklist-changed": {
    change: "added" | "changed" | "done" | "undone" | "removed";
    item: string;
    text: string;
  };
  /** To somebody outside, aside from the customer; `messages`: which of the ticket's. */
  "ticket.forwarded": { to: string; messages: string[] };
  /** By the link in a mail. `name`: of who followed it. */
  "ticket.unfollowed": { name: string };
  /** Of both tickets; `other` is the number of the other one. */
  "ticket.links-changed": { change: "added" | "removed"; other: string };
  /** A monitoring system reports once more what it is about; `reports`: how often since it began. */
  "problem.repeated": { state: string; reports: number };
  /** `raw`: SHA-256 of the bytes as they came. */
  "message.received": { sha256: string; channel: string; number: number | null; automatic: boolean; raw?: string };
  /** `raw`: likewise, of what an agent wrote by mail. */
  "message.queued": {
    sha256: string;
    channel: string;
    number: number | null;
    automatic: boolean;
    state: string;
    raw?: string;
  };
  /** `mentions`: ids of the people called in it. `raw`: as above, of a supplier's answer. */
  "message.noted": { sha256: string; number: number | null; mentions?: string[]; raw?: string };
  "message.sent": { delivery: string; reply: string };
  /** `recipient`, `status` (RFC 3463): what a mail system reported after it had taken the message. */
  "message.delayed": { delivery: string; reason: string; attempts: number; recipient?: string; status?: string };
  "message.failed": { delivery: string; reason: string; recipient?: string; status?: string };
  /** Its reader called it unwanted (RFC 5965). */
  "message.complained": { delivery: string; recipient: string };
  "message.cancelled": { delivery: string; why?: string };
  "message.retried": { delivery: string };
  /** `confirmation`: its id; `to`: the address that was asked. The answers to it are the two below. */
  "message.confirmation-asked": { confirmation: string; to: string };
  "message.confirmed": { confirmation: string; to: string };
  "message.denied": { confirmation: string; to: string };
  /** An agent passed on a mail; `from`: whose it was. */
  "message.forwarded": { from: string };
  "mail.dropped": { why: string };
  /** `for`: what a person can release it from; `ask`: its sender is asked to confirm it, in this language. */
  "mail.held": { why: string; for?: "spam" | "virus" | "challenge"; ask?: string };
  "mail.failed": { why: string };
  "mail.replayed": Record<string, never>;
  /** Machines answer each other: from now on they get nothing by themselves. `address`: the one that was not written to. */
  "mail.loop": { address: string; why: string };
  "mail.released": { from: string };
  "mail.thrown-away": { from: string };
  /** What people said it is; null: taken back. */
  "mail.judged": { verdict: "spam" | "ham" | null };
  "conversation.opened": { channel: string; subject: string };
  /** He takes part and wants no more copies, by the link in one of them. `name`: his. */
  "conversation.left": { name: string };
  "conversation.finished": Record<string, never>;
  "conversation.reopened": Record<string, never>;
  "person.created": { name: string };
  "person.changed": { changes: Record<string, { from: unknown; to: unknown }> };
  /** How an address takes our mail: `mark` is set, or taken away again. */
  "person.address-marked": { address: string; mark: "no-mail" | "no-automatic-mail"; why: string };
  "person.address-cleared": { address: string; why: "wrote" | "agent" };
  /** His signature says what his card does not. */
  "person.contact-offered": { message: string; values: string[] };
  /** null: the answer was taken back. `from`: the position that an added one took the place of. */
  "person.offer-answered": {
    kind: "phone" | "position";
    value: string;
    answer: "added" | "dismissed" | null;
    from?: string | null;
  };
  /** Notifications that he wants no more by mail, by the link in one. */
  "person.mail-refused": { kinds: string[] };
  "organization.created": { name: string };
  "organization.changed": { changes: Record<string, { from: unknown; to: unknown }> };
  "identity.signed-in": { ip: string | null };
  "identity.signed-out": { everywhere: boolean };
  "identity.sign-in-refused": { email: string; ip: string | null; why: string };
  "identity.password-set": { by: "setup" | "reset" | "change" };
  "identity.reset-asked": Record<string, never>;
  "identity.invited": { login: string };
  "identity.token-created": { token: string; name: string; role: string };
  "identity.token-revoked": { token: string };
  /** `name`: what it was called then. Made or taken away: `changes` holds the whole of it under its noun. */
  "settings.changed": { what: string; name?: string; changes: Record<string, { from: unknown; to: unknown }> };
  "mail-key.added": { address: string; fingerprint: string; source: string };
  "mail-key.changed": {
    address: string;
    fingerprint: string;
    changes: Record<string, { from: unknown; to: unknown }>;
  };
  "mail-key.removed": { address: string; fingerprint: string };
  /** Reading a mailbox has failed for long enough, or for a reason that does not pass by itself. */
  "mailbox.failed": { mailbox: string; address: string; problem: string; detail: string };
  "mailbox.recovered": { mailbox: string; address: string };
  "desk.seeded": { seed: string; tickets: number };
}
export type EventKind = keyof EventData;

/** The wire form, in GET /events, /tickets/{n}/events and the live stream. */
export const EventSchema = Closed({
  id: Id,
  kind: Type.String(),
  at: Instant,
  actor: Nullable(Closed({ id: Nullable(Id), name: Type.String(), kind: oneOf(["person", "token", "system"]) })),
  ticket: Nullable(Type.String()),
  conversation: Nullable(Id),
  message: Nullable(Id),
  person: Nullable(Id),
  organization: Nullable(Id),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type WireEvent = Static<typeof EventSchema>;
