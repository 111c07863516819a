// Under which name and address mail of a queue leaves, and what stands below the answers given in it.
import { type RawBuilder, sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { type Sender, signatureVariables } from "../../../shared/tickets/schema.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { invalidField } from "../../platform/errors.ts";
import { type Body, renderBody } from "../../platform/html/markup.ts";
import { fillLiquid, namesIn } from "../../platform/liquid.ts";
import { readSettings } from "../../platform/settings.ts";
import type { MessageSender } from "./store.ts";

/** What a queue wants. */
export interface SendAs {
  senderName: string | null;
  senderAgent: boolean;
  senderAddress: string | null;
  signature: string | null;
}

/** Of an answer, before it is written. */
export interface Leaves {
  /** null: as the desk does it. */
  sender: MessageSender | null;
  /** null: the talk's own. */
  address: string | null;
}

/** The queue of a talk, as SQL: that of its ticket, else the one it waits in. */
export const queueOfTalk = (conversationId: string): RawBuilder<unknown> => sql`(
  select coalesce((select t.queue_id from ticket_conversations tc join tickets t on t.id = tc.ticket_id
    where tc.conversation_id = c.id order by t.id limit 1), c.queue_id)
  from conversations c where c.id = ${conversationId})`;

/** `agent` gives the answer; `address` is the desk's own. */
export async function sendAs(
  trx: Trx,
  queue: RawBuilder<unknown>,
  agent: Pick<Actor, "name">,
  address: string,
): Promise<Leaves> {
  const wanted = await wantedBy(trx, queue, address);
  if (!wanted) return { sender: null, address: null };
  const { senderName, senderAgent, senderAddress, signature } = wanted;
  if (senderName === null && senderAgent && signature === null) return { sender: null, address: senderAddress };
  const { name, ...shown } = await shownAs(trx, wanted, agent);
  return { sender: { name, signature: shown.signature }, address: senderAddress };
}

/** What answers in the queue leave from; null: the talk's own address. */
export const addressOfQueue = async (db: Db | Trx, queue: RawBuilder<unknown>, address: string) =>
  (await wantedBy(db, queue, address))?.senderAddress ?? null;

/** What a customer gets when this agent answers there. */
export const senderIn = async (db: Db, queue: RawBuilder<unknown>, agent: Pick<Actor, "name">, address: string) =>
  shownAs(db, (await wantedBy(db, queue, address)) ?? ofNoQueue, agent);

const ofNoQueue: SendAs = { senderName: null, senderAgent: true, senderAddress: null, signature: null };

/** The same for a queue that wants this. */
export async function shownAs(db: Db | Trx, wanted: SendAs, agent: Pick<Actor, "name">): Promise<Sender> {
  const { desk } = await readSettings(db);
  const { senderName, senderAgent, senderAddress: address, signature } = wanted;
  return {
    name: senderAgent ? nameWithAgent(agent.name, senderName ?? desk.name) : (senderName ?? desk.name),
    address,
    signature: signature === null ? null : signed(signature, agent.name, desk.name),
  };
}

export const nameWithAgent = (agent: string, name: string): string => `${agent} - ${name}`;

const signed = (source: string, agent: string, desk: string): Body & { html: string } => {
  const filled = fillLiquid("signature", source, { "agent.name": agent, "desk.name": desk });
  const { text, html } = renderBody(filled, "markdown");
  return { text, html: html ?? "" };
};

/** An address that is none of ours any more is not written from: answers to it would go elsewhere. */
async function wantedBy(db: Db | Trx, queue: RawBuilder<unknown>, address: string): Promise<SendAs | null> {
  const { rows } = await sql<SendAs>`
    select q.sender_name as "senderName", q.sender_agent as "senderAgent", ${senderAddressOf(address)} as "senderAddress", q.signature
    from queues q where q.id = ${queue}`.execute(db);
  return rows[0] ?? null;
}

/** Of `q` (queues), as SQL. */
export const senderAddressOf = (address: string): RawBuilder<string | null> => sql`
  case when q.sender_address is not null and lower(q.sender_address) in (${ownAddresses(address)}) then q.sender_address end`;

const ownAddresses = (address: string) => sql`
  select lower(${address}) union all select lower(x.address) from queues x where x.address is not null
  union all select lower(x.address) from mailboxes x
  union all select lower(a) from settings s, jsonb_array_elements_text(s.value -> 'addresses') a where s.key = 'mail'`;

/** Throws for an address that is none of ours, and for a signature that cannot be filled in. */
export async function requireSendable(db: Db | Trx, wanted: Partial<SendAs>, address: string): Promise<void> {
  const { senderAddress, signature } = wanted;
  if (senderAddress) {
    const { rows } = await sql<{ ours: boolean }>`
      select lower(${senderAddress}) in (${ownAddresses(address)}) as ours`.execute(db);
    if (!rows[0]?.ours) throw invalidField("senderAddress", "is not an address of this desk");
  }
  if (signature) requireFillable(signature);
}

const filledAtMost = 10_000;

function requireFillable(signature: string): void {
  const stranger = namesIn("signature", signature).find((name) => !signatureVariables.some((known) => known === name));
  if (stranger) throw invalidField("signature", `there is no {{${stranger}}} here`);
  // What reads well may still fail when it is filled: a loop without end.
  const { text } = signed(signature, "Agent", "Desk");
  if (text === "") throw invalidField("signature", "is empty");
  if (text.length > filledAtMost) throw invalidField("signature", "is too long when it is filled in");
}
