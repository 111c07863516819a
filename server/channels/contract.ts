// What a channel is to the rest: doors where bytes come in, a reader that makes a message of them, a way out.
import type { Language } from "../../shared/base/schema.ts";
import type { MessageCrypto } from "../../shared/conversations/protection.ts";
import type { Authentication } from "../../shared/conversations/trust.ts";
import type { Db, Trx } from "../platform/db.ts";
import type { Doubt } from "../platform/in-doubt.ts";
import type { Log } from "../platform/log.ts";

/** Why something waits that nobody refused. */
export const noWayOut = "No way out is configured: add a smarthost in the settings, or set LISTEK_SMARTHOST.";

/** Bytes as they came through a door, before anybody has looked inside. */
export interface RawMessage {
  door: "smtp" | "lmtp" | "pipe" | "imap";
  envelopeFrom: string;
  envelopeTo: string[];
  raw: Buffer;
  /** Who was at the other end of the connection; missing where there was none. */
  client?: Client | null;
}

export interface Client {
  ip: string;
  helo: string;
}

/** How a mail came, for the checks of its sender. */
export interface Arrival {
  door: string;
  envelopeFrom: string;
  client: Client | null;
  /** Servers before ours, by address, network or name, and systems whose findings count: as an administrator named them. */
  trustedRelays: string[];
  trustedSystems: string[];
}

export interface IncomingAddress {
  address: string;
  name: string;
}

export interface IncomingFile {
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  /** Hex. */
  sha256: string;
  inline: boolean;
  contentId: string | null;
  content: Uint8Array;
}

/** What a mail system reports about a message of ours: a claim, until an address that we signed proves it. */
export interface Returned {
  recipient: string | null;
  /** RFC 3463. */
  status: string | null;
  originalMessageId: string | null;
  action: "failed" | "delayed" | null;
  /** Senders that the returned header names. */
  originalSenders: string[];
}

/** What a monitoring system says about something it watches. */
export interface Alert {
  /** "nagios", "zabbix" … */
  product: string;
  /** other: downtime and the like; told, but no news about the problem itself. */
  state: "problem" | "recovery" | "acknowledgement" | "flapping" | "other";
  host: string | null;
  service: string | null;
  /** The product's own number of this occurrence. */
  eventId: string | null;
  /** "CRITICAL", "High" …, as written. */
  severity: string | null;
}

/** How to reach the writer and what he is, by his own word. */
export interface WriterContact {
  /** `value`: as written; `key`: what two spellings of it have in common. */
  phones: { value: string; key: string; fax: boolean }[];
  position: string | null;
  company: string | null;
}

/** A message as its channel reads it. Every string is valid UTF-8 without NUL. */
export interface Incoming {
  from: IncomingAddress | null;
  replyTo: IncomingAddress[];
  to: IncomingAddress[];
  cc: IncomingAddress[];
  subject: string;
  /** The id its sender gave it. */
  sourceId: string | null;
  inReplyTo: string[];
  references: string[];
  text: string;
  replyText: string;
  quoted: string;
  /** What the writer's signature says about him; null: nothing. */
  contact: WriterContact | null;
  safeHtml: string | null;
  remoteImages: number;
  attachments: IncomingFile[];
  kind: "person" | "auto-reply" | "bounce" | "complaint" | "list" | "monitoring";
  /** What decided `kind`. */
  why: string;
  bounce: Returned | null;
  complaint: Returned | null;
  alert: Alert | null;
  /** RFC 2919, without angle brackets. */
  listId: string | null;
  /** Its sender asks that no machine answers. */
  wantsNoAnswer: boolean;
  /** Marks that our own automatic mails carry; whose is decided by who made them. */
  loopMarks: string[];
  language: string | null;
  thanks: boolean;
  /** Encrypted, signed by whom, and is that proven; null: neither. */
  crypto: MessageCrypto | null;
  /** Keys that came with it, in a form that its channel knows. */
  learned: unknown[];
  /** A mail of somebody else that is passed on in it, and what was written above that. */
  forwarded?: { from: IncomingAddress; subject: string; text: string; comment: string } | null;
}

/** The reader gave up on this message: it is kept as a file, and shown so. */
export class UnreadableMessage extends Error {
  /** The same bytes might be read another time (a worker died, the time ran out). */
  readonly again: boolean;
  constructor(message: string, again: boolean) {
    super(message);
    this.name = "UnreadableMessage";
    this.again = again;
  }
}

