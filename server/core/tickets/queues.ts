import { type RawBuilder, sql } from "kysely";
import type { Static } from "typebox";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import type { Queue, SaveQueue } from "../../../shared/tickets/schema.ts";
import type { InUse } from "../../../shared/tickets/settings.ts";
import { type Db, ringAfterCommit, type Trx } from "../../platform/db.ts";
import { conflict, invalidField, uniqueViolation } from "../../platform/errors.ts";
import type { EventAbout, NewEvent } from "../../platform/events.ts";
import { changesBetween, recordChange, wholeChange } from "../../platform/setting-changes.ts";
import { moveConversations } from "../conversations/index.ts";
import { lastQueue, queueInUse, queueNotFound, queueUnknown } from "./errors.ts";
import { countText, moveTickets, ticketsIn } from "./move-tickets.ts";

/** A condition on `q`: all of them for who sees all, else the open ones and those of his teams; none for a customer. */
function queuesVisibleTo(actor: Actor): RawBuilder<boolean> {
  if (!can(actor, "tickets.read")) return sql<boolean>`false`;
  if (can(actor, "tickets.all-queues")) return sql<boolean>`true`;
  return sql<boolean>`(not exists (select from queue_teams qt where qt.queue_id = q.id)
    or exists (select from queue_teams qt where qt.queue_id = q.id and qt.team_id = any (${actor.teamIds}::bigint[])))`;
}

export async function listQueues(db: Db | Trx, actor: Actor): Promise<Queue[]> {
  const { rows } = await sql<Queue>`
    select q.id::text as id, q.name, q.address, q.opens_tickets as "opensTickets", q.required_trust as "requiredTrust",
      q.sender_name as "senderName", q.sender_agent as "senderAgent", q.sender_address as "senderAddress", q.signature,
      coalesce((select json_agg(json_build_object('id', t.id::text, 'name', t.name) order by t.name)
        from queue_teams qt join teams t on t.id = qt.team_id where qt.queue_id = q.id), '[]') as teams,
      (select count(*)::int from (select from tickets t where t.queue_id = q.id and t.active limit 10000) x) as "openTickets"
    from queues q
    where ${queuesVisibleTo(actor)}
    order by lower(q.name)`.execute(db);
  return rows;
}

export async function requireQueue(trx: Trx, actor: Actor, id: string, field = "queue"): Promise<void> {
  const { rows } = await sql`select from queues q where q.id = ${id} and ${queuesVisibleTo(actor)}`.execute(trx);
  if (rows.length === 0) throw queueUnknown({}, { [field]: "does not exist" });
}

export async function saveQueue(
  trx: Trx,
  actor: Actor,
  id: string | null,
  input: Partial<Static<typeof SaveQueue>>,
): Promise<Queue> {
  const before = id === null ? null : await queueOf(trx, actor, id);
  const queueId = await writeQueue(trx, id, input);
  if (input.teams) await setQueueTeams(trx, queueId, input.teams);
  ringAfterCommit(trx, "access");
  const queue = await queueOf(trx, actor, queueId);
  const now = queueSnapshot(queue);
  const changes = before ? changesBetween(queueSnapshot(before), now) : wholeChange("queue", null, now);
  await recordChange(trx, actor, `queue ${queueId}`, queue.name, changes);
  return queue;
}

export async function queueOf(db: Db | Trx, actor: Actor, id: string): Promise<Queue> {
  const queue = (await listQueues(db, actor)).find((each) => each.id === id);
  if (!queue) throw queueNotFound();
  return queue;
}

/** A queue as it is saved. */
export const queueSnapshot = ({ id: _, openTickets, teams, ...saved }: Queue) => ({
  ...saved,
  teams: teams.map((team) => team.id),
});

