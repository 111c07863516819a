// Undo: each row becomes what it was before the operation, as far as nobody has changed it since; what came since stays.
import { sql } from "kysely";
import type { Trx } from "../../../platform/db.ts";
import { type Kept, keyOf, type Row, type RowChange, readRows, same, wholeTickets } from "./rows.ts";

export async function putBack(
  trx: Trx,
  changes: readonly RowChange[],
  ticketIds: readonly string[],
  conversationIds: readonly string[],
): Promise<void> {
  const touched = wholeTickets.filter(({ table }) => changes.some((change) => change.table === table));
  const now = await readRows(trx, touched, ticketIds, conversationIds);
  const gone = await goneReferences(trx);
  for (const kept of touched) {
    const mine = changes.filter((change) => change.table === kept.table);
    const rows = now.get(kept.table) ?? new Map<string, Row>();
    // Tickets that the operation made stay: somebody may have been told their numbers.
    const came = mine.filter(({ before }) => before === null).map(({ after }) => after as Row);
    if (kept.table !== "tickets") await remove(trx, kept, came);
    for (const { before, after } of mine) {
      const current = before && after ? rows.get(keyOf(kept, after)) : undefined;
      if (before && after && current) await change(trx, kept, revert(kept, before, after, current, gone));
    }
    await add(
      trx,
      kept,
      mine.flatMap(({ before, after }) => (before && !after ? [before] : [])),
    );
  }
}

/** The row's columns to write. */
function revert(kept: Kept, before: Row, after: Row, current: Row, gone: References): { row: Row; columns: string[] } {
  const row = { ...current };
  const columns: string[] = [];
  for (const group of kept.groups) {
    const pick = (from: Row) => group.map((column) => from[column]);
    if (same(pick(before), pick(after)) || !same(pick(current), pick(after))) continue;
    if (group.some((column) => gone(column, before[column]))) continue;
    for (const column of group) row[column] = before[column];
    columns.push(...group);
  }
  for (const column of kept.sums) {
    const difference = Number(before[column]) - Number(after[column]);
    if (difference === 0) continue;
    row[column] = Number(current[column]) + difference;
    columns.push(column);
  }
  return { row, columns };
}

type References = (column: string, id: unknown) => boolean;

/** A state or a queue may have been removed since. */
async function goneReferences(trx: Trx): Promise<References> {
  const ids = async (table: "states" | "queues") =>
    new Set((await trx.selectFrom(table).select("id").execute()).map(({ id }) => id));
  const there: Record<string, Set<string>> = { state_id: await ids("states"), queue_id: await ids("queues") };
  return (column, id) => there[column] !== undefined && id !== null && !there[column].has(String(id));
}

const isRow = (kept: Kept) =>
  sql.join(
    kept.key.map((column) => sql`x.${sql.ref(column)} = r.${sql.ref(column)}`),
    sql` and `,
  );
const listed = (table: string, rows: Row[]) =>
  sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;

async function remove(trx: Trx, kept: Kept, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`delete from ${sql.table(kept.table)} x using ${listed(kept.table, rows)} r where ${isRow(kept)}`.execute(
    trx,
  );
}

async function add(trx: Trx, kept: Kept, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into ${sql.table(kept.table)} select r.* from ${listed(kept.table, rows)} r on conflict do nothing`.execute(
    trx,
  );
}

/** Nothing else may stand where the row goes back to: a draft by the same author, the same point. */
const place: Record<string, string[]> = { drafts: ["author_id"], checklist_items: ["message_id", "point"] };

async function change(trx: Trx, kept: Kept, { row, columns }: { row: Row; columns: string[] }): Promise<void> {
  if (columns.length === 0) return;
  const table = sql.table(kept.table);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(columns.map((column) => sql`r.${sql.ref(column)}`));
  const other = place[kept.table];
  const free = other
    ? sql`and not exists (select from ${table} y where y.id <> r.id and y.ticket_id = r.ticket_id
        and ${sql.join(
          other.map((column) => sql`y.${sql.ref(column)} = x.${sql.ref(column)}`),
          sql` and `,
        )})`
    : sql``;
  await sql`update ${table} x set (${names}) = row(${values}) from ${listed(kept.table, [row])} r where ${isRow(kept)} ${free}`.execute(
    trx,
  );
}
