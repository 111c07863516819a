// The messages that somebody picked to go elsewhere.
import { type RawBuilder, sql } from "kysely";
import type { Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";

export interface Picked {
  id: string;
  conversation_id: string;
  kind: string;
  automatic: boolean;
  author_id: string | null;
  subject: string | null;
  text: string;
  at: Date;
}

export const ofTicket = (ticketId: string) =>
  sql<boolean>`exists (select from ticket_messages tm where tm.ticket_id = ${ticketId} and tm.message_id = m.id)`;

/** In the order of their time. `where` is a condition on `m`; 422 naming `field` when it does not hold for one of them. */
export async function pickMessages(
  trx: Trx,
  where: RawBuilder<boolean>,
  ids: readonly string[],
  field: string,
): Promise<Picked[]> {
  const { rows } = await sql<Picked>`
    select m.id, m.conversation_id, m.kind, m.automatic, m.author_id, m.subject, m.text, m.at from messages m
    where m.id = any (${ids}::bigint[]) and ${where} order by m.at, m.id`.execute(trx);
  if (rows.length < new Set(ids).size) throw invalidField(field, "names a message that does not stand here");
  return rows;
}

/** 422 when a ticket would be left without anything that somebody said. */
export async function requireSomethingLeft(trx: Trx, ticketId: string, taken: readonly string[]): Promise<void> {
  const { rows } = await sql`
    select from ticket_messages where ticket_id = ${ticketId} and number is not null
      and message_id <> all (${taken}::bigint[]) limit 1`.execute(trx);
  if (rows.length === 0) throw invalidField("messages", "are all that the ticket has: merge it instead");
}
