// What the desk has in the end, held against what its senders were told.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { expect } from "vitest";
import { until } from "../../support/desk.ts";
import type { SentMail } from "./journal.ts";
import type { MailHost } from "./mail-host.ts";

/** Each of many mails in a minute is to get its receipt, at once. */
export async function allowReceipts(url: string): Promise<void> {
  const mail = JSON.stringify({ undoSeconds: 0, automaticPerMinute: 100_000 });
  await query(url, "insert into settings (key, value) values ('mail', $1)", [mail]);
}

export async function query<T extends object>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}

interface Kept {
  sha256: string;
  status: string;
  messages: number;
  /** Tickets that begin with the mail. */
  tickets: number;
  receipts: number;
  subject: string | null;
  title: string | null;
}

const kept = `
  select encode(sha256(r.raw), 'hex') as sha256, i.status, i.subject, t.subject as title,
    (select count(*)::int from messages m where m.mail_id = i.id) as messages,
    (select count(*)::int from tickets x where x.subject = i.subject) as tickets,
    (select count(*)::int from messages m where m.conversation_id = i.conversation_id and m.kind = 'outbound' and m.automatic) as receipts
  from inbound_mail i join inbound_mail_raw r on r.mail_id = i.id left join tickets t on t.id = i.ticket_id`;

/** Every mail that was accepted is there byte by byte, read, one message, one ticket, with one receipt. */
export async function reckon(url: string, data: string, mails: SentMail[], { receipts = true } = {}): Promise<void> {
  const unread = () => count(url, "inbound_mail where status = 'received'");
  // A thousand kills leave thousands to be read.
  const patience = 60_000 + 50 * (await unread());
  await until("mails read", async () => (await unread()) === 0, patience);
  const tickets = await count(url, "tickets where channel = 'email'");
  const wanted = receipts ? tickets : 0;
  if (receipts) {
    const written = "messages where kind = 'outbound' and automatic";
    await until("receipts written", async () => (await count(url, written)) >= wanted, patience);
  }
  const rows = await query<Kept>(url, kept);
  const bySha = Map.groupBy(rows, (row) => row.sha256);
  const lost = mails.filter((mail) => mail.accepted && !bySha.has(mail.sha256));
  expect(lost.map((mail) => `${mail.door} ${mail.subject}`)).toEqual([]);
  const odd = mails.filter((mail) => {
    const [row, twin] = bySha.get(mail.sha256) ?? [];
    if (!row) return false;
    const once = !twin && row.messages === 1 && row.tickets === 1 && row.receipts === (receipts ? 1 : row.receipts);
    return !once || row.status !== "done" || row.subject !== mail.subject || row.title !== mail.subject;
  });
  expect(odd.map((mail) => [mail.door, mail.subject, bySha.get(mail.sha256)])).toEqual([]);
  const sent = new Set(mails.map((mail) => mail.sha256));
  expect(rows.filter((row) => !sent.has(row.sha256))).toEqual([]);
  await checkFiles(url, data, mails);
}

async function checkFiles(url: string, data: string, mails: SentMail[]): Promise<void> {
  const rows = await query<{ file: string }>(url, "select encode(file, 'hex') as file from message_attachments");
  const names = rows.map((row) => row.file);
  expect(names.toSorted()).toEqual(
    mails
      .filter((mail) => mail.accepted && mail.file)
      .map((mail) => mail.file)
      .toSorted(),
  );
  for (const name of names) {
    const content = await readFile(join(data, "files", name.slice(0, 2), name));
    expect(createHash("sha256").update(content).digest("hex")).toBe(name);
  }
}

/** Each recipient got each mail; again only with the same id, and at most once for each kill. */
export async function reckonSent(url: string, host: MailHost, kills: number): Promise<void> {
  const open = "deliveries where state not in ('sent', 'cancelled')";
  await until("everything sent", async () => (await count(url, open)) === 0, 90_000);
  const ids = await query<{ id: string }>(
    url,
    "select message_id_header as id from messages m join deliveries d on d.message_id = m.id where d.state = 'sent'",
  );
  const times = Map.groupBy(host.taken, (each) => each.messageId);
  expect(ids.filter(({ id }) => !times.has(id))).toEqual([]);
  expect(times.size).toBe(ids.length);
  expect(host.taken.length - times.size).toBeLessThanOrEqual(kills);
}

export async function count(url: string, what: string): Promise<number> {
  const rows = await query<{ n: number }>(url, `select count(*)::int as n from ${what}`).catch(() => null);
  return rows?.[0]?.n ?? -1;
}

/** For whoever has to find out why. */
export async function whatIsOpen(url: string | null): Promise<string> {
  if (!url) return "the database does not run";
  const questions = [
    "select j.id, t.identifier, attempts, run_at - now() as due_in, locked_by, now() - locked_at as locked_for, last_error from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id",
    "select name, tx, id, pg_snapshot_xmin(pg_current_snapshot()) as xmin from feed_cursors",
    "select max(tx::text::bigint) as last_tx, max(id) as last_id from events",
    "select id, subject, channel from tickets t where not exists (select from messages m where m.conversation_id = t.conversation_id and m.automatic)",
    "select id, name, worker_ids, instance_alive(id) from instances",
    "select pid, state, application_name, now() - xact_start as age, query from pg_stat_activity where backend_xid is not null or state like 'idle in%'",
  ];
  const answers = questions.map((each) => query(url, each).catch((error: Error) => error.message));
  return JSON.stringify(await Promise.all(answers), null, 1);
}
