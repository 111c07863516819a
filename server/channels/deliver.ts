// What has to leave: waits out the undo window, is composed and sent by its channel, and what came of it is recorded.
// A delivery is claimed in a transaction of its own before anything leaves, so two workers never send the same one; if the
// process dies between the other side's "250" and our note of it, the message goes again with the same Message-ID.

import { buffer } from "node:stream/consumers";
import { sql } from "kysely";
import { systemActor } from "../../shared/identity/permissions.ts";
import {
  aboutMessage,
  type ClaimedDelivery,
  claimDeliveries,
  letDeliveriesWait,
  moveDelivery,
  recipientsOf,
  replyAddress,
} from "../core/conversations/index.ts";
import type { Database } from "../platform/db.ts";
import type { Desk } from "../platform/desk.ts";
import { isDatabaseGone } from "../platform/errors.ts";
import { record } from "../platform/events.ts";
import { type Pump, startPump } from "../platform/pump.ts";
import { loadSettings } from "../platform/settings.ts";
import type { Channel, Outgoing, SendOutcome } from "./contract.ts";

const minute = 60_000;
/** A first retry soon (greylisting), then ever more rarely; after the last one, about three days, it has failed. */
const retryAfter = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 1440].map((minutes) => minutes * minute);
const waitingReason = "No smarthost is configured: set LISTEK_SMARTHOST and start again.";

export function startDeliveries(desk: Desk, channel: Channel): Pump<ClaimedDelivery> {
  const { database, log } = desk;
  return startPump<ClaimedDelivery>({
    name: "deliveries",
    log,
    concurrency: 4,
    pollMs: 1000,
    healthy: () => database.watch.healthy,
    // Without a way out there is nothing to hurry for.
    listen: (ring) => (channel.canSend ? database.bell.on("deliveries", ring) : () => {}),
    claim: async (limit, busy) => {
      if (database.watch.instance === null) return [];
      // This commit waits for the disk, and so covers all that went before: nothing leaves for a ticket that could be forgotten.
      if (channel.canSend) return claimDeliveries(database.db, database.watch.instance, channel.key, limit, busy);
      await letDeliveriesWait(database.background.db, channel.key, waitingReason);
      return [];
    },
    handle: (delivery) => deliver(desk, channel, delivery),
  });
}

async function deliver(desk: Desk, channel: Channel, delivery: ClaimedDelivery): Promise<void> {
  let result: SendOutcome;
  try {
    result = await sendToEach(desk, channel, delivery, await loadOutgoing(desk, delivery));
  } catch (error) {
    if (isDatabaseGone(error)) return giveBack(desk, delivery);
    // Not the other side's doing: a file could not be read.
    desk.log.error({ err: error, delivery: delivery.id }, "a message could not be prepared for sending");
    result = { outcome: "retry", reason: "Something went wrong here; see the log." };
  }
  await insist(desk, delivery, () => note(desk.database, delivery, result));
}

/**
 * Each recipient's copy carries a reply address that was made for him (S2), so each leaves by itself, with the same
 * Message-ID. Who has got it is noted at once, so that after a death in between the others alone get it again.
 */
async function sendToEach(
  desk: Desk,
  channel: Channel,
  delivery: ClaimedDelivery,
  message: Outgoing,
): Promise<SendOutcome> {
  const { database, config } = desk;
  const conversationId = message.conversationId;
  const all = [...new Set(delivery.to_addresses)];
  const people = await database.transact((trx) => recipientsOf(trx, conversationId, all));
  const left: { address: string; outcome: "retry" | "failed"; reason: string }[] = [];
  let silences = 0;
  let reply = "";
  for (const [index, address] of all.entries()) {
    const recipient = people.get(address.toLowerCase()) ?? null;
    const replyTo = replyAddress(config.secret, message.from.address, conversationId, recipient, Date.now());
    // A server that does not answer is not asked fifty times.
    const result: SendOutcome =
      silences < 2
        ? await channel.send({ ...message, only: all.length > 1 ? [address] : message.only, replyTo })
        : { outcome: "retry", reason: left.at(-1)?.reason ?? "" };
    silences = result.outcome === "retry" ? silences + 1 : 0;
    if (result.outcome === "sent") reply = result.reply;
    else left.push({ address, ...result });
    if (result.outcome === "sent" && index < all.length - 1)
      await insist(desk, delivery, () =>
        noteRest(database, delivery, [...left.map((each) => each.address), ...all.slice(index + 1)]),
      );
  }
  if (left.length === 0) return { outcome: "sent", reply };
  const outcome = left.some((each) => each.outcome === "retry") ? "retry" : "failed";
  const names = left.map((each) => each.address);
  const reason = left[0]?.reason ?? "";
  return names.length === all.length
    ? { outcome, reason }
    : {
        outcome,
        reason: `Not taken for ${names.join(", ")}: ${reason.replace(/^Not taken for [^:]*: /, "")}`,
        left: names,
      };
}

