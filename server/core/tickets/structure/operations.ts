// What was done as one thing: kept with how everything was before, so that it can be undone as one thing.
import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { OperationKind } from "../../../../shared/tickets/structure.ts";
import type { Trx } from "../../../platform/db.ts";
import { differences, type Kept, type RowChange, readRows } from "./rows.ts";

/** What was done, and the numbers of the tickets concerned. */
export interface Done {
  operation: string;
  numbers: string[];
}

export interface Undoing {
  changes: RowChange[];
  /** Tickets that it made. */
  made: string[];
  conversations: string[];
}

const nothing: Undoing = { changes: [], made: [], conversations: [] };

export async function insertOperation(trx: Trx, actor: Actor, kind: OperationKind): Promise<string> {
  const row = await trx
    .insertInto("operations")
    .values({ kind, actor_id: actor.personId, before: JSON.stringify(nothing) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface Scope {
  kept: readonly Kept[];
  tickets: readonly string[];
  conversations?: readonly string[];
}

/** Does `work` as (a part of) the operation. It answers with the ids of tickets that it made. */
export async function asPartOf(
  trx: Trx,
  operation: string,
  { kept, tickets, conversations = [] }: Scope,
  work: () => Promise<string[]>,
): Promise<void> {
  const before = await readRows(trx, kept, tickets, conversations);
  const made = await work();
  const after = await readRows(trx, kept, [...tickets, ...made], conversations);
  await addToOperation(
    trx,
    operation,
    { changes: differences(kept, before, after), made, conversations: [...conversations] },
    tickets,
  );
}

async function addToOperation(trx: Trx, id: string, more: Undoing, tickets: readonly string[]): Promise<void> {
  const row = await trx.selectFrom("operations").select("before").where("id", "=", id).executeTakeFirstOrThrow();
  const known = row.before as unknown as Undoing;
  const before: Undoing = {
    changes: [...known.changes, ...more.changes],
    made: [...known.made, ...more.made],
    conversations: [...known.conversations, ...more.conversations],
  };
  await trx
    .updateTable("operations")
    .set({ before: JSON.stringify(before) })
    .where("id", "=", id)
    .execute();
  await sql`insert into operation_tickets (operation_id, ticket_id)
    select ${id}, unnest(${[...tickets, ...more.made]}::bigint[]) on conflict do nothing`.execute(trx);
}

export async function markUndone(trx: Trx, actor: Actor, id: string): Promise<void> {
  await trx
    .updateTable("operations")
    .set({ undone_at: new Date(), undone_by: actor.personId })
    .where("id", "=", id)
    .execute();
}
