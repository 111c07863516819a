// Ids that the seed gives out itself, because rows of several tables refer to each other within one COPY.
import { sql } from "kysely";
import type { Trx } from "../../server/platform/db.ts";

/** Table -> the last id its sequence has given out; `ticket_numbers` is a sequence of its own. */
export type LastIdOf<K extends string> = Record<K, number>;

const sequenceOf = (name: string): string => (name === "ticket_numbers" ? name : `${name}_id_seq`);

export async function lastIds<K extends string>(trx: Trx, names: readonly K[]): Promise<LastIdOf<K>> {
  const found: Partial<LastIdOf<K>> = {};
  for (const name of names) {
    const { rows } = await sql<{ last: string }>`
      select case when is_called then last_value else last_value - 1 end as last from ${sql.id(sequenceOf(name))}`.execute(
      trx,
    );
    found[name] = Number(rows[0]?.last);
  }
  return found as LastIdOf<K>;
}

/** From here on the database gives out the ids after these. */
export async function setLastIds(trx: Trx, ids: Record<string, number>): Promise<void> {
  for (const [name, last] of Object.entries(ids)) {
    if (last > 0) await sql`select setval(${sequenceOf(name)}::regclass, ${last})`.execute(trx);
  }
}
