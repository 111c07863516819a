// What an administrator can change without restarting, on the wire (GET and PATCH /settings). All keys are optional on the
// way in: what is not named stays.
import { type Static, type TProperties, Type } from "typebox";
import { Closed, Email, LanguageSchema, Nullable, oneOf, Some } from "./schema.ts";

const desk = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  language: LanguageSchema,
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
};
const ticketNumber = {
  /** `{year}` and `{running}`, each once: both are needed for a number to stay unique and to grow. */
  format: Type.String({ pattern: "^[A-Za-z0-9-]{0,10}\\{year\\}[A-Za-z0-9-]{0,5}\\{running\\}$" }),
};
const mail = {
  receipts: Type.Boolean(),
  assignmentNotices: Type.Boolean(),
  /** Tell the customer that his request is solved, with a link to say that it is not (B3). */
  solvedNotices: Type.Boolean(),
  /** Mail of lists and newsletters opens tickets; else it is kept as a conversation that asks for no answer. */
  listTickets: Type.Boolean(),
  /** Where monitoring systems write from; known formats are recognised from anywhere. */
  monitoringAddresses: Type.Array(Email, { maxItems: 200 }),
  /** A problem that comes back within it continues its old ticket. */
  monitoringReopenHours: Type.Integer({ minimum: 0, maximum: 720 }),
  undoSeconds: Type.Integer({ minimum: 0, maximum: 120 }),
  addresses: Type.Array(Email, { maxItems: 200 }),
  maxMessage: Type.Integer({ minimum: 1024, maximum: 500 * 1024 * 1024 }),
  maxAttachment: Type.Integer({ minimum: 1024, maximum: 500 * 1024 * 1024 }),
  automaticPerHour: Type.Integer({ minimum: 0, maximum: 1000 }),
  automaticPerDay: Type.Integer({ minimum: 0, maximum: 10_000 }),
  /** Automatic mails of the whole desk in a minute (S5). */
  automaticPerMinute: Type.Integer({ minimum: 1, maximum: 100_000 }),
  /** Messages a minute to one domain, and at the same time. */
  domainPerMinute: Type.Integer({ minimum: 1, maximum: 100_000 }),
  domainConnections: Type.Integer({ minimum: 1, maximum: 8 }),
  /** Mail servers before ours: addresses, networks (10.0.0.0/8), or the name that they write after "by". */
  trustedRelays: Type.Array(Type.String({ pattern: "^[A-Za-z0-9:.-]{1,255}(?:/\\d{1,3})?$" }), { maxItems: 50 }),
  /** Whose findings count: names that begin Authentication-Results, and domains that seal by ARC. */
  trustedSystems: Type.Array(Type.String({ pattern: "^[A-Za-z0-9._-]{1,255}$" }), { maxItems: 50 }),
  /** A closed ticket goes on with the customer's reply this many days; later that is a new one, linked to it. */
  reopenDays: Type.Integer({ minimum: 0, maximum: 3650 }),
};
/** `host:port`, `[::1]:port`, or nothing. */
const hostAndPort = "(?:[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:]{2,45}\\]):[0-9]{1,5}";
/** An address, or a domain with all that is below it. */
const Sender = Type.String({ maxLength: 254, pattern: "^(?:[^@\\s<>,;]{1,64}@)?[^@\\s<>,;.]+(?:\\.[^@\\s<>,;.]+)+$" });
const spam = {
  /** The desk's own filter, which learns from what agents call spam. */
  filter: Type.Boolean(),
  /** Where rspamd answers (HTTP); empty: not asked. */
  rspamd: Type.String({ maxLength: 300, pattern: `^(?:https?://${hostAndPort}/?)?$` }),
  /** Where SpamAssassin's spamd answers; empty: not asked. */
  spamd: Type.String({ maxLength: 300, pattern: `^(?:${hostAndPort})?$` }),
  blocked: Type.Array(Sender, { maxItems: 1000 }),
  allowed: Type.Array(Sender, { maxItems: 1000 }),
  /** A first contact that nothing proves is held until its sender confirms it by a link. */
  challenge: Type.Boolean(),
};
const virus = {
  /** Where clamd answers: `host:port` or the path of its socket; empty: not asked. */
  clamd: Type.String({ maxLength: 300, pattern: `^(?:${hostAndPort}|/[\\w./-]{1,100})?$` }),
  /** While it does not answer, mail passes unchecked or waits. */
  away: Type.Union([Type.Literal("pass"), Type.Literal("wait")]),
};
/** How sure one must be who wrote, by type of ticket; null: it does not matter. What the queue demands counts where it is more. */
const level = Nullable(oneOf(["claimed", "known", "verified"]));
const trust = { request: level, incident: level, question: level };
const limits = { requestsPerMinute: Type.Integer({ minimum: 1, maximum: 10_000_000 }) };

/** Liquid sources of automatic mail that were written here, by kind and language ("receipt.en"); null: the desk's own again. */
const templates = Type.Record(Type.String(), Nullable(Closed({ subject: Type.String(), text: Type.String() })));

export const SettingsSchema = Closed({
  desk: Closed(desk),
  ticketNumber: Closed(ticketNumber),
  mail: Closed(mail),
  spam: Closed(spam),
  virus: Closed(virus),
  trust: Closed(trust),
  limits: Closed(limits),
  templates,
});
export type Settings = Static<typeof SettingsSchema>;

const some = <T extends TProperties>(properties: T) => Type.Optional(Some(properties));
export const UpdateSettings = Closed({
  desk: some(desk),
  ticketNumber: some(ticketNumber),
  mail: some(mail),
  spam: some(spam),
  virus: some(virus),
  trust: some(trust),
  limits: some(limits),
});
export type UpdateSettings = Static<typeof UpdateSettings>;
