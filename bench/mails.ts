// Mails as customers send them: some 20 KB, text and HTML, one attachment of 10 KB.
import { createHash } from "node:crypto";

const words =
  "printer server backup office network invoice password update mailbox room display error restart please since yesterday cannot reach customer meeting urgent monday".split(
    " ",
  );

/** The same number gives the same mail. */
export function makeMail(seed: string, index: number): { from: string; raw: Buffer } {
  const noise = (what: string, length: number): Buffer => {
    const parts: Buffer[] = [];
    for (let i = 0, size = 0; size < length; i++, size += 32)
      parts.push(createHash("sha256").update(`${seed} ${index} ${what} ${i}`).digest());
    return Buffer.concat(parts).subarray(0, length);
  };
  const text = (count: number, what: string) =>
    [...noise(what, count)].map((byte) => words[byte % words.length]).join(" ");
  const from = `person${index % 400}@client${index % 40}.example`;
  const paragraphs = Array.from({ length: 6 }, (_, i) => text(40, `p${i}`));
  const boundary = `b${noise("boundary", 12).toString("hex")}`;
  const attachment = (
    noise("file", 7500)
      .toString("base64")
      .match(/.{1,76}/g) ?? []
  ).join("\r\n");
  const lines = [
    `From: Person ${index % 400} <${from}>`,
    "To: support@localhost",
    `Subject: ${text(6, "subject")}`,
    `Message-ID: <${seed}.${index}@client.example>`,
    `Date: ${new Date(Date.UTC(2026, 0, 1) + index * 60_000).toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    `Content-Type: multipart/alternative; boundary="${boundary}a"`,
    "",
    `--${boundary}a`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    ...paragraphs.map((each) => `${each}\r\n`),
    `--${boundary}a`,
    "Content-Type: text/html; charset=utf-8",
    "",
    "<html><body>",
    ...paragraphs.map(
      (each) => `<p style="margin:0 0 8px;font-family:Arial">${each.replace(/(.{1,200}) /g, "$1\r\n")}</p>`,
    ),
    '<table><tr><td><b>Kind regards</b></td><td><a href="https://client.example">client.example</a></td></tr></table>',
    "</body></html>",
    `--${boundary}a--`,
    `--${boundary}`,
    'Content-Type: application/octet-stream; name="screenshot.bin"',
    'Content-Disposition: attachment; filename="screenshot.bin"',
    "Content-Transfer-Encoding: base64",
    "",
    attachment,
    `--${boundary}--`,
    "",
  ];
  return { from, raw: Buffer.from(`${lines.join("\r\n")}`) };
}
