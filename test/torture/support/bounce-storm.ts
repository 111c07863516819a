// T8: a storm of reports about mail that could not be delivered, of every kind that mail systems write: with and without
// the fields of RFC 3464, the null sender, a Message-ID; nested; one in five about nothing of ours.
import { createTransport } from "nodemailer";
import { expect } from "vitest";
import { type Api, type TestDesk, until } from "../../support/desk.ts";
import { bounceOf } from "../../support/returned.ts";
import { openTicket, write } from "../../support/tickets.ts";

export interface Storm {
  seconds: number;
  mailsPerSecond: number;
  /** Milliseconds of GET /tickets meanwhile. */
  webP95: number;
}

const conversations = 20;
const statuses = ["5.1.1", "5.1.2", "5.2.1", "5.2.2", "5.7.1", "5.4.1", "4.4.1", "4.2.2", "5.0.0", "5.3.4"];

export async function bounceStorm(desk: TestDesk, api: Api, count: number): Promise<Storm> {
  const answers = await sendAnswers(desk, api);
  const before = await totals(desk);
  const began = performance.now();
  const times: number[] = [];
  let storming = true;
  const looking = (async () => {
    while (storming) {
      const from = performance.now();
      expect((await api("GET", "/tickets?limit=50")).status).toBe(200);
      times.push(performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  const client = createTransport({
    host: "127.0.0.1",
    port: desk.smtpPort,
    ignoreTLS: true,
    pool: true,
    maxConnections: 5,
    maxMessages: 1000,
  });
  try {
    const numbers = Array.from({ length: count }, (_, i) => i).values();
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        for (const i of numbers) await client.sendMail(reportNo(i, answers));
      }),
    );
    await until("every report read", async () => (await totals(desk)).unread === 0, 15 * 60_000);
  } finally {
    storming = false;
    client.close();
    await looking;
  }
  const seconds = (performance.now() - began) / 1000;
  const after = await totals(desk);
  expect(after.mails - before.mails).toBe(count);
  expect(after.tickets).toBe(before.tickets);
  expect(after.conversations - before.conversations).toBeLessThanOrEqual(1);
  expect(after.queued).toBe(before.queued);
  times.sort((a, b) => a - b);
  return { seconds, mailsPerSecond: count / seconds, webP95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

interface Sent {
  token: string;
  messageId: string;
  recipient: string;
}

async function sendAnswers(desk: TestDesk, api: Api): Promise<Sent[]> {
  for (let i = 0; i < conversations; i++) {
    const number = await openTicket(api, `storm ${i}`, `reader-${i}@storm.example`);
    await write(api, number, `Answer ${i}`, "reply");
  }
  const left = () => desk.smarthost.received.filter((mail) => mail.to.join().includes("@storm.example"));
  await until("answers", async () => left().length === conversations);
  return left().map(({ envelopeFrom, mail, to }) => ({
    token: envelopeFrom,
    messageId: mail.messageId as string,
    recipient: to[0] as string,
  }));
}

function reportNo(i: number, answers: Sent[]) {
  const { token, messageId, recipient } = answers[i % answers.length] as Sent;
  const known = i % 5 !== 0;
  const to = known ? token : "support@desk.example";
  const raw = bounceOf({
    to,
    recipient: known ? recipient : `nobody-${i}@else.example`,
    status: statuses[i % statuses.length] as string,
    action: i % 4 === 1 ? null : statuses[i % statuses.length]?.startsWith("4") ? "delayed" : "failed",
    messageId: i % 3 ? messageId : null,
    words: `Report ${i}: could not be delivered.`,
    from: i % 2 ? "MAILER-DAEMON@mx.storm.example" : "postmaster@mx.storm.example",
  });
  // Some send what they report on as a report again; some forget that reports have no sender.
  const nested = i % 7 === 0 ? nest(raw, to, i) : raw;
  const from = i % 6 === 0 ? "postmaster@mx.storm.example" : "";
  return { raw: `Message-ID: <report-${i}@mx.storm.example>\r\n${nested}`, envelope: { from, to } };
}

const nest = (raw: string, to: string, i: number): string =>
  [
    "From: MAILER-DAEMON@relay.storm.example",
    `To: ${to}`,
    "Subject: Undelivered Mail Returned to Sender",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="outer"',
    "",
    "--outer",
    "Content-Type: text/plain",
    "",
    `Nested report ${i}`,
    "--outer",
    "Content-Type: message/rfc822",
    "",
    raw,
    "--outer--",
    "",
  ].join("\r\n");

async function totals(desk: TestDesk) {
  const { rows } = await desk.running.desk.database.pool.query(`select
    (select count(*)::int from inbound_mail) as mails, (select count(*)::int from inbound_mail where status = 'received') as unread,
    (select count(*)::int from tickets) as tickets, (select count(*)::int from conversations) as conversations,
    (select count(*)::int from deliveries) as queued`);
  return rows[0] as Record<"mails" | "unread" | "tickets" | "conversations" | "queued", number>;
}
