import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";
import type { ParsedMail } from "./parsed-mail.ts";

const times = (count: number, text: string) => text.repeat(count);
const mixed = "Content-Type: multipart/mixed; boundary=B\r\n\r\n";
const nested = (depth: number) =>
  Array.from({ length: depth }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join("");

/** RELIABILITY.md T10 and T26, small enough for every run. The sender must come through each of them. */
const bombs: [string, string, (mail: ParsedMail) => void][] = [
  [
    "12,000 parts",
    `${mixed}${times(12_000, "--B\r\nContent-Disposition: attachment\r\n\r\nx\r\n")}--B--`,
    (mail) => expect(mail.attachments).toHaveLength(100),
  ],
  [
    "9,000 text parts",
    `${mixed}${times(9_000, "--B\r\n\r\nx\r\n")}--B--`,
    (mail) => expect(mail.text).toHaveLength(17_999),
  ],
  ["1,000 levels", `${nested(1_000)}\r\nhi`, (mail) => expect(mail.problems[0]?.code).toBe("limit")],
  ["20,000 times the same boundary", times(20_000, mixed.replace("\r\n\r\n", "\r\n\r\n--B\r\n")), limited],
  [
    "100 messages in each other",
    times(100, "Content-Type: message/rfc822\r\n\r\n"),
    (mail) => expect(mail.attachments).toHaveLength(1),
  ],
  [
    "50,000 headers",
    `${times(50_000, "X-A: b\r\n")}Subject: late\r\n\r\nhi`,
    (mail) => expect(mail.subject).toBe("late"),
  ],
  [
    "a header of 10 MB",
    `X-A: ${times(10_000_000, "x")}\r\nSubject: late\r\n\r\nhi`,
    (mail) => expect(mail.subject).toBe("late"),
  ],
  [
    "100,000 encoded words",
    `Subject: ${times(100_000, "=?utf-8?Q?a?=\r\n ")}\r\n\r\nhi`,
    (mail) => expect(mail.subject).toMatch(/^a{900}/),
  ],
  ["half encoded words", `Subject: ${times(100_000, "=?utf-8?Q?")}\r\nCc: ${times(100_000, "=?")}\r\n\r\nhi`, limited],
  [
    "1,000,000 recipients",
    `To: ${times(1_000_000, "a@b.cz, ")}\r\n\r\nhi`,
    (mail) => expect(mail.to).toHaveLength(1_000),
  ],
  [
    "brackets of all kinds",
    `To: ${times(50_000, "<")}\r\nCc: ${times(50_000, "(")}\r\nReply-To: ${times(50_000, '"')}\r\nSender: ${times(50_000, "a:")}\r\n\r\nhi`,
    ignore,
  ],
  [
    "100,000 references",
    `References: ${times(100_000, "<a@b> ")}\r\nIn-Reply-To: ${times(100_000, "<")}\r\n\r\nhi`,
    (mail) => expect(mail.references).toEqual(["a@b"]),
  ],
  [
    "10,000 pieces of a parameter",
    `Content-Type: application/pdf;\r\n ${Array.from({ length: 10_000 }, (_, n) => `name*${n}=a;\r\n `).join("")}\r\n\r\nx`,
    ignore,
  ],
  [
    "comments that do not end",
    `Content-Type: text/plain; a=${times(100_000, "( ")}\r\nContent-Disposition: ${times(100_000, "(")}\r\n\r\nx`,
    ignore,
  ],
  [
    "10 MB of base64 in one line",
    `Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${times(2_500_000, "QUFB")}`,
    (mail) => expect(mail.attachments[0]?.size).toBe(7_500_000),
  ],
  [
    "padding after each character",
    `Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${times(300_000, "QQ==\r\n")}`,
    (mail) => expect(mail.attachments[0]?.size).toBe(300_000),
  ],
  [
    "soft line breaks",
    `Content-Transfer-Encoding: quoted-printable\r\n\r\n${times(500_000, "=")}${times(10_000, `=${times(79, " ")}`)}`,
    ignore,
  ],
  [
    "10,000 nested div",
    `Content-Type: text/html\r\n\r\n${times(10_000, "<div>")}hi`,
    (mail) => expect([mail.text, mail.safeHtml]).toEqual(["hi", null]),
  ],
  [
    "2,000 nested div around an image",
    `Content-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n${times(2_000, "<div>")}hi<img src="cid:1">${times(2_000, "</div>")}\r\n--B\r\nContent-Type: image/png\r\nContent-ID: <1>\r\n\r\nx\r\n--B--`,
    (mail) => expect([mail.replyText, mail.attachments[0]?.inline]).toEqual(["hi", true]),
  ],
  ["500,000 quoted lines", `\r\n\r\n${times(500_000, ">\n")}`, ignore],
  ["500,000 lines like a boundary", `${nested(49)}\r\n${times(500_000, "--b\r\n")}`, ignore],
  ["files that never end", `Subject: x\r\n\r\n${times(100_000, "begin 644 x\n#86)C\n")}`, ignore],
  [
    "a body of 5 MB in one line",
    `Subject: x\r\n\r\n${times(5_000_000, "a")}`,
    (mail) => expect(mail.text).toHaveLength(2_097_152),
  ],
  [
    "words of bounces",
    `Subject: failure notice\r\n\r\n${times(50_000, "mailbox ")}${times(50_000, "5.")}${times(100_000, "a@")}`,
    ignore,
  ],
  [
    "zero bytes",
    `Subject: a\0b\r\n\r\n${times(1_000_000, "\0")}`,
    (mail) => expect([mail.subject, mail.text]).toEqual(["a b", ""]),
  ],
  ["shifts of HZ and UTF-7", `Content-Type: text/plain; charset=hz\r\n\r\n${times(100_000, "~{")}`, ignore],
];

describe("a mail made to hurt", () => {
  it.each(bombs)("with %s is read in time", (_, bomb, check) => {
    const raw = Buffer.from(`From: Jan <jan@example.cz>\r\n${bomb}`);
    const started = performance.now();
    const mail = parse(raw);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(mail.why).not.toBe("unreadable");
    expect(mail.from?.address).toBe("jan@example.cz");
    check(mail);
  });

  it("keeps to the limits it is given", () => {
    const raw = Buffer.from(`${mixed}${times(5, "--B\r\nContent-Disposition: attachment\r\n\r\n12345\r\n")}--B--`);
    expect(parse(raw, { attachments: 2 }).attachments).toHaveLength(2);
    expect(parse(raw, { attachmentBytes: 4 })).toMatchObject({ attachments: [], problems: [{ code: "limit" }] });
    expect(parse(raw, { parts: 3 }).attachments).toHaveLength(2);
    expect(parse(raw, { messageBytes: 60 }).problems).toContainEqual({
      code: "limit",
      detail: `message of ${raw.length} bytes`,
    });
  });
});

function limited(mail: ParsedMail): void {
  expect(mail.problems.map((problem) => problem.code)).toContain("limit");
}

function ignore(): void {}
