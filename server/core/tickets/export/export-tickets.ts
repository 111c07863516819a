// GET /tickets/export: the list as a table to take away.
import type { Readable } from "node:stream";
import type { Words } from "../../../../shared/base/schema.ts";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import { type ExportQuery, type TicketColumn, ticketColumns } from "../../../../shared/tickets/query.ts";
import type { Db } from "../../../platform/db.ts";
import { loadSettings } from "../../../platform/settings.ts";
import { tableOf } from "./cells.ts";
import { csvOf } from "./csv.ts";
import { pickTickets, readPortions } from "./export-rows.ts";
import { xlsxOf } from "./xlsx.ts";

const most = { csv: 100_000, xlsx: 20_000 };

export interface Exported {
  type: string;
  name: string;
  content: Readable | Buffer;
}

export async function exportTickets(db: Db, actor: Actor, query: ExportQuery): Promise<Exported> {
  const { desk } = await loadSettings(db);
  const ids = await pickTickets(db, actor, query, most[query.format]);
  const states = await db.selectFrom("states").select(["key", "name"]).execute();
  const table = tableOf({
    columns: (query.columns?.split(",") as TicketColumn[] | undefined) ?? ticketColumns,
    language: query.language ?? desk.language,
    timeZone: desk.timeZone,
    states: new Map(states.map(({ key, name }) => [key, name as unknown as Words])),
  });
  const portions = readPortions(db, actor, ids);
  const name = `tickets-${new Date().toISOString().slice(0, 10)}.${query.format}`;
  if (query.format === "csv") return { type: "text/csv; charset=utf-8", name, content: csvOf(table, portions) };
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { type, name, content: await xlsxOf(table, portions) };
}
