// The four ways in, each as the world uses it: SMTP, LMTP, the pipe of an MTA, and what a mailbox was fetched for.
import { Readable } from "node:stream";
import nodemailer from "nodemailer";
import { createAccept } from "../../server/channels/intake/accept.ts";
import { takeMail } from "../../server/commands/mail.ts";
import type { TestDesk } from "./desk.ts";

export const doors = ["smtp", "lmtp", "pipe", "imap"] as const;
export type Door = (typeof doors)[number];
/** Resolves when the mail was accepted. `from` is the envelope's sender. */
export type Bring = (door: Door, mail: string, to: string, from: string) => Promise<void>;

/** The desk needs LISTEK_LMTP. */
export function openDoors(desk: TestDesk): { bring: Bring; close(): void } {
  const port = (name: string) =>
    Number(
      desk.running.doors
        .find((door) => door.startsWith(name))
        ?.split(":")
        .at(-1),
    );
  const client = (name: string, more: object) =>
    nodemailer.createTransport({
      host: "127.0.0.1",
      port: port(name),
      ignoreTLS: true,
      pool: true,
      maxConnections: 4,
      ...more,
    } as object);
  const smtp = client("SMTP", {});
  const lmtp = client("LMTP", { lmtp: true });
  const accept = createAccept(desk.running.desk, null);
  const env: Record<string, string> = {
    LISTEK_DATA: desk.data,
    DATABASE_URL: desk.running.databaseUrl,
    LISTEK_ADDRESS: desk.running.desk.config.address,
  };
  const before = { ...process.env };
  Object.assign(process.env, env);
  let pipes = Promise.resolve();
  return {
    async bring(door, mail, to, from) {
      const envelope = { from, to: [to] };
      if (door === "smtp") await smtp.sendMail({ envelope, raw: mail } as object);
      else if (door === "lmtp") await lmtp.sendMail({ envelope, raw: mail } as object);
      else if (door === "imap")
        await accept({ door, envelopeFrom: from, envelopeTo: [to], raw: Buffer.from(mail, "latin1") });
      else {
        // The command itself, but not a process each time: that is what test/stories/doors.test.ts is for.
        const run = pipes.then(() => pipe(mail, to, from));
        pipes = run.catch(() => {});
        await run;
      }
    },
    close() {
      process.env = before;
      smtp.close();
      lmtp.close();
    },
  };
}

async function pipe(mail: string, to: string, from: string): Promise<void> {
  process.env.SENDER = from;
  const code = await takeMail([to], Readable.from([Buffer.from(mail, "latin1")]));
  if (code !== 0) throw new Error(`listek mail: ${code}`);
}
