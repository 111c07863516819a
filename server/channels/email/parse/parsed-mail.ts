import type { OpenedMarks } from "../crypto/mail-keys.ts";
import type { SignatureContact } from "./signature-contact.ts";

/**
 * What Listek makes of the bytes of one mail. Plain data: it crosses worker threads and is printed as JSON.
 *
 * Every string is valid UTF-8 without NUL and without lone surrogates, so PostgreSQL `text` takes it as it is.
 * Message ids are kept without `<` and `>`. Header values hold no CR or LF.
 */
export interface ParsedMail {
  from: MailAddress | null;
  /** RFC 5322 3.6.2: who really sent it, when From names several or somebody else. */
  sender: MailAddress | null;
  replyTo: MailAddress[];
  /** Groups are flattened: `friends: a@x, b@x;` gives two addresses. */
  to: MailAddress[];
  cc: MailAddress[];
  /** Decoded, one line, "" when missing. */
  subject: string;
  /** The Date header as ISO 8601 UTC, null when missing or absurd. */
  date: string | null;
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  envelope: EnvelopeHints;

  /** The whole body as plain text: the text parts, or the HTML converted. Lines end in `\n`. */
  text: string;
  /** The HTML body as it came (several parts joined), null when there is none. NEVER show this one. */
  html: string | null;
  /** `html` through the allow-list of sanitize.ts; remote images wait in `data-src`, `cid:` references stay. */
  safeHtml: string | null;
  /** How many remote images were disarmed. */
  remoteImages: number;
  /** What the person wrote now. */
  replyText: string;
  /** The rest: quoted mail, signature. Each line of `text` is in replyText or in quoted. */
  quoted: string;
  /** What the writer's own signature says about him, of a mail by a person; null: nothing. */
  contact: SignatureContact | null;

  attachments: ParsedAttachment[];

  kind: MailKind;
  /** The header or words that decided `kind`, for the ledger: "Auto-Submitted: auto-replied". */
  why: string;
  bounce: ParsedBounce | null;
  /** What a feedback report is about; `status` is null. */
  complaint: ParsedBounce | null;
  /** What a monitoring system says, where its format is known. */
  alert: ParsedAlert | null;
  automatic: AutomaticHeaders;

  /** Of `replyText`: "en", "ru", "cs", "th", another ISO 639-1 code, or null when unsure. */
  language: string | null;
  /** Nothing but thanks or acknowledgement; a question or a new complaint is never thanks. */
  thanks: boolean;
  /** What was odd. Empty for a mail in order. */
  problems: MailProblem[];
  /** Of a mail that was read with keys. */
  crypto?: OpenedMarks;
}

export interface MailAddress {
  /** Domain lowercased, local part as written. */
  address: string;
  name: string;
}

/** What the last hops wrote about the envelope. Written by servers, yet forgeable: hints, never proof. */
export interface EnvelopeHints {
  /** Return-Path; "" is the null sender `<>` of RFC 5321 4.5.5, null is no header. */
  returnPath: string | null;
  /** Delivered-To, X-Original-To, Envelope-To, X-Envelope-To, X-RCPT-TO in order of appearance, without doubles. */
  deliveredTo: string[];
}

export interface ParsedAttachment {
  /** Safe to show and to offer for saving: no path, no control or bidi characters, 255 characters at most. */
  name: string;
  /** Lowercase `type/subtype` as declared; a claim of the sender, not a finding. */
  type: string;
  /** Bytes after decoding. */
  size: number;
  /** Hex. */
  sha256: string;
  /** Meant to be shown within the HTML (referenced by cid:). */
  inline: boolean;
  contentId: string | null;
  content: Uint8Array;
}

/**
 * person: written by somebody now. auto-reply: a machine answers for somebody. bounce: a delivery report.
 * complaint: a feedback report (RFC 5965). list: mailing list or newsletter. monitoring: a system reports.
 */
export type MailKind = "person" | "auto-reply" | "bounce" | "complaint" | "list" | "monitoring";

export interface ParsedBounce {
  /** Whom the mail did not reach. */
  recipient: string | null;
  /** Enhanced status code (RFC 3463), such as "5.1.1". */
  status: string | null;
  /** Message-ID of the mail that bounced, when the report quotes it. */
  originalMessageId: string | null;
  /** What became of the mail, where the report says so (RFC 3464 2.3.3). */
  action: "failed" | "delayed" | null;
  /** Addresses that the returned header names as its senders: where our signed one stands. */
  originalSenders: string[];
}

/** A monitoring system's news about one thing that it watches. */
export interface ParsedAlert {
  product: "nagios" | "icinga" | "zabbix" | "checkmk" | "alertmanager" | "prtg" | "unknown";
  /** other: downtime and the like. */
  state: "problem" | "recovery" | "acknowledgement" | "flapping" | "other";
  host: string | null;
  /** What is watched on it: a service, a trigger, a sensor, a group of alerts; null is the host itself. */
  service: string | null;
  /** The number by which the product knows this occurrence. */
  eventId: string | null;
  /** As written: "CRITICAL", "High". */
  severity: string | null;
}

/** The headers by which machines recognise one another (RFC 3834), as written, null when missing. */
export interface AutomaticHeaders {
  autoSubmitted: string | null;
  precedence: string | null;
  listId: string | null;
  autoResponseSuppress: string | null;
  xLoop: string[];
  /** Lowercased `x-listek-*` header -> value. */
  listek: Record<string, string>;
}

export type MailProblem =
  | { code: "unreadable"; detail: string }
  | { code: "limit"; detail: string }
  | { code: "truncated"; detail: string }
  | { code: "charset"; detail: string }
  | { code: "encoding"; detail: string }
  | { code: "header"; detail: string }
  | { code: "html"; detail: string };

export interface ParseLimits {
  /** Bytes of the whole message that are looked at. */
  messageBytes: number;
  /** Bytes of one attachment after decoding. */
  attachmentBytes: number;
  attachments: number;
  parts: number;
  depth: number;
  /** Header fields of one part, and bytes of its whole header. */
  headerFields: number;
  headerBytes: number;
  /** Addresses of one header. */
  addresses: number;
  /** Characters of body text and of HTML that are kept; the raw mail keeps the rest. */
  textLength: number;
  htmlLength: number;
}
