import { readAddresses } from "./addresses.ts";
import { cleanLine, cut } from "./clean-text.ts";
import { firstField, type HeaderField, readHeaderBlock } from "./header-fields.ts";
import { headerText } from "./header-text.ts";
import { readAutomatic } from "./mail-facts.ts";
import type { MailAddress, ParsedMail, ParseLimits } from "./parsed-mail.ts";

/** Who wrote and about what, when nothing more can be made of a mail. Intake keeps the bytes and shows them as a file. */
export function unreadableMail(raw: Uint8Array, limits: ParseLimits, error: unknown): ParsedMail {
  const fields = attempt(() => readHeaderBlock(Buffer.from(raw.subarray(0, 65_536)), limits), [] as HeaderField[]);
  const reason = error instanceof Error ? error.message : String(error);
  return {
    from: attempt(
      () => readAddresses(firstField(fields, "from") ?? "", undefined, 1)[0] ?? null,
      null as MailAddress | null,
    ),
    sender: null,
    replyTo: [],
    to: [],
    cc: [],
    subject: attempt(() => cut(headerText(firstField(fields, "subject") ?? ""), 998), ""),
    date: null,
    messageId: null,
    inReplyTo: [],
    references: [],
    envelope: { returnPath: null, deliveredTo: [] },
    text: "",
    html: null,
    safeHtml: null,
    remoteImages: 0,
    replyText: "",
    quoted: "",
    contact: null,
    attachments: [],
    kind: "person",
    why: "unreadable",
    bounce: null,
    complaint: null,
    alert: null,
    automatic: attempt(() => readAutomatic(fields), readAutomatic([])),
    language: null,
    thanks: false,
    problems: [{ code: "unreadable", detail: cut(cleanLine(reason), 300) }],
  };
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
