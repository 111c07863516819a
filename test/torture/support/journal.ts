// Clients that keep a journal of what they sent and what they were answered, and try again on anything but success.
import { createHash, randomBytes } from "node:crypto";
import { type Chance, pause } from "./chance.ts";

export interface SentMail {
  subject: string;
  from: string;
  raw: Buffer;
  /** Hex, of raw. */
  sha256: string;
  /** Hex, of its attachment. */
  file: string | null;
  door: string;
  tries: number;
  accepted: boolean;
}

/** true: the desk said that it has the mail. false or an error: it did not. */
export type Door = (mail: SentMail) => Promise<boolean>;

export class Journal {
  readonly mails: SentMail[] = [];
  readonly #chance: Chance;
  #closing = false;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Sends new mails one after the other until the journal is closed; the last one is sent to its end too. */
  async client(name: string, door: Door, restMs: number): Promise<void> {
    while (!this.#closing) {
      const mail = this.write(name);
      while (!mail.accepted) {
        mail.tries++;
        mail.accepted = await door(mail).catch(() => false);
        if (!mail.accepted) await pause(this.#chance.between(20, 150));
      }
      await pause(this.#chance.between(1, restMs));
    }
  }

  close(): void {
    this.#closing = true;
  }

  /** A mail like no other; every third carries a file. */
  write(door: string): SentMail {
    // Letters only: what differs by its digits alone would be taken for a machine that changes its name.
    const id = randomBytes(8)
      .toString("hex")
      .replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] as string);
    const content = this.mails.length % 3 === 0 ? randomBytes(this.#chance.between(10, 30_000)) : null;
    const from = `writer@${id}.example`;
    const subject = `Torture ${id}`;
    const raw = mailText(id, from, subject, content);
    const file = content && createHash("sha256").update(content).digest("hex");
    const sha256 = createHash("sha256").update(raw).digest("hex");
    const mail = { subject, from, raw, sha256, file, door, tries: 0, accepted: false };
    this.mails.push(mail);
    return mail;
  }
}

export function mailText(id: string, from: string, subject: string, content: Buffer | null): Buffer {
  const head = [
    `From: Writer <${from}>`,
    "To: support@desk.example",
    `Subject: ${subject}`,
    `Message-ID: <${id}@torture.example>`,
    "Date: Mon, 02 Nov 2026 10:00:00 +0000",
    "MIME-Version: 1.0",
  ];
  const text = [`Please look at ${id}.`, "..a line that begins with dots", "."];
  if (!content) return lines([...head, "Content-Type: text/plain; charset=utf-8", "", ...text]);
  const encoded = content.toString("base64").match(/.{1,76}/g) ?? [];
  return lines([
    ...head,
    'Content-Type: multipart/mixed; boundary="part"',
    "",
    "--part",
    "Content-Type: text/plain; charset=utf-8",
    "",
    ...text,
    "--part",
    `Content-Type: application/octet-stream; name="${id}.bin"`,
    `Content-Disposition: attachment; filename="${id}.bin"`,
    "Content-Transfer-Encoding: base64",
    "",
    ...encoded,
    "--part--",
  ]);
}

const lines = (all: string[]): Buffer => Buffer.from(`${all.join("\r\n")}\r\n`);
