// States as an administrator makes and changes them. A state keeps its category: what a ticket of it means to clocks, lists
// and customers hangs on that.
import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { State } from "../../../../shared/tickets/schema.ts";
import type { CreateState, UpdateState } from "../../../../shared/tickets/settings.ts";
import type { Trx } from "../../../platform/db.ts";
import { changesBetween, keyFrom, recordChange, wholeChange } from "../../../platform/setting-changes.ts";
import { stateNotFound, stateTaken, stateUnknown } from "../errors.ts";
import { listStates } from "../workflow.ts";

/** Writers take turns: what they check is the whole of the workflow. */
export async function lockWorkflow(trx: Trx): Promise<State[]> {
  await sql`select from workflows where key = 'default' for update`.execute(trx);
  return listStates(trx);
}

export async function createState(trx: Trx, actor: Actor, input: CreateState): Promise<State> {
  const all = await lockWorkflow(trx);
  const taken = (key: string) => all.some((state) => state.key === key);
  if (input.key && taken(input.key)) throw stateTaken({ key: input.key }, { key: "is taken" });
  const key = input.key ?? keyFrom(input.name.en, "state", taken);
  const position = await placeFor(trx, all, input.category);
  await sql`insert into states (workflow_id, key, category, name, customer_name, pauses_clock, position)
    select id, ${key}, ${input.category}, ${JSON.stringify(input.name)}::jsonb,
      ${JSON.stringify(input.customerName ?? input.name)}::jsonb, ${input.pausesClock ?? false}, ${position}
    from workflows where key = 'default'`.execute(trx);
  const next = input.next ?? all.filter((state) => state.category !== "new").map((state) => state.key);
  const from = input.from ?? all.filter((state) => state.category !== "closed").map((state) => state.key);
  await setNext(trx, all, key, next);
  for (const each of from) {
    const before = all.find((state) => state.key === each);
    if (!before) throw stateUnknown({ state: each }, { from: `There is no state ${each}.` });
    await setNext(trx, [...all, { key }], each, [...before.next, key]);
  }
  const state = await stateOf(trx, key);
  await recordChange(
    trx,
    actor,
    `state ${key}`,
    state.name.en,
    wholeChange("state", null, { ...snapshot(state), from }),
  );
  return state;
}

export async function changeState(trx: Trx, actor: Actor, key: string, input: UpdateState): Promise<State> {
  const all = await lockWorkflow(trx);
  const before = all.find((state) => state.key === key);
  if (!before) throw stateNotFound();
  const changes = changesBetween(before, { ...input, ...(input.next && { next: inOrder(all, input.next) }) });
  if (Object.keys(changes).length === 0) return before;
  const { name, customerName, pausesClock, next } = input;
  const set = {
    ...(name && { name: JSON.stringify(name) }),
    ...(customerName && { customer_name: JSON.stringify(customerName) }),
    ...(pausesClock !== undefined && { pauses_clock: pausesClock }),
  };
  if (Object.keys(set).length) await trx.updateTable("states").set(set).where("key", "=", key).execute();
  if (next) await setNext(trx, all, key, next);
  await recordChange(trx, actor, `state ${key}`, (name ?? before.name).en, changes);
  return stateOf(trx, key);
}

export const snapshot = ({ position: _, ...state }: State): Omit<State, "position"> => state;

/** After the last state of its category, or of one that comes before; the others make room. */
async function placeFor(trx: Trx, all: State[], category: State["category"]): Promise<number> {
  const order = ["new", "open", "waiting", "solved", "closed"];
  const before = all.filter((state) => order.indexOf(state.category) <= order.indexOf(category));
  const position = Math.max(0, ...before.map((state) => state.position)) + 1;
  await sql`update states set position = position + 1 where position >= ${position}`.execute(trx);
  return position;
}

/** What may follow becomes exactly this. */
async function setNext(trx: Trx, all: readonly { key: string }[], key: string, next: readonly string[]): Promise<void> {
  const unknown = next.find((each) => each === key || !all.some((state) => state.key === each));
  if (unknown) throw stateUnknown({ state: unknown }, { next: `There is no other state ${unknown}.` });
  await sql`delete from state_transitions where from_id = (select id from states where key = ${key})`.execute(trx);
  await sql`insert into state_transitions (from_id, to_id)
    select f.id, t.id from states f, states t where f.key = ${key} and t.key = any (${next}::text[])`.execute(trx);
}

const inOrder = (all: State[], keys: readonly string[]): string[] => [
  ...all.map((state) => state.key).filter((key) => keys.includes(key)),
  ...keys.filter((key) => !all.some((state) => state.key === key)),
];

async function stateOf(trx: Trx, key: string): Promise<State> {
  const found = (await listStates(trx)).find((state) => state.key === key);
  if (!found) throw stateNotFound();
  return found;
}
