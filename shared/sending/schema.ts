// How mail leaves, on the wire: smarthosts, the domains that we write from, and what stands in the DNS for them.
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, Nullable, oneOf } from "../base/schema.ts";

/** implicit: TLS from the first byte. required: STARTTLS or nothing. opportunistic: STARTTLS if it works. none: on this machine only. */
export const securities = ["implicit", "required", "opportunistic", "none"] as const;

const host = Type.String({ minLength: 1, maxLength: 253, pattern: "^[A-Za-z0-9._:-]+$" });
const port = Type.Integer({ minimum: 1, maximum: 65_535 });
/** Addresses and domains of ours that it carries; none: all of them. */
const senders = Type.Array(Type.String({ minLength: 1, maxLength: 320, pattern: '^[^\\s<>,;"]+$' }), { maxItems: 100 });
const username = Nullable(Type.String({ minLength: 1, maxLength: 320 }));

export const Smarthost = Closed({
  id: Id,
  host: Type.String(),
  port: Type.Integer(),
  security: oneOf(securities),
  username: Nullable(Type.String()),
  /** The password itself is never shown. */
  hasPassword: Type.Boolean(),
  senders: Type.Array(Type.String()),
  enabled: Type.Boolean(),
});
export type Smarthost = Static<typeof Smarthost>;

const fields = { host, port, security: oneOf(securities), username, senders, enabled: Type.Boolean() };
export const CreateSmarthost = Closed({
  host: fields.host,
  port: fields.port,
  security: fields.security,
  username: Type.Optional(fields.username),
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  senders: Type.Optional(fields.senders),
  enabled: Type.Optional(fields.enabled),
});
export type CreateSmarthost = Static<typeof CreateSmarthost>;
/** Without `password` it stays as it is; with another user or host it is asked for again. */
export const UpdateSmarthost = Type.Partial(CreateSmarthost, { additionalProperties: false });
export type UpdateSmarthost = Static<typeof UpdateSmarthost>;
export const OrderSmarthosts = Closed({ ids: Type.Array(Id, { maxItems: 100 }) });

/** What is wrong with a host, told without sending anything. */
export const hostProblems = [
  "name",
  "refused",
  "silent",
  "certificate",
  "tls",
  "no-starttls",
  "password",
  "sender",
  "broken",
] as const;
export type HostProblem = (typeof hostProblems)[number];
export const TestedHost = Closed({
  /** null: it lets us in. */
  problem: Nullable(oneOf(hostProblems)),
  /** What it said. */
  answer: Type.String(),
});
export type TestedHost = Static<typeof TestedHost>;

export const keyStates = ["new", "used", "old"] as const;
export const recordKinds = ["dkim", "spf", "dmarc", "mx"] as const;
export type RecordKind = (typeof recordKinds)[number];

const record = {
  kind: oneOf(recordKinds),
  /** Of a DKIM key; null for the others. */
  key: Nullable(Id),
  name: Type.String(),
  type: oneOf(["TXT", "MX"]),
  /** What to publish; for others than DKIM keys a proposal. */
  value: Type.String(),
};
export const SendingRecord = Closed(record);
export type SendingRecord = Static<typeof SendingRecord>;

export const SendingDomain = Closed({
  domain: Type.String(),
  /** Of ours, with this domain. */
  addresses: Type.Array(Type.String()),
  keys: Type.Array(
    Closed({
      id: Id,
      selector: Type.String(),
      /** new: to be published. used: mail is signed with it. old: stays published while signed mail is on its way. */
      state: oneOf(keyStates),
      createdAt: Instant,
      usedAt: Nullable(Instant),
    }),
  ),
  records: Type.Array(SendingRecord),
});
export type SendingDomain = Static<typeof SendingDomain>;

/** missing: nothing there. differs: something else. several: more than one, which counts as none. open: lets everybody send. */
export const recordProblems = [
  "missing",
  "differs",
  "several",
  "open",
  "invalid",
  "revoked",
  "closed",
  "silent",
] as const;
export type RecordProblem = (typeof recordProblems)[number];
export const CheckedRecord = Closed({
  ...record,
  /** null: it is right. */
  problem: Nullable(oneOf(recordProblems)),
  /** What stands there now. */
  found: Type.Array(Type.String()),
});
export type CheckedRecord = Static<typeof CheckedRecord>;
export const CheckedDomain = Closed({ domain: Type.String(), at: Instant, records: Type.Array(CheckedRecord) });
export type CheckedDomain = Static<typeof CheckedDomain>;
