import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { State } from "../../../../shared/tickets/schema.ts";
import type { InUse } from "../../../../shared/tickets/settings.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { recordChange, wholeChange } from "../../../platform/setting-changes.ts";
import { lastOfCategory, stateInUse, stateNotFound } from "../errors.ts";
import { countText, moveTickets, ticketsIn } from "../move-tickets.ts";
import { listStates } from "../workflow.ts";
import { lockWorkflow, snapshot } from "./save-state.ts";

const inState = (key: string) => sql`t.state_id = (select s.id from states s where s.key = ${key})`;

export async function usesOfState(db: Db | Trx, key: string): Promise<InUse> {
  if (!(await listStates(db)).some((state) => state.key === key)) throw stateNotFound();
  return ticketsIn(db, inState(key));
}

/** Its tickets go to `replacement`, which is of the same category: to them it is a change of word, not of life. */
export async function removeState(trx: Trx, actor: Actor, key: string, replacement: string | undefined): Promise<void> {
  const all = await lockWorkflow(trx);
  const state = all.find((each) => each.key === key);
  if (!state) throw stateNotFound();
  const peers = all.filter((each) => each.category === state.category && each.key !== key);
  if (peers.length === 0) throw lastOfCategory({ category: state.category });
  if (replacement !== undefined && !peers.some((each) => each.key === replacement))
    throw invalidField("replacement", `must be another ${state.category} state: ${peers.map((p) => p.key).join(", ")}`);
  // Tickets that are on their way into it are waited for.
  await sql`select from states where key = ${key} for update`.execute(trx);
  if (replacement === undefined) await requireUnused(trx, key);
  else await replace(trx, actor, state, replacement);
  const from = all.filter((each) => each.next.includes(key)).map((each) => each.key);
  await sql`delete from state_transitions where (select id from states where key = ${key}) in (from_id, to_id)`.execute(
    trx,
  );
  await sql`delete from states where key = ${key}`.execute(trx);
  await recordChange(
    trx,
    actor,
    `state ${key}`,
    state.name.en,
    wholeChange("state", { ...snapshot(state), from }, null),
  );
}

async function requireUnused(trx: Trx, key: string): Promise<void> {
  const use = await ticketsIn(trx, inState(key));
  if (use.tickets > 0) throw stateInUse({ tickets: countText(use) }, { replacement: "is needed" });
}

async function replace(trx: Trx, actor: Actor, { key, category }: State, to: string): Promise<void> {
  const at = new Date();
  await moveTickets(trx, inState(key), sql`state_id = (select id from states where key = ${to})`, (about) => ({
    kind: "ticket.state-changed",
    actor,
    at,
    about,
    data: { from: key, to, category, why: `the state ${key} was taken away` },
  }));
}
