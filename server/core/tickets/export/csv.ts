// CSV as spreadsheets read it: with a mark that it is UTF-8, and no cell that they would take for a formula.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import type { TicketSummary } from "../../../../shared/tickets/schema.ts";
import type { Cell, Table } from "./cells.ts";

export function csvOf(table: Table, portions: AsyncIterable<TicketSummary[]>): Readable {
  const lines = stringify({ bom: true, escape_formulas: true, record_delimiter: "\r\n" });
  // What goes wrong destroys both; the reader of the lines hears of it.
  pipeline(Readable.from(records(table, portions)), lines).catch(() => {});
  return lines;
}

async function* records(
  table: Table,
  portions: AsyncIterable<TicketSummary[]>,
): AsyncGenerator<(string | number | null)[]> {
  yield table.header;
  for await (const portion of portions) for (const ticket of portion) yield table.cells(ticket).map(plain);
}

const plain = (cell: Cell): string | number | null => (typeof cell === "object" && cell !== null ? cell.time : cell);
