// Loading as PostgreSQL likes it best, for this transaction only and where the account may. Foreign keys are checked by
// one join each instead of by a look-up for each of millions of rows, and nothing is committed before all of them hold.
// Rows go into tables that were renewed by the same transaction, so they need no second writing to be marked as old.
import { sql } from "kysely";
import type { Trx } from "../../server/platform/db.ts";
import { deskNotEmpty } from "../empty-desk.ts";
import { tables } from "./tables.ts";

/** Tables that a seed fills and finds empty on an empty desk. */
const renewed = [
  "conversations",
  "conversation_participants",
  "tickets",
  "ticket_conversations",
  "ticket_links",
  "ticket_messages",
  "ticket_tags",
  "messages",
  "message_attachments",
  "deliveries",
] as const;

/** The tables that may be loaded frozen. */
export type Renewed = ReadonlySet<string>;

/** null where the account may not: then each row is checked as ever, which takes about twice as long. */
export async function prepareLoading(trx: Trx): Promise<Renewed | null> {
  const { rows } = await sql<{ may: boolean }>`
    select has_parameter_privilege('session_replication_role', 'set') as may`.execute(trx);
  if (!rows[0]?.may) return null;
  await sql`set local session_replication_role = 'replica'`.execute(trx);
  const all = [...renewed, ...(await tablesReferringTo(trx, renewed))];
  for (const table of all) await requireEmpty(trx, table);
  await sql`truncate ${sql.join(all.map((table) => sql.id(table)))}`.execute(trx);
  return new Set(renewed);
}

/** Those too are to be empty: only together can they be renewed. */
async function tablesReferringTo(trx: Trx, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    with recursive referring (id) as (
      select c.oid from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any (${names}::text[])
      union select k.conrelid from pg_constraint k join referring r on k.confrelid = r.id where k.contype = 'f'
    ) select c.relname as name from referring r join pg_class c on c.oid = r.id where c.relname <> all (${names}::text[])`.execute(
    trx,
  );
  return rows.map(({ name }) => name);
}

/** Nothing is ever taken away: a table with a row in it is not renewed. */
async function requireEmpty(trx: Trx, table: string): Promise<void> {
  const { rows } = await sql<{ used: boolean }>`select exists (select from ${sql.id(table)}) as used`.execute(trx);
  if (rows[0]?.used) throw deskNotEmpty({ why: `it has ${table}` });
}

interface Reference {
  name: string;
  child: string;
  column: string;
  parent: string;
  key: string;
}

/** Throws when a row refers to one that is not there. */
export async function checkReferences(trx: Trx): Promise<void> {
  await sql`set local session_replication_role = 'origin'`.execute(trx);
  await sql`set local work_mem = '64MB'`.execute(trx);
  for (const { name, child, column, parent, key } of await referencesOf(trx, Object.keys(tables))) {
    const { rows } = await sql<{ broken: boolean }>`
      select exists (select from ${sql.id(child)} c where c.${sql.id(column)} is not null
        and not exists (select from ${sql.id(parent)} p where p.${sql.id(key)} = c.${sql.id(column)})) as broken`.execute(
      trx,
    );
    if (rows[0]?.broken) throw new Error(`the seed broke ${name}: a row of ${child} has a ${column} that is not there`);
  }
}

async function referencesOf(trx: Trx, children: string[]): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select k.conname as name, c.relname as child, ca.attname as column, p.relname as parent, pa.attname as key
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
    join pg_attribute ca on ca.attrelid = c.oid and ca.attnum = k.conkey[1]
    join pg_attribute pa on pa.attrelid = p.oid and pa.attnum = k.confkey[1]
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.relname = any (${children}::text[])
    order by k.conname`.execute(trx);
  return rows;
}
