import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { State } from "../../../../shared/tickets/schema.ts";
import type { Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { changesBetween, recordChange } from "../../../platform/setting-changes.ts";
import { listStates } from "../workflow.ts";
import { lockWorkflow } from "./save-state.ts";

/** The first state of a category is the one that the desk takes when it moves a ticket by itself. */
export async function orderStates(trx: Trx, actor: Actor, keys: readonly string[]): Promise<State[]> {
  const before = (await lockWorkflow(trx)).map((state) => state.key);
  requireAll(keys, before);
  await sql`update states set position = array_position(${keys}::text[], key)`.execute(trx);
  await recordChange(trx, actor, "states", null, changesBetween({ order: before }, { order: [...keys] }));
  return listStates(trx);
}

/** Throws 422 when `keys` are not those that there are, each once. */
export function requireAll(keys: readonly string[], known: readonly string[]): void {
  const missing = known.find((key) => !keys.includes(key));
  const stray = keys.find((key) => !known.includes(key));
  if (missing) throw invalidField("keys", `must hold all of them: ${missing} is missing`);
  if (stray) throw invalidField("keys", `there is no ${stray}`);
}
