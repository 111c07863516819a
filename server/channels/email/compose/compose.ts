import MailComposer from "nodemailer/lib/mail-composer";
import { type ComposedMail, ComposeError, type OutgoingAttachment, type OutgoingMail } from "./outgoing-mail.ts";
import { attachmentType, bodyText, contentId, fileName, headerLine, mailAddress, messageId } from "./safe-fields.ts";

export type { ComposedMail, OutgoingMail } from "./outgoing-mail.ts";
export { ComposeError } from "./outgoing-mail.ts";

/** RFC 5322 2.1.1 and the patience of mail servers: the first id and the last ones name the thread. */
const maxReferences = 20;

/**
 * A message as the bytes that leave, with the envelope they leave in. Pure: the same input gives the same headers
 * (the MIME boundary alone is drawn at random). Throws ComposeError when an address or the id cannot be used.
 */
export async function compose(mail: OutgoingMail): Promise<ComposedMail> {
  const id = messageId(mail.messageId);
  if (!id) throw new ComposeError("the message id cannot be written into a mail");
  const from = mailAddress(mail.from);
  const to = mail.to.map(mailAddress);
  const cc = (mail.cc ?? []).map(mailAddress);
  const recipients = [...new Set([...to, ...cc].map(({ address }) => address))];
  if (recipients.length === 0) throw new ComposeError("nobody to send to");
  const node = new MailComposer({
    from,
    to,
    cc,
    replyTo: mail.replyTo ? mailAddress(mail.replyTo) : undefined,
    subject: headerLine(mail.subject),
    messageId: `<${id}>`,
    date: mail.date,
    ...threading(mail),
    headers: headersOf(mail),
    text: bodyText(mail.text),
    html: mail.html ? bodyText(mail.html) : undefined,
    attachments: (mail.attachments ?? []).map(attachment),
    ...(mail.sevenBits && { encoding: "quoted-printable" }),
    newline: "\r\n",
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const raw = await node.build();
  return { envelope: { from: mail.envelopeFrom ?? from.address, to: recipients }, raw, messageId: id };
}

function threading(mail: OutgoingMail): { inReplyTo?: string; references?: string[] } {
  const parent = mail.inReplyTo ? messageId(mail.inReplyTo) : null;
  const ids = (mail.references ?? []).map(messageId).filter((id) => id !== null);
  const all = [...new Set(parent ? [...ids, parent] : ids)];
  const kept = all.length <= maxReferences ? all : [...all.slice(0, 1), ...all.slice(1 - maxReferences)];
  return {
    ...(parent ? { inReplyTo: `<${parent}>` } : {}),
    ...(kept.length > 0 ? { references: kept.map((id) => `<${id}>`) } : {}),
  };
}

/** What keeps two machines from answering one another (RFC 3834, and what Exchange and vacation programs look at). */
function headersOf(mail: OutgoingMail): Record<string, string> {
  const headers: Record<string, string> = { "X-Listek-Loop": headerLine(mail.deskId, 200) };
  if (mail.language && /^[a-z]{2,3}(?:-[A-Za-z]{2})?$/.test(mail.language)) headers["Content-Language"] = mail.language;
  if (mail.unsubscribe) {
    headers["List-Unsubscribe"] = `<${headerLine(mail.unsubscribe)}>`;
    if (mail.unsubscribe.startsWith("https://")) headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
  }
  if (!mail.automatic) return headers;
  return { ...headers, "Auto-Submitted": mail.automatic, "X-Auto-Response-Suppress": "All", Precedence: "bulk" };
}

function attachment({ name, type, content, contentId: cid, inline }: OutgoingAttachment) {
  return {
    filename: fileName(name),
    contentType: attachmentType(type),
    content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    contentTransferEncoding: "base64",
    contentDisposition: inline ? "inline" : "attachment",
    cid: inline ? contentId(cid) : undefined,
  };
}
