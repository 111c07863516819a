import fc from "fast-check";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
import { expect } from "vitest";
import { compose } from "./compose.ts";
import type { OutgoingMail } from "./outgoing-mail.ts";
import { bodyText, displayName, fileName, headerLine } from "./safe-fields.ts";

const nasty = fc.constantFrom(
  ..."\r\n|\n|\r|\0|\u2028|\u2029|\u0085|\u200b|\u202e|\ud800|\udfff|\t| |,|;|:|<|>|\"|'|\\|(|)|@|=?|?=".split("|"),
  "=?utf-8?Q?attacker?Q?agent?=@victim.example",
  "=?utf-8?B?PGV2aWxAZXZpbC5leGFtcGxlPg==?=",
  "\r\nBcc: evil@evil.example",
  "\r\n\r\n.\r\n",
  "\r\n--",
  "<evil@evil.example>",
  "evil@evil.example, ",
  "group: evil@evil.example;",
  "%0d%0aTo: evil@evil.example",
  "data:text/plain,x",
  "/etc/passwd",
  "Žluťoučký",
  "Привет",
  "สวัสดี",
  "😀",
);

const anyText = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: nasty }, { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) }),
    { maxLength: 10 },
  )
  .map((pieces) => pieces.join(""));

const input = fc.record({
  name: anyText,
  toName: anyText,
  subject: anyText,
  text: anyText,
  html: anyText,
  file: anyText,
  type: anyText,
});

const allowedHeaders = new Set(
  "auto-submitted,precedence,x-auto-response-suppress,x-listek-loop,content-language,from,to,cc,reply-to,in-reply-to,references,subject,message-id,date,mime-version,content-type".split(
    ",",
  ),
);

/** RELIABILITY.md S6: whatever people write into names, subject, file names and body, two parsers find what was meant. */
export async function checkInjection(numRuns: number): Promise<void> {
  await fc.assert(fc.asyncProperty(input, checkOne), { numRuns });
}

async function checkOne({ name, toName, subject, text, html, file, type }: Record<string, string>): Promise<void> {
  const mail = mailOf(name ?? "", toName ?? "", subject ?? "", text ?? "", html ?? "", file ?? "", type ?? "");
  const { raw, envelope } = await compose(mail);
  expect(envelope).toEqual({ from: "desk@listek.example", to: ["jan@example.cz", "eva@example.cz"] });
  const seen = [await readByPostalMime(raw), await readByMailparser(raw)];
  for (const each of seen) {
    expect(each.headers.filter((header) => !allowedHeaders.has(header))).toEqual([]);
    expect(new Set(each.headers).size).toBe(each.headers.length);
    expect(each.from).toEqual([{ address: "desk@listek.example", name: displayName(name) }]);
    expect(each.to).toEqual([{ address: "jan@example.cz", name: displayName(toName) }]);
    expect(each.cc).toEqual([{ address: "eva@example.cz", name: "" }]);
    expect(squeeze(each.subject)).toBe(squeeze(headerLine(subject ?? "")));
    expect(squeeze(each.text)).toBe(squeeze(bodyText(text ?? "")));
    expect(each.files.map(squeeze)).toEqual([squeeze(fileName(file ?? ""))]);
    expect(each.fileBytes).toBe("the file");
  }
}

function mailOf(
  name: string,
  toName: string,
  subject: string,
  text: string,
  html: string,
  file: string,
  type: string,
): OutgoingMail {
  return {
    messageId: "m1@listek.example",
    date: new Date("2026-06-01T10:00:00Z"),
    from: { address: "desk@listek.example", name },
    to: [{ address: "jan@example.cz", name: toName }],
    cc: [{ address: "eva@example.cz" }],
    subject,
    text,
    html: `<p>${html}</p>`,
    attachments: [{ name: file, type, content: new TextEncoder().encode("the file") }],
    inReplyTo: "q1@example.cz",
    references: ["q0@example.cz", subject, name],
    automatic: "auto-replied",
    deskId: "desk-1",
    language: "cs",
  };
}

interface Seen {
  headers: string[];
  from: { address: string; name: string }[];
  to: { address: string; name: string }[];
  cc: { address: string; name: string }[];
  subject: string;
  text: string;
  files: string[];
  fileBytes: string;
}

async function readByPostalMime(raw: Buffer): Promise<Seen> {
  const mail = await PostalMime.parse(raw);
  const plain = (list: unknown) =>
    (list as { address: string; name: string }[]).map(({ address, name }) => ({ address, name }));
  return {
    headers: mail.headers.map((header) => header.key),
    from: plain(mail.from ? [mail.from] : []),
    to: plain(mail.to ?? []),
    cc: plain(mail.cc ?? []),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    files: mail.attachments.map((file) => file.filename ?? ""),
    fileBytes: Buffer.from((mail.attachments[0]?.content ?? "") as ArrayBuffer).toString(),
  };
}

async function readByMailparser(raw: Buffer): Promise<Seen> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
  const plain = (list: unknown) =>
    [list]
      .flat()
      .flatMap((group) =>
        ((group as { value?: { address?: string; name: string }[] } | undefined)?.value ?? []).map(
          ({ address, name }) => ({ address: address ?? "", name }),
        ),
      );
  return {
    headers: mail.headerLines.map((line) => line.key),
    from: plain(mail.from),
    to: plain(mail.to),
    cc: plain(mail.cc),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    files: mail.attachments.map((file) => file.filename ?? ""),
    fileBytes: mail.attachments[0]?.content.toString() ?? "",
  };
}

/** Parsers differ in the white space at the ends and in runs of it. */
function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
