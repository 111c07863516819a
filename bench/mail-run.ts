// Mails accepted, read and committed as tickets; and the time from DATA to "250".
import type pg from "pg";
import { makeMail } from "./mails.ts";
import { memoryOf } from "./process-tree.ts";
import { SmtpClient } from "./smtp-client.ts";

export interface MailRun {
  /** Mails a second, from the first MAIL to the last ticket committed. */
  rate: number;
  /** MiB, the highest seen during the run. */
  memory: number | null;
}

export async function runMails(
  smtpPort: number,
  pid: number,
  db: pg.Pool,
  count: number,
  connections: number,
  seed: string,
): Promise<MailRun> {
  const mails = Array.from({ length: count }, (_, index) => makeMail(seed, index));
  const before = await done(db);
  let highest: number | null = null;
  const watch = setInterval(async () => {
    highest = Math.max(highest ?? 0, (await memoryOf(pid)) ?? 0) || null;
  }, 1000);
  const clients = await Promise.all(Array.from({ length: connections }, () => SmtpClient.open(smtpPort)));
  const began = performance.now();
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (let index = next++; index < count; index = next++) {
        const { from, raw } = mails[index] as { from: string; raw: Buffer };
        await client.send(from, "support@localhost", raw);
      }
      client.close();
    }),
  );
  while ((await done(db)) < before + count) await new Promise((resolve) => setTimeout(resolve, 200));
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  return { rate: count / seconds, memory: highest };
}

async function done(db: pg.Pool): Promise<number> {
  return (await db.query("select count(*)::int as n from inbound_mail where status = 'done'")).rows[0].n;
}

/**
 * Milliseconds from DATA to 250, and of committing the same bytes and nothing else, in turn: one mail at a time, the one
 * before has been read when the next is sent.
 */
export async function timeAccepts(
  smtpPort: number,
  db: pg.Pool,
  count: number,
  seed: string,
): Promise<{ accept: number[]; commit: number[] }> {
  const client = await SmtpClient.open(smtpPort);
  await db.query(
    "create table if not exists bench_bytes (id bigint generated always as identity primary key, raw bytea not null)",
  );
  await db.query("alter table bench_bytes alter column raw set storage external");
  const times = { accept: [] as number[], commit: [] as number[] };
  for (let index = 0; index < count; index++) {
    const { from, raw } = makeMail(seed, index);
    times.accept.push(await client.send(from, "support@localhost", raw));
    while (await unread(db)) await new Promise((resolve) => setTimeout(resolve, 10));
    const began = performance.now();
    await db.query({ name: "bytes", text: "insert into bench_bytes (raw) values ($1)", values: [raw] });
    times.commit.push(performance.now() - began);
  }
  await db.query("drop table bench_bytes");
  client.close();
  return times;
}

async function unread(db: pg.Pool): Promise<boolean> {
  return (await db.query("select exists (select from inbound_mail where status = 'received') as any")).rows[0].any;
}
