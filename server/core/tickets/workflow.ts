// States and what may follow what: data of the default workflow.
import { sql } from "kysely";
import type { State } from "../../../shared/tickets/schema.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { stateUnknown, transitionNotAllowed } from "./errors.ts";

export async function listStates(db: Db | Trx): Promise<State[]> {
  const { rows } = await sql<State>`
    select s.key, s.category, s.name, s.customer_name as "customerName", s.pauses_clock as "pausesClock", s.position,
      coalesce((select json_agg(n.key order by n.position) from state_transitions x join states n on n.id = x.to_id where x.from_id = s.id), '[]') as next
    from states s join workflows w on w.id = s.workflow_id where w.key = 'default' order by s.position`.execute(db);
  return rows;
}

export interface Transition {
  id: string;
  key: string;
  category: State["category"];
}

/** The state `to`, if a ticket that is in `fromId` may go there; 422 for an unknown one, 409 for a forbidden step. */
export async function transitionTo(trx: Trx, fromId: string, to: string): Promise<Transition> {
  const { rows } = await sql<Transition & { allowed: boolean; from: string }>`
    select s.id::text as id, s.key, s.category, f.key as from,
      exists (select from state_transitions x where x.from_id = f.id and x.to_id = s.id) as allowed
    from states f join states s on s.workflow_id = f.workflow_id where f.id = ${fromId} and s.key = ${to}`.execute(trx);
  const found = rows[0];
  if (!found) throw stateUnknown({ state: to }, { state: `There is no state ${to}.` });
  if (!found.allowed) throw transitionNotAllowed({ from: found.from, to });
  return found;
}

/** The first state of a category, for moves that the desk makes by itself. */
export async function firstStateOf(trx: Trx, category: State["category"]): Promise<Transition> {
  const { rows } = await sql<Transition>`
    select s.id::text as id, s.key, s.category from states s join workflows w on w.id = s.workflow_id
    where w.key = 'default' and s.category = ${category} order by s.position limit 1`.execute(trx);
  if (!rows[0]) throw new Error(`the workflow has no state of category ${category}`);
  return rows[0];
}
