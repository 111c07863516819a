// A mail that somebody passes on: whose it was and what he wrote, in the words of Gmail, Outlook, Apple Mail, Thunderbird,
// Seznam, Mail.ru and Yandex, in English, Russian, Czech and Thai.
import type { MailAddress } from "./parsed-mail.ts";

export interface ForwardedMail {
  from: MailAddress;
  subject: string;
  /** What was passed on. */
  text: string;
  /** What the one who passes it on wrote above it. */
  comment: string;
}

const passedOn = /^\s*(?:fwd?|пересл|пер|fs|předáno|přeposláno|přep|ส่งต่อ)\s*:/iu;
export const isPassedOn = (subject: string): boolean => passedOn.test(subject);
export const withoutMark = (subject: string): string =>
  subject.replace(/^(?:\s*(?:fwd?|re|пересл|пер|fs|předáno|přeposláno|přep|ส่งต่อ)\s*:)+\s*/iu, "").trim();

const marks =
  /^[>\s]*(?:[-–—_*=]{2,}\s*(?:forwarded message|пересылаемое сообщение|пересланное сообщение|начало пересылаемого сообщения|přeposlaná zpráva|původní (?:e-?mail|zpráva)|ข้อความที่(?:ถูก)?ส่งต่อ)\s*[-–—_*=]*|begin forwarded message:?|начало переадресованного сообщения:?|začátek přeposlané zprávy:?)\s*$/iu;
const marksOfReplies =
  /^[>\s]*(?:[-–—_]{5,}|[-–—_*=]{2,}\s*(?:original message|исходное сообщение|původní zpráva|ข้อความต้นฉบับ)\s*[-–—_*=]*)\s*$/iu;

type Label = "from" | "subject" | "other";
const labels: Record<string, Label> = {};
const name = (label: Label, words: string) => {
  for (const word of words.split("|")) labels[word] = label;
};
name("from", "from|от|от кого|отправитель|od|odesílatel|จาก|ผู้ส่ง");
name("subject", "subject|тема|předmět|หัวเรื่อง|เรื่อง|หัวข้อ");
name("other", "date|sent|to|cc|reply-to|дата|отправлено|кому|копия|datum|odesláno|komu|kopie|วันที่|ส่งเมื่อ|ส่ง|ถึง|สำเนา");

const field = (line: string): { label: Label; value: string } | null => {
  const match = /^[>\s*]{0,6}([\p{L}\p{M} -]{1,24}?)\*?\s*[::]\*?\s*(.*)$/u.exec(line);
  const label = match && labels[(match[1] ?? "").trim().toLowerCase()];
  return label ? { label, value: (match?.[2] ?? "").trim() } : null;
};

const linesLookedAt = 400;

/** null: it is none, or does not say from whom it was. */
export function readForward(subject: string, text: string): ForwardedMail | null {
  const lines = text.split("\n");
  const last = Math.min(lines.length, linesLookedAt);
  for (let at = 0; at < last; at++) {
    const marked = marks.test(lines[at] ?? "");
    // An answer quotes its mail's head too: without a mark the subject has to say that it is passed on.
    if (!marked && !(isPassedOn(subject) && field(lines[at] ?? "") !== null)) continue;
    const head = readHead(lines, marked ? at + 1 : at);
    if (!head) continue;
    const comment = lines.slice(0, at).filter((line) => !marksOfReplies.test(line));
    const quoted = lines.slice(head.end).filter((line) => line.trim() !== "");
    const unquote = quoted.length > 0 && quoted.every((line) => line.startsWith(">"));
    const body = lines.slice(head.end).map((line) => (unquote ? line.replace(/^> ?/, "") : line));
    return {
      from: head.from,
      subject: head.subject || withoutMark(subject),
      text: body.join("\n").trim(),
      comment: comment.join("\n").trim(),
    };
  }
  return null;
}

/** From and one field more, one below the other; long ones go on in the next line. */
function readHead(lines: string[], begin: number): { from: MailAddress; subject: string; end: number } | null {
  let at = begin;
  while (at < lines.length && at < begin + 3 && (lines[at] ?? "").replace(/[>\s]/g, "") === "") at++;
  let from: MailAddress | null = null;
  let subject = "";
  let fields = 0;
  for (; at < lines.length && fields < 12; at++) {
    const found = field(lines[at] ?? "");
    if (!found) break;
    fields++;
    if (found.label === "from" && !from) from = addressIn(found.value || (lines[at + 1] ?? ""));
    if (found.label === "subject" && !subject) subject = found.value.slice(0, 500);
  }
  return from && fields > 1 ? { from, subject, end: at } : null;
}

/** `Jana <jana@acme.example>`, `"Nováková, Jana" [mailto:jana@acme.example]`, or the address alone. */
function addressIn(value: string): MailAddress | null {
  const address = /([^\s<>"'(),;:[\]@*]{1,64}@[^\s<>"'(),;:[\]@*]{1,255})/.exec(value)?.[1];
  if (!address) return null;
  const at = address.lastIndexOf("@");
  const before = value.slice(0, value.indexOf(address));
  const given = before.replace(/mailto:|[<>"'[\]()*]/gi, "").trim();
  return {
    address: address.slice(0, at) + address.slice(at).toLowerCase().replace(/\.$/, ""),
    name: given.slice(0, 200),
  };
}
