/** One mail that Listek sends, as structured fields: nothing here is ever written into the mail unescaped. */
export interface OutgoingMail {
  /** With or without angle brackets; fixed by the caller, so that a second try sends the same id. */
  messageId: string;
  date: Date;
  from: OutgoingAddress;
  to: OutgoingAddress[];
  cc?: OutgoingAddress[];
  replyTo?: OutgoingAddress | null;
  subject: string;
  text: string;
  html?: string | null;
  attachments?: OutgoingAttachment[];
  inReplyTo?: string | null;
  references?: string[];
  /** RFC 3834 5: false for what an agent wrote, auto-replied for answers to a mail, auto-generated for notices. */
  automatic?: false | "auto-replied" | "auto-generated";
  /** Marks our own mail, so that we know it when it comes back: the id of this desk. */
  deskId: string;
  /** ISO 639-1, for screen readers and translators. */
  language?: string | null;
  /** Where its reader says that he wants no more of its kind: RFC 2369, and RFC 8058 where it is https. */
  unsubscribe?: string | null;
  /** RFC 5321 4.5.5: automatic mail may leave with the null sender, "". Otherwise the address of `from`. */
  envelopeFrom?: string;
  /** It will be signed: nothing on the way may have a reason to change it (RFC 3156 3). */
  sevenBits?: boolean;
}

export interface OutgoingAddress {
  address: string;
  name?: string | null;
}

export interface OutgoingAttachment {
  name: string;
  type: string;
  content: Uint8Array;
  contentId?: string | null;
  inline?: boolean;
}

export interface ComposedMail {
  envelope: { from: string; to: string[] };
  /** RFC 5322, lines end in CR LF. */
  raw: Buffer;
  /** Without angle brackets. */
  messageId: string;
}

/** A recipient or sender that is no address, or nobody to send to: the caller's mistake, told before anything leaves. */
export class ComposeError extends Error {
  override readonly name = "ComposeError";
}
