import { sanitizeMailHtml } from "../../../platform/html/sanitize.ts";
import { readAddresses } from "./addresses.ts";
import { readAttachments, tnefText } from "./attachments.ts";
import { readBody } from "./body.ts";
import { readBounce, readComplaint } from "./bounce.ts";
import { classify } from "./classify.ts";
import { cleanLine, cleanText, cut } from "./clean-text.ts";
import { allFields, firstField, type HeaderField } from "./header-fields.ts";
import { headerText } from "./header-text.ts";
import { detectLanguage } from "./language.ts";
import { defaultLimits } from "./limits.ts";
import { readMailDate } from "./mail-date.ts";
import { leavesOf, type MailFacts, readAutomatic } from "./mail-facts.ts";
import { readMessageId, readMessageIds } from "./message-ids.ts";
import { type MimePart, splitParts } from "./mime-tree.ts";
import { readAlert } from "./monitoring/read-alert.ts";
import type { EnvelopeHints, MailAddress, MailProblem, ParsedMail, ParseLimits } from "./parsed-mail.ts";
import { readReply } from "./reply.ts";
import { splitSignature } from "./signature.ts";
import { readSignatureContact } from "./signature-contact.ts";
import { sortParts } from "./sort-parts.ts";
import { isThanks } from "./thanks.ts";
import { unreadableMail } from "./unreadable.ts";

/**
 * The bytes of one mail as Listek understands them. Never throws: what cannot be read is said in `problems`, and the
 * worst mail of all still has its sender and subject.
 */
export function parse(raw: Uint8Array, limits: Partial<ParseLimits> = {}): ParsedMail {
  const all = { ...defaultLimits, ...limits };
  try {
    return parseWithin(raw, all);
  } catch (error) {
    return unreadableMail(raw, all, error);
  }
}

function parseWithin(raw: Uint8Array, limits: ParseLimits): ParsedMail {
  const message = messageBytes(raw, limits);
  const { root, problems } = splitParts(message, limits);
  if (raw.length > limits.messageBytes) problems.push({ code: "limit", detail: `message of ${raw.length} bytes` });
  const hint = bodyCharset(root);
  const people = readPeople(root.fields, hint, limits);
  const sorted = sortParts(root);
  const body = readBody(message, sorted.text, sorted.html, limits, problems);
  const hidden = body.text.trim() || body.html ? "" : cleanText(tnefText(message, sorted.attachments));
  if (hidden) body.text = cut(hidden, limits.textLength);
  const attachments = readAttachments({
    message,
    parts: sorted.attachments,
    uuFiles: body.uuFiles,
    html: body.html,
    tnefIsBody: hidden !== "",
    hint,
    limits,
    problems,
  });
  const subject = cut(headerText(firstField(root.fields, "subject") ?? "", hint), 998);
  const safe = makeSafe(body.html, problems);
  const { replyText, quoted, signature } = readReply(body.text);
  const facts: MailFacts = {
    message,
    root,
    fields: root.fields,
    leaves: leavesOf(root),
    from: people.from,
    subject,
    text: body.text,
    replyText,
    returnPath: people.envelope.returnPath,
    automatic: readAutomatic(root.fields),
  };
  const alert = readAlert({ subject, text: body.text });
  const { kind, why } = classify(facts, alert);
  return {
    ...people,
    ...readThread(root.fields),
    subject,
    date: readMailDate(firstField(root.fields, "date")),
    text: body.text,
    html: body.html,
    safeHtml: safe?.html ?? null,
    remoteImages: safe?.remoteImages ?? 0,
    replyText,
    quoted,
    contact: kind === "person" ? readSignatureContact(signature) : null,
    attachments,
    kind,
    why: cut(cleanLine(why), 200),
    bounce: kind === "bounce" ? readBounce(facts) : null,
    complaint: kind === "complaint" ? readComplaint(facts) : null,
    alert: kind === "monitoring" ? alert : null,
    automatic: facts.automatic,
    language: detectLanguage(replyText || subject),
    thanks:
      (kind === "person" || kind === "list") &&
      attachments.every((file) => file.inline) &&
      isThanksOnly(subject, replyText),
    problems: tidy(problems),
  };
}

/** Who writes only a signature may have said all in the subject, unless that is the old one. */
function isThanksOnly(subject: string, replyText: string): boolean {
  const isOld = /^(?:re|aw|sv|vs|odp|ref|res|antw|ynt|отв|ответ|rv|回复|回覆)\s?(?:\[\d+\])?\s?[:：]/i.test(subject);
  return isThanks(replyText) && (isOld || splitSignature(replyText).body.trim() !== "");
}

const maxProblems = 50;

function tidy(problems: MailProblem[]): MailProblem[] {
  const distinct = new Map(problems.map((problem) => [`${problem.code} ${problem.detail}`, problem]));
  return [...distinct.values()]
    .slice(0, maxProblems)
    .map(({ code, detail }) => ({ code, detail: cut(cleanLine(detail), 300) }));
}

const LF = 10;
const CR = 13;

/** As much as the limit allows; old Macintosh line ends made new. */
function messageBytes(raw: Uint8Array, limits: ParseLimits): Buffer {
  const message = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, limits.messageBytes));
  if (message.indexOf(LF) >= 0 || message.indexOf(CR) < 0) return message;
  return Buffer.from(message).map((byte) => (byte === CR ? LF : byte)) as Buffer;
}

/** The charset of the first text part: raw bytes in headers are most likely in the same. */
function bodyCharset(root: MimePart): string | undefined {
  const declared = leavesOf(root).find(
    (part) => part.type.value.startsWith("text/") && part.type.params.has("charset"),
  );
  const charset = declared?.type.params.get("charset")?.toLowerCase();
  return charset && !/^(?:us-ascii|utf-?8|utf-?7|utf-?16.*|iso-2022.*)$/.test(charset) ? charset : undefined;
}

function readPeople(fields: HeaderField[], hint: string | undefined, limits: ParseLimits) {
  const read = (name: string): MailAddress[] =>
    allFields(fields, name)
      .flatMap((raw) => readAddresses(raw, hint, limits.addresses))
      .slice(0, limits.addresses);
  return {
    from: read("from")[0] ?? null,
    sender: read("sender")[0] ?? null,
    replyTo: read("reply-to"),
    to: read("to"),
    cc: read("cc"),
    envelope: readEnvelope(fields),
  };
}

const deliveryHeaders = new Set(["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to"]);

function readEnvelope(fields: HeaderField[]): EnvelopeHints {
  const returnPath = firstField(fields, "return-path");
  const delivered = fields.filter((field) => deliveryHeaders.has(field.name)).slice(0, 50);
  const addresses = delivered.flatMap((field) => readAddresses(field.raw, undefined, 10)).map((entry) => entry.address);
  return {
    returnPath: returnPath === undefined ? null : (readAddresses(returnPath, undefined, 1)[0]?.address ?? ""),
    deliveredTo: [...new Set(addresses)],
  };
}

function readThread(fields: HeaderField[]) {
  return {
    messageId: readMessageId(firstField(fields, "message-id")),
    inReplyTo: readMessageIds(firstField(fields, "in-reply-to")),
    references: readMessageIds(firstField(fields, "references")),
  };
}

function makeSafe(html: string | null, problems: MailProblem[]) {
  if (html === null) return null;
  const safe = sanitizeMailHtml(cleanText(html));
  if (!safe) problems.push({ code: "html", detail: "too many elements; the text is shown" });
  return safe;
}