/** Its tickets and conversations go to `replacement`. Throws 409 for the last queue, and while it is in use without one. */
export async function removeQueue(trx: Trx, actor: Actor, id: string, replacement: string | undefined): Promise<void> {
  const queue = await queueOf(trx, actor, id);
  if (replacement === id) throw invalidField("replacement", "must be another queue");
  if (replacement !== undefined) await requireQueue(trx, actor, replacement, "replacement");
  // One at a time, or two could each leave the other as the last; tickets that are on their way into it are waited for.
  const { rows } = await sql`select id from queues order by id for update`.execute(trx);
  if (rows.length === 1) throw lastQueue();
  if (replacement === undefined) {
    const use = await usesOfQueue(trx, id);
    if (use.tickets + (use.conversations ?? 0) > 0) {
      const conversations = String(use.conversations ?? 0);
      throw queueInUse({ tickets: countText(use), conversations }, { replacement: "is needed" });
    }
  } else await moveToQueue(trx, actor, id, replacement);
  await trx.deleteFrom("queue_teams").where("queue_id", "=", id).execute();
  await moveConversations(trx, id, replacement ?? null);
  await trx.deleteFrom("queues").where("id", "=", id).execute();
  ringAfterCommit(trx, "access");
  await recordChange(trx, actor, `queue ${id}`, queue.name, wholeChange("queue", queueSnapshot(queue), null));
}

/** Also conversations without a ticket: without their queue they would be everybody's. */
export async function usesOfQueue(db: Db | Trx, id: string): Promise<InUse> {
  const { rows } = await sql<{ conversations: number }>`
    select count(*)::int as conversations from (select from conversations where queue_id = ${id} limit 10000) x`.execute(
    db,
  );
  return { ...(await ticketsIn(db, sql`t.queue_id = ${id}`)), conversations: rows[0]?.conversations ?? 0 };
}

async function moveToQueue(trx: Trx, actor: Actor, from: string, to: string): Promise<void> {
  const at = new Date();
  const changes = { queue: { from, to } };
  const event = (about: EventAbout): NewEvent => ({ kind: "ticket.changed", actor, at, about, data: { changes } });
  await moveTickets(trx, sql`t.queue_id = ${from}`, sql`queue_id = ${to}`, event);
}

async function writeQueue(trx: Trx, id: string | null, input: Partial<Static<typeof SaveQueue>>): Promise<string> {
  const set = {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.address !== undefined && { address: input.address }),
    ...(input.opensTickets !== undefined && { opens_tickets: input.opensTickets }),
    ...(input.requiredTrust !== undefined && { required_trust: input.requiredTrust }),
    ...(input.senderName !== undefined && { sender_name: input.senderName }),
    ...(input.senderAgent !== undefined && { sender_agent: input.senderAgent }),
    ...(input.senderAddress !== undefined && { sender_address: input.senderAddress }),
    ...(input.signature !== undefined && { signature: input.signature }),
  };
  try {
    if (id === null)
      return (
        await trx
          .insertInto("queues")
          .values({ name: input.name ?? "", ...set })
          .returning("id")
          .executeTakeFirstOrThrow()
      ).id;
    const found = await trx.selectFrom("queues").select("id").where("id", "=", id).executeTakeFirst();
    if (!found) throw queueNotFound();
    if (Object.keys(set).length) await trx.updateTable("queues").set(set).where("id", "=", id).execute();
    return id;
  } catch (error) {
    const constraint = uniqueViolation(error);
    if (constraint === "queues_name")
      throw conflict({ why: `There is a queue ${input.name} already.` }, { name: "is taken" });
    if (constraint)
      throw conflict({ why: `${input.address} is the address of another queue.` }, { address: "is taken" });
    throw error;
  }
}

async function setQueueTeams(trx: Trx, queueId: string, teams: string[]): Promise<void> {
  const found = teams.length ? await trx.selectFrom("teams").select("id").where("id", "in", teams).execute() : [];
  if (found.length !== new Set(teams).size) throw invalidField("teams", "names a team that does not exist");
  await trx.deleteFrom("queue_teams").where("queue_id", "=", queueId).execute();
  if (found.length) {
    await trx
      .insertInto("queue_teams")
      .values(found.map((team) => ({ queue_id: queueId, team_id: team.id })))
      .execute();
  }
}