/** What has to leave, with everything a channel needs to write it. */
export interface Outgoing {
  messageId: string;
  sourceId: string;
  at: Date;
  from: IncomingAddress;
  to: IncomingAddress[];
  cc: IncomingAddress[];
  /** Who of them has not got it yet, when some have; null: nobody has. */
  only: string[] | null;
  /** Whoever answers to this comes back into the conversation; made for this recipient, or for nobody (S2). */
  replyTo: (recipient: string | null) => string;
  subject: string;
  text: string;
  html: string | null;
  /** What goes below it. */
  signature: { text: string; html: string } | null;
  inReplyTo: string | null;
  references: string[];
  automatic: boolean;
  /** Where this recipient says that he wants no more copies; null: it is an answer to him. */
  unsubscribe: (recipient: string | null) => string | null;
  /** Where it comes back when this recipient cannot be reached; null: one address for all of them at once. */
  bounceTo: (recipient: string | null) => string;
  language: string | null;
  ticketNumber: string | null;
  /** How it was said to leave; null: signed if there is a key, for automatic ones. */
  crypto: MessageCrypto | null;
  files: { name: string; type: string; content: Buffer; contentId: string | null; inline: boolean }[];
}

/**
 * retry: the other side may take it later. failed: it said no for good. `left`: those it said so for, when it took it for
 * others. `busy`: recipients whose side asked for patience.
 */
export type SendOutcome =
  | { outcome: "sent"; reply: string }
  | { outcome: "retry" | "failed"; reason: string; left?: string[]; busy?: string[] };

export interface ChannelContext {
  log: Log;
  /** Stores and commits; only then may the door say "accepted". Throws what platform/errors can name. */
  accept: (message: RawMessage) => Promise<void>;
  /** Is this address one of ours? */
  takes: (address: string) => Promise<boolean>;
  /** Bytes of the largest message taken. */
  maxBytes: () => Promise<number>;
}

export interface Doors {
  /** "SMTP 127.0.0.1:2525" */
  describe: string[];
  stop(): Promise<void>;
}

export interface Envelope {
  from: string;
  to: string[];
}

/** Where each scanner answers; empty: it is not asked. */
export interface Scanners {
  rspamd: string;
  spamd: string;
  clamd: string;
}

/** A scanner that could not be asked, and why. */
export interface Away {
  away: string;
}

export interface SpamOpinion {
  by: "rspamd" | "spamassassin";
  spam: boolean;
  score: number;
  /** From here on it is spam; null: it did not say. */
  limit: number | null;
  reasons: string[];
}

export interface VirusOpinion {
  /** The name of what was found. */
  found: string | null;
}

export interface Scanned {
  spam: (SpamOpinion | (Away & Pick<SpamOpinion, "by">))[];
  /** null: no scanner is set. */
  virus: VirusOpinion | Away | null;
}

export interface TemplateText {
  subject: string;
  text: string;
}

/** What an administrator wrote instead of ours, by kind and language ("receipt.en"); null: ours again. */
export type OwnTemplates = Readonly<Record<string, TemplateText | null>>;

/** The texts of automatic messages, for who edits them. */
export interface TemplateBook {
  list(): { kind: string; language: Language; standard: TemplateText; variables: string[] }[];
  /** What is wrong with a text, by its field; null when it can be used. */
  problems(kind: string, text: TemplateText): Record<string, string> | null;
  /** With made-up values where none are given. */
  preview(kind: string, text: TemplateText, values: Record<string, string>): TemplateText;
}

export interface Channel {
  readonly key: string;
  /** Opens the doors it has. */
  open(context: ChannelContext): Promise<Doors>;
  /** Writes nothing; keys to open it with come from the database. Throws UnreadableMessage. */
  read(raw: Buffer, db: Db): Promise<Incoming>;
  /** Who sent it, as far as that can be proven. Never throws; takes a few seconds at most. */
  authenticate(raw: Buffer, arrival: Arrival): Promise<Authentication>;
  /** Keeps the keys that came with a message, as not checked. */
  learn(trx: Trx, message: Incoming): Promise<void>;
  /**
   * What scanners for spam and viruses say; takes a few seconds at most and never throws. `opened`: what the raw bytes hide from
   * them, each looked at for viruses by itself.
   */
  scan(raw: Buffer, envelope: Envelope, scanners: Scanners, opened?: readonly Uint8Array[]): Promise<Scanned>;
  /** false: no way out is configured, what has to leave waits. Throws while the database is away. */
  canSend(): Promise<boolean>;
  /** `taken` is told of recipients that have it, while others are still to come. `doubt` is entered before the last byte leaves. */
  send(message: Outgoing, taken: (recipients: string[]) => Promise<void>, doubt: Doubt): Promise<SendOutcome>;
  /** A mail of the desk itself to one person (a new password); nothing of it is kept. */
  notify(notice: {
    to: string;
    kind: "password-reset" | "invitation" | "test" | "confirmation" | "challenge";
    language: string;
    values: Record<string, string | number>;
    own: OwnTemplates;
  }): Promise<SendOutcome>;
  /** The same with words that are ready; answers go to `replyTo`, if there is one. */
  post(mail: {
    to: string;
    subject: string;
    text: string;
    language: string;
    unsubscribe: string;
    replyTo?: string | null;
  }): Promise<SendOutcome>;
  /** The text of an automatic message. */
  template(
    kind: "receipt" | "assigned" | "solved",
    language: string,
    values: Record<string, string>,
    own: OwnTemplates,
  ): Promise<{ subject: string; text: string; html: string }>;
  readonly templates: TemplateBook;
  stop(): Promise<void>;
}