const noteRest = (database: Database, { id }: ClaimedDelivery, rest: string[]) =>
  database.transact(
    async (trx) => void (await moveDelivery(trx, { id }, ["sending"], { state: "sending", to_addresses: rest })),
  );

/** Nothing has left, and nobody is to blame: it is due again as it was. */
async function giveBack(desk: Desk, delivery: ClaimedDelivery): Promise<void> {
  const { id, attempts } = delivery;
  const set = { state: "queued" as const, next_attempt_at: new Date(), claimed_by: null, attempts: attempts - 1 };
  await insist(desk, delivery, () =>
    desk.database.transact(async (trx) => void (await moveDelivery(trx, { id }, ["sending"], set))),
  );
}

async function insist({ log }: Desk, delivery: ClaimedDelivery, write: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      // It has left (or not): that must not be forgotten while we live, or it would leave twice.
      log.warn({ err: error, delivery: delivery.id }, "what became of a message could not be recorded; trying again");
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

async function note(database: Database, delivery: ClaimedDelivery, result: SendOutcome): Promise<void> {
  await database.transact(async (trx) => {
    const about = await aboutMessage(trx, delivery.message_id);
    const { id } = delivery;
    const actor = systemActor;
    if (result.outcome === "sent") {
      const all = { to_addresses: delivery.to_addresses };
      const set = { state: "sent" as const, sent_at: new Date(), reason: result.reply, claimed_by: null, ...all };
      if (!(await moveDelivery(trx, { id }, ["sending"], set))) return;
      await record(trx, { kind: "message.sent", actor, about, data: { delivery: id, reply: result.reply } });
      return;
    }
    const { reason } = result;
    const left = result.left && { to_addresses: result.left };
    const wait = retryAfter[delivery.attempts - 1];
    if (result.outcome === "retry" && wait !== undefined) {
      const set = {
        state: "retrying" as const,
        reason,
        next_attempt_at: new Date(Date.now() + wait),
        claimed_by: null,
        ...left,
      };
      if (!(await moveDelivery(trx, { id }, ["sending"], set))) return;
      await record(trx, {
        kind: "message.delayed",
        actor,
        about,
        data: { delivery: id, reason, attempts: delivery.attempts },
      });
      return;
    }
    const set = { state: "failed" as const, reason, claimed_by: null, ...left };
    if (!(await moveDelivery(trx, { id }, ["sending"], set))) return;
    await record(trx, { kind: "message.failed", actor, about, data: { delivery: id, reason } });
  });
}

interface OutgoingRow {
  conversation_id: string;
  at: Date;
  author_name: string;
  subject: string | null;
  text: string;
  html: string | null;
  from_address: string | null;
  to_addresses: string[];
  cc_addresses: string[];
  message_id_header: string | null;
  in_reply_to: string | null;
  reference_ids: string[];
  automatic: boolean;
  conversation_subject: string;
  language: string | null;
  number: string | null;
}

async function loadOutgoing({ database, files, config }: Desk, delivery: ClaimedDelivery): Promise<Outgoing> {
  const { message_id: id, to_addresses: due } = delivery;
  const { rows } = await sql<OutgoingRow>`
    select m.conversation_id, m.at, m.author_name, m.subject, m.text, m.html, m.from_address, m.to_addresses, m.cc_addresses,
      m.message_id_header, m.in_reply_to, m.reference_ids, m.automatic, c.subject as conversation_subject, t.language, t.number
    from messages m join conversations c on c.id = m.conversation_id
    left join lateral (select ticket_id from ticket_messages x where x.message_id = m.id order by ticket_id limit 1) x on true
    left join tickets t on t.id = x.ticket_id
    where m.id = ${id}`.execute(database.db);
  const row = rows[0];
  if (!row) throw new Error(`message ${id} is gone`);
  const { desk } = await loadSettings(database.db);
  const attachments = await database.db
    .selectFrom("message_attachments")
    .selectAll()
    .where("message_id", "=", id)
    .orderBy("position")
    .execute();
  const from = row.from_address ?? config.address;
  return {
    conversationId: row.conversation_id,
    messageId: id,
    sourceId: row.message_id_header ?? `${id}@${from.slice(from.lastIndexOf("@") + 1)}`,
    at: row.at,
    from: { address: from, name: row.automatic ? desk.name : `${row.author_name} (${desk.name})` },
    to: row.to_addresses.map((address) => ({ address, name: "" })),
    cc: row.cc_addresses.map((address) => ({ address, name: "" })),
    only: due.length < row.to_addresses.length + row.cc_addresses.length ? due : null,
    replyTo: replyAddress(config.secret, from, row.conversation_id, null, Date.now()),
    subject: row.subject ?? row.conversation_subject,
    text: row.text,
    html: row.html,
    inReplyTo: row.in_reply_to,
    references: row.reference_ids,
    automatic: row.automatic,
    language: row.language,
    ticketNumber: row.number,
    files: await Promise.all(
      attachments.map(async (each) => ({
        name: each.name,
        type: each.type,
        content: await buffer(files.read(each.file)),
        contentId: each.content_id,
        inline: each.inline,
      })),
    ),
  };
}
