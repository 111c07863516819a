// Mailboxes that the desk reads by IMAP, on the wire. Passwords and tokens only come in; none of these shapes can carry one out.
import { type Static, Type } from "typebox";
import { Closed, Email, Id, Instant, Nullable, oneOf, Some } from "../base/schema.ts";

export const securities = ["tls", "starttls", "none"] as const;
export type Security = (typeof securities)[number];
export const signIns = ["password", "google", "microsoft"] as const;
export type SignInKind = (typeof signIns)[number];
export const providerKeys = ["google", "microsoft"] as const;
export type ProviderKey = (typeof providerKeys)[number];

/** What can be wrong with a mailbox or its servers; the desk has words for each. */
export const mailboxProblems = [
  "password",
  "consent",
  "host",
  "refused",
  "timeout",
  "not-imap",
  "certificate",
  "expired",
  "name",
  "no-tls",
  "folder",
  "too-many",
  "broken",
  "storing",
  "secret",
  "server",
] as const;
export type MailboxProblem = (typeof mailboxProblems)[number];

/** A host name or an address; nothing that could stand for more. */
const host = Type.String({ minLength: 1, maxLength: 253, pattern: "^[A-Za-z0-9_.:-]+$" });
const plainLine = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: "^[^\\u0000-\\u001f\\u007f]+$" });

export const MailServer = Closed({
  host,
  port: Type.Integer({ minimum: 1, maximum: 65535 }),
  security: oneOf(securities),
});
export type MailServer = Static<typeof MailServer>;

const Folder = plainLine(500);
const setting = {
  address: Email,
  /** null: the queue that has this address, else the first one. */
  queue: Nullable(Id),
  imap: MailServer,
  /** null: its answers leave as all mail does. */
  smtp: Nullable(MailServer),
  signIn: oneOf(signIns),
  username: plainLine(320),
  folders: Type.Array(Folder, { minItems: 1, maxItems: 50 }),
  afterReading: oneOf(["seen", "move", "leave"]),
  moveTo: Nullable(Folder),
  /** What was there before it was connected: nothing of it, that of the last `oldDays` days, all. */
  oldMail: oneOf(["none", "days", "all"]),
  oldDays: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
  /** Its server takes address+anything@ too. */
  subaddresses: Type.Boolean(),
  paused: Type.Boolean(),
};
const credentials = {
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  /** What a provider allowed: POST /mailboxes/consent and its return. */
  grant: Type.Optional(Id),
};

export const Mailbox = Closed({
  id: Id,
  ...setting,
  state: oneOf(["reading", "starting", "paused", "problem"]),
  problem: Nullable(Closed({ code: oneOf(mailboxProblems), detail: Type.String(), since: Instant })),
  /** When it was last looked into without a problem. */
  readAt: Nullable(Instant),
  lastMailAt: Nullable(Instant),
  /** Mails that could not be taken and stay in the mailbox. */
  left: Closed({ tooLarge: Type.Integer(), unreadable: Type.Integer() }),
});
export type Mailbox = Static<typeof Mailbox>;

const { address, imap, signIn, username } = setting;
const { address: _address, imap: _imap, signIn: _signIn, username: _username, ...others } = setting;
export const CreateMailbox = Closed({
  address,
  imap,
  signIn,
  username,
  ...Some(others).properties,
  ...credentials,
});
export type CreateMailbox = Static<typeof CreateMailbox>;
export const UpdateMailbox = Some({ ...setting, password: credentials.password, grant: credentials.grant });
export type UpdateMailbox = Static<typeof UpdateMailbox>;

export const DiscoverMailbox = Closed({ address: Email });
export const DiscoveredMailbox = Closed({
  /** How it was found out; null: it was guessed from the address. */
  found: Nullable(oneOf(["provider", "autoconfig", "dns"])),
  /** What the provider is called, when it is one that we know. */
  provider: Nullable(Type.String()),
  imap: MailServer,
  smtp: Nullable(MailServer),
  username: Type.String(),
  signIns: Type.Array(oneOf(signIns)),
  /** The provider wants a password made for programs. */
  appPassword: Type.Boolean(),
});
export type DiscoveredMailbox = Static<typeof DiscoveredMailbox>;

export const TestMailbox = Closed({
  imap,
  smtp: Type.Optional(Nullable(MailServer)),
  signIn,
  username,
  ...credentials,
  /** With what is kept for this one, if neither password nor grant is given. */
  mailbox: Type.Optional(Id),
  folders: Type.Optional(setting.folders),
  moveTo: Type.Optional(setting.moveTo),
});
export type TestMailbox = Static<typeof TestMailbox>;

const Tested = Closed({
  ok: Type.Boolean(),
  problem: Nullable(oneOf(mailboxProblems)),
  /** What the other side said, shortened. */
  detail: Type.String(),
});
export type Tested = Static<typeof Tested>;
export const TestedMailbox = Closed({
  imap: Tested,
  /** null: there is none to try. */
  smtp: Nullable(Tested),
  /** Of the mailbox, with what each is for ("\\Sent") if its server says. */
  folders: Type.Array(Closed({ path: Type.String(), use: Nullable(Type.String()) })),
});
export type TestedMailbox = Static<typeof TestedMailbox>;

export const AskConsent = Closed({
  provider: oneOf(providerKeys),
  address: Email,
  clientId: plainLine(300),
  clientSecret: Type.String({ minLength: 1, maxLength: 1000 }),
});
export type AskConsent = Static<typeof AskConsent>;
/** Where the administrator's browser goes. */
export const AskedConsent = Closed({ url: Type.String() });
export type AskedConsent = Static<typeof AskedConsent>;
/** What the provider's page came back with. */
export const ReturnedConsent = Closed({
  state: Type.String({ minLength: 20, maxLength: 200 }),
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
  error: Type.Optional(Type.String({ maxLength: 500 })),
});
export type ReturnedConsent = Static<typeof ReturnedConsent>;
export const ConsentGrant = Closed({ grant: Id, provider: oneOf(providerKeys) });
export type ConsentGrant = Static<typeof ConsentGrant>;
export const ConsentAddress = Closed({ redirect: Type.String() });
