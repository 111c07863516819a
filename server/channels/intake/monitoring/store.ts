// The only writer of monitoring_problems: what monitoring systems report, one row a problem.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { StateCategory } from "../../../../shared/tickets/schema.ts";
import type { Trx } from "../../../platform/db.ts";
import type { Alert } from "../../contract.ts";

export interface Problem {
  id: string;
  conversation_id: string;
  state: string;
  reports: number;
  recovered_at: Date | null;
  ticket_id: string | null;
  category: StateCategory | null;
  /** When its ticket was solved or closed. */
  finished_at: Date | null;
  /** The ticket is about this problem alone, not one that it was merged into. */
  own: boolean;
}

const keyOf = (source: string, { product, host, service }: Alert): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([source, product, host?.toLowerCase() ?? null, service?.toLowerCase() ?? null]))
    .digest();

/**
 * By the product's own number, else by host and service; where the mail names no host, by the service alone. Mails of one
 * source take turns, so that two at once find each other.
 */
export async function findProblem(trx: Trx, source: string, alert: Alert): Promise<Problem | null> {
  const { product, host, service, eventId } = alert;
  await sql`select pg_advisory_xact_lock(4732, hashtext(${source}))`.execute(trx);
  const { rows } = await sql<Problem>`
    select p.id::text as id, p.conversation_id::text as conversation_id, p.state, p.reports, p.recovered_at, t.id::text as ticket_id,
      t.category, coalesce(t.solved_at, t.closed_at) as finished_at, coalesce(t.conversation_id = p.conversation_id, false) as own
    from monitoring_problems p left join lateral (
      select t.id, t.category, t.solved_at, t.closed_at, t.conversation_id from ticket_conversations tc join tickets t on t.id = tc.ticket_id
      where tc.conversation_id = p.conversation_id and t.merged_into_id is null order by (t.category = 'closed'), t.id desc limit 1) t on true
    where p.problem_key = ${keyOf(source, alert)} or (p.source = ${source} and p.product = ${product} and (
      p.event_id = ${eventId}::text or (${host}::text is null and lower(p.service) = lower(${service}::text))))
    order by coalesce(p.event_id = ${eventId}::text, false) desc, p.problem_key = ${keyOf(source, alert)} desc, p.last_at desc
    limit 1`.execute(trx);
  return rows[0] ?? null;
}

/** It begins, for the first time or anew. */
export async function beginProblem(
  trx: Trx,
  source: string,
  alert: Alert,
  conversationId: string,
  at: Date,
): Promise<void> {
  const { product, host, service, eventId } = alert;
  const state = alert.severity ?? alert.state;
  await sql`
    insert into monitoring_problems (problem_key, source, product, host, service, event_id, state, conversation_id, began_at, last_at)
    values (${keyOf(source, alert)}, ${source}, ${product}, ${host}, ${service}, ${eventId}, ${state}, ${conversationId}, ${at}, ${at})
    on conflict (problem_key) do update set event_id = excluded.event_id, state = excluded.state, reports = 1,
      conversation_id = excluded.conversation_id, began_at = excluded.began_at, last_at = excluded.last_at, recovered_at = null`.execute(
    trx,
  );
}

export async function updateProblem(
  trx: Trx,
  id: string,
  set: { state?: string; reports?: number; last_at: Date; recovered_at?: Date },
): Promise<void> {
  await trx.updateTable("monitoring_problems").set(set).where("id", "=", id).execute();
}
