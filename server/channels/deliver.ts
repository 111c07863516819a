// What has to leave: waits out the undo window, is composed and sent by its channel, and what came of it is recorded.
// A delivery is claimed in a transaction of its own before anything leaves, so two workers never send the same one; if the
// process dies between the other side's "250" and our note of it, the message goes again with the same Message-ID: only one
// at a time comes so far (platform/in-doubt.ts).

import { buffer } from "node:stream/consumers";
import { sql } from "kysely";
import { systemActor } from "../../shared/identity/permissions.ts";
import {
  aboutMessage,
  bounceAddress,
  type ClaimedDelivery,
  claimDeliveries,
  domainOf,
  letDeliveriesWait,
  moveDelivery,
  nameWithAgent,
  noteTaken,
  type Purpose,
  recipientsOf,
  replyAddress,
  slowDown,
  supplierAddress,
  unsubscribeLink,
} from "../core/conversations/index.ts";
import type { Database } from "../platform/db.ts";
import type { Desk } from "../platform/desk.ts";
import { isDatabaseGone } from "../platform/errors.ts";
import { record } from "../platform/events.ts";
import { type Doubt, oneInDoubt } from "../platform/in-doubt.ts";
import { type Pump, startPump } from "../platform/pump.ts";
import { loadSettings } from "../platform/settings.ts";
import { type Channel, noWayOut, type Outgoing, type SendOutcome } from "./contract.ts";

const minute = 60_000;
/** A first retry soon (greylisting), then ever more rarely; after the last one, about three days, it has failed. */
const retryAfter = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 1440].map((minutes) => minutes * minute);
/** Messages on their way at the same time; of them, to one domain: see the setting mail.domainConnections. */
const atOnce = 8;

export function startDeliveries(desk: Desk, channel: Channel): Pump<ClaimedDelivery> {
  const { database, log } = desk;
  const inDoubt = oneInDoubt();
  let look = () => {};
  return startPump<ClaimedDelivery>({
    name: "deliveries",
    log,
    concurrency: atOnce,
    pollMs: 1000,
    healthy: () => database.watch.healthy,
    listen(ring) {
      look = ring;
      return database.bell.on("deliveries", ring);
    },
    claim: async (limit, busy) => {
      if (database.watch.instance === null) return [];
      // This commit waits for the disk, and so covers all that went before: nothing leaves for a ticket that could be forgotten.
      if (await channel.canSend()) {
        const { domainPerMinute: perMinute, domainConnections: connections } = (await loadSettings(database.db)).mail;
        const pace = { perMinute, connections };
        return claimDeliveries(database.db, database.watch.instance, channel.key, limit, busy, pace);
      }
      await letDeliveriesWait(database.background.db, channel.key, noWayOut);
      return [];
    },
    // A place of its domain is free again: what waits for just that was left lying.
    handle: async (delivery) => {
      const doubt = inDoubt();
      try {
        await deliver(desk, channel, delivery, doubt);
      } finally {
        doubt.leave();
        look();
      }
    },
  });
}

async function deliver(desk: Desk, channel: Channel, delivery: ClaimedDelivery, doubt: Doubt): Promise<void> {
  const { database } = desk;
  let result: SendOutcome;
  try {
    const taken = (recipients: string[]) =>
      insist(desk, delivery, () => noteTaken(database.db, delivery.id, recipients));
    result =
      delivery.due.length > 0
        ? await channel.send(await loadOutgoing(desk, delivery), taken, doubt)
        : { outcome: "sent", reply: "taken for everybody" };
  } catch (error) {
    if (isDatabaseGone(error)) return giveBack(desk, delivery);
    // Not the other side's doing: a file could not be read.
    desk.log.error({ err: error, delivery: delivery.id }, "a message could not be prepared for sending");
    result = { outcome: "retry", reason: "Something went wrong here; see the log." };
  }
  await insist(desk, delivery, () => note(database, delivery, result));
  if (result.outcome !== "sent" && result.busy) await slowDown(database.db, result.busy);
}

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
      const set = { state: "sent" as const, sent_at: new Date(), reason: result.reply, claimed_by: null };
      if (!(await moveDelivery(trx, { id }, ["sending"], set))) return;
      await record(trx, { kind: "message.sent", actor, about, data: { delivery: id, reply: result.reply } });
      return;
    }
    const { reason } = result;
    const left = result.left && { to_addresses: result.left, domain: domainOf(result.left[0] as string) };
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
  purpose: Purpose;
  language: string | null;
  number: string | null;
  crypto: Outgoing["crypto"];
  sender_name: string | null;
  requesters: string[];
  signature: Outgoing["signature"];
}

