// What the database itself can do: the rows of one mail's ticket written by prepared statements, one transaction a mail,
// no parsing, no files. Ours is held against this.
import { createHash } from "node:crypto";
import pg from "pg";
import { makeMail } from "./mails.ts";

export async function runLimit(url: string, count: number, connections: number, seed: string): Promise<number> {
  const mails = Array.from({ length: count }, (_, index) => makeMail(seed, index));
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const ids = await knownIds(clients[0] as pg.Client);
  const began = performance.now();
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (let index = next++; index < count; index = next++) {
        const mail = mails[index] as { from: string; raw: Buffer };
        await writeOne(client, ids, seed, index, mail.from, mail.raw);
      }
    }),
  );
  const rate = count / ((performance.now() - began) / 1000);
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}

interface Known {
  state: string;
  queue: string;
  person: string;
}

async function knownIds(client: pg.Client): Promise<Known> {
  const { rows } = await client.query(
    "select (select id from states where key = 'new') as state, (select min(id) from queues) as queue, (select min(id) from people) as person",
  );
  return rows[0];
}

const text = "printer server backup office network invoice password update mailbox room ".repeat(20);
const html = `<p>${text}</p>`;

async function writeOne(
  client: pg.Client,
  { state, queue, person }: Known,
  seed: string,
  index: number,
  from: string,
  raw: Buffer,
): Promise<void> {
  const run = async (name: string, sql: string, values: unknown[]) =>
    (await client.query({ name, text: sql, values })).rows[0]?.id as string;
  const hash = createHash("sha256").update(`${seed} ${index}`).digest();
  const at = new Date();
  await client.query("begin");
  const mail = await run(
    "mail",
    "insert into inbound_mail (door, envelope_from, envelope_to, sha256, size, source_key, status, steps, finished_at, header_from, subject) values ('smtp', $1, $2, $3, $4, $3, 'done', '[]', now(), $1, $5) returning id",
    [from, ["support@localhost"], hash, raw.length, text.slice(0, 60)],
  );
  await run("raw", "insert into inbound_mail_raw values ($1, $2)", [mail, raw]);
  const conversation = await run(
    "conversation",
    "insert into conversations (channel, subject, address, created_at, last_message_at) values ('email', $1, 'support@localhost', $2, $2) returning id",
    [text.slice(0, 60), at],
  );
  await run("participant", "insert into conversation_participants values ($1, $2, 'requester')", [
    conversation,
    person,
  ]);
  const ticket = await run(
    "ticket",
    `insert into tickets (number, subject, state_id, category, priority, impact, urgency, queue_id, requester_id, channel, conversation_id, created_at, updated_at,
       message_count, last_message_at, last_message_kind, last_message_preview, unanswered)
     values (next_ticket_number('{year}{running}', 'UTC'), $1, $2, 'new', 2, 2, 2, $3, $4, 'email', $5, $6, $6, 1, $6, 'inbound', $7, true) returning id`,
    [text.slice(0, 60), state, queue, person, conversation, at, text.slice(0, 160)],
  );
  await run("link", "insert into ticket_conversations values ($1, $2)", [ticket, conversation]);
  const message = await run(
    "message",
    `insert into messages (conversation_id, kind, channel, author_id, author_name, at, subject, text, html, trust, from_address, mail_id, message_id_header, sha256)
     values ($1, 'inbound', 'email', $2, 'Person', $3, $4, $5, $6, 'claimed', $7, $8, $9, $10) returning id`,
    [conversation, person, at, text.slice(0, 60), text, html, from, mail, `${seed}.${index}@limit.example`, hash],
  );
  await run("file", "insert into files (sha256, size) values ($1, 7500) on conflict do nothing", [hash]);
  await run(
    "attachment",
    "insert into message_attachments (message_id, position, file, name, type, size) values ($1, 0, $2, 'screenshot.bin', 'application/octet-stream', 7500)",
    [message, hash],
  );
  await run("place", "insert into ticket_messages values ($1, $2, 1)", [ticket, message]);
  for (const kind of ["conversation.opened", "ticket.opened", "message.received"]) {
    await run(
      "event",
      "insert into events (at, kind, actor_kind, actor_name, ticket_id, conversation_id, message_id, person_id, data, hash) values ($1, $2, 'system', 'Listek', $3, $4, $5, $6, $7, $8)",
      [
        at,
        kind,
        ticket,
        conversation,
        message,
        person,
        JSON.stringify({ sha256: "0".repeat(64), channel: "email", number: 1, automatic: false }),
        hash,
      ],
    );
  }
  await client.query("commit");
}
