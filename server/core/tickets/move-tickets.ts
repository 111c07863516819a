// What is in use is taken away by putting every ticket of it elsewhere first, each with an event of its own.
import { type RawBuilder, sql } from "kysely";
import type { InUse } from "../../../shared/tickets/settings.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { type EventAbout, type NewEvent, record } from "../../platform/events.ts";

const countAtMost = 10_000;
const atOnce = 500;

/** `where` is a condition on `t`. */
export async function ticketsIn(db: Db | Trx, where: RawBuilder<unknown>): Promise<InUse> {
  const { rows } = await sql<{ tickets: number }>`
    select count(*)::int as tickets from (select from tickets t where ${where} limit ${countAtMost + 1}) x`.execute(db);
  const found = rows[0]?.tickets ?? 0;
  return { tickets: Math.min(found, countAtMost), more: found > countAtMost };
}

/** "12", "more than 10000" */
export const countText = ({ tickets, more }: InUse): string => (more ? `more than ${tickets}` : String(tickets));

interface Moved {
  id: string;
  conversation_id: string;
  organization_id: string | null;
}

/** Sets `set` on every ticket that `where` finds, in order of their ids; returns how many there were. */
export async function moveTickets(
  trx: Trx,
  where: RawBuilder<unknown>,
  set: RawBuilder<unknown>,
  event: (about: EventAbout) => NewEvent,
): Promise<number> {
  let after = "0";
  for (let moved = 0; ; ) {
    const { rows } = await sql<Moved>`
      update tickets set ${set} where id in (
        select id from tickets t where ${where} and t.id > ${after} order by t.id limit ${atOnce} for update)
      returning id::text as id, conversation_id::text as conversation_id, organization_id::text as organization_id`.execute(
      trx,
    );
    if (rows.length === 0) return moved;
    moved += rows.length;
    after = rows.reduce((last, { id }) => (BigInt(id) > BigInt(last) ? id : last), after);
    const about = (row: Moved) => ({
      ticketId: row.id,
      conversationId: row.conversation_id,
      organizationId: row.organization_id,
    });
    await record(trx, ...rows.map((row) => event(about(row))));
  }
}