async function loadOutgoing({ database, files, config }: Desk, delivery: ClaimedDelivery): Promise<Outgoing> {
  const { message_id: id, due } = delivery;
  const { rows } = await sql<OutgoingRow>`
    select m.conversation_id, m.at, m.author_name, m.subject, m.text, m.html, m.from_address, m.to_addresses, m.cc_addresses,
      m.message_id_header, m.in_reply_to, m.reference_ids, m.automatic, c.subject as conversation_subject, c.purpose, t.language, t.number,
      (select marks from message_crypto x where x.message_id = m.id) as crypto, s.name as sender_name,
      array(select p.person_id::text from conversation_participants p where p.conversation_id = c.id and p.role = 'requester'
        union select r.requester_id::text from ticket_conversations tc join tickets r on r.id = tc.ticket_id
          where tc.conversation_id = c.id) as requesters,
      case when s.signature_text is not null then json_build_object('text', s.signature_text, 'html', s.signature_html) end as signature
    from messages m join conversations c on c.id = m.conversation_id left join message_senders s on s.message_id = m.id
    left join lateral (select ticket_id from ticket_messages x where x.message_id = m.id order by ticket_id limit 1) x on true
    left join tickets t on t.id = x.ticket_id
    where m.id = ${id}`.execute(database.db);
  const row = rows[0];
  if (!row) throw new Error(`message ${id} is gone`);
  const { desk } = await loadSettings(database.db);
  const name = row.sender_name ?? (row.automatic ? desk.name : nameWithAgent(row.author_name, desk.name));
  const attachments = await database.db
    .selectFrom("message_attachments")
    .selectAll()
    .where("message_id", "=", id)
    .orderBy("position")
    .execute();
  const from = row.from_address ?? config.address;
  const recipients = [...row.to_addresses, ...row.cc_addresses];
  const people =
    row.purpose === "supplier"
      ? null
      : await database.transact((trx) => recipientsOf(trx, row.conversation_id, recipients));
  const placeOf = (recipient: string) => (recipients.includes(recipient) ? recipients.indexOf(recipient) : null);
  return {
    messageId: id,
    sourceId: row.message_id_header ?? `${id}@${from.slice(from.lastIndexOf("@") + 1)}`,
    at: row.at,
    from: { address: from, name },
    to: row.to_addresses.map((address) => ({ address, name: "" })),
    cc: row.cc_addresses.map((address) => ({ address, name: "" })),
    only: due.length < recipients.length ? due : null,
    replyTo: (recipient) => {
      if (!people) return supplierAddress(config.secret, from, row.conversation_id);
      const whose = recipient === null ? null : (people.get(recipient.toLowerCase()) ?? null);
      return replyAddress(config.secret, from, row.conversation_id, whose, Date.now());
    },
    subject: row.subject ?? row.conversation_subject,
    text: row.text,
    html: row.html,
    signature: row.signature,
    inReplyTo: row.in_reply_to,
    references: row.reference_ids,
    automatic: row.automatic,
    unsubscribe: (recipient) => {
      const whose = recipient === null || row.automatic ? undefined : people?.get(recipient.toLowerCase());
      if (!whose || row.requesters.includes(whose.personId)) return null;
      return unsubscribeLink(config, { of: "talk", conversationId: row.conversation_id, personId: whose.personId });
    },
    bounceTo: (recipient) =>
      bounceAddress(config.secret, from, {
        deliveryId: delivery.id,
        recipient: recipient === null ? null : placeOf(recipient),
      }),
    language: row.language,
    ticketNumber: row.number,
    crypto: row.crypto,
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
