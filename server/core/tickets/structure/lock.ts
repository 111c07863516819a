// Several tickets for one write, locked in the order of their ids so that two such writes wait for each other once.
import { type RawBuilder, sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../platform/db.ts";
import { ticketsVisibleTo } from "../../conversations/index.ts";
import { ticketMerged, ticketNotFound } from "../errors.ts";
import { type TicketRow, ticketColumns } from "../visible-ticket.ts";

export type FullRow = TicketRow & { unanswered: boolean; active: boolean; language: string | null; channel: string };

/** Those of them that the actor may see, merged ones too. */
export async function lockVisible(trx: Trx, actor: Actor, numbers: readonly string[]): Promise<FullRow[]> {
  return lockWhere(trx, actor, sql`t.number = any (${numbers}::text[])`);
}

async function lockWhere(trx: Trx, actor: Actor, which: RawBuilder<unknown>): Promise<FullRow[]> {
  const { rows } = await sql<FullRow>`
    select ${ticketColumns}, t.unanswered, t.active, t.language, t.channel from tickets t
    where ${which} and ${ticketsVisibleTo(actor)} order by t.id for update of t`.execute(trx);
  return rows;
}

/** The same by id. */
export async function lockVisibleById(trx: Trx, actor: Actor, ids: readonly string[]): Promise<FullRow[]> {
  return lockWhere(trx, actor, sql`t.id = any (${ids}::bigint[])`);
}

/** All of them, in the order asked for; 404 when one is not to be seen, 409 when one was merged. */
export async function lockTickets(trx: Trx, actor: Actor, numbers: readonly string[]): Promise<FullRow[]> {
  const rows = await lockVisible(trx, actor, numbers);
  return numbers.map((number) => {
    const row = rows.find((each) => each.number === number);
    if (!row) throw ticketNotFound();
    if (row.merged_into_id !== null) throw ticketMerged({ number });
    return row;
  });
}
