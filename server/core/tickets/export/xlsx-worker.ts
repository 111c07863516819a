// A thread: takes a header, rows and an end; answers with the file.
import { parentPort } from "node:worker_threads";
import writeXlsxFile, { type Cell as XlsxCell } from "write-excel-file/node";
import type { Cell } from "./cells.ts";

const sheet: XlsxCell[][] = [];
/** XML, and so a sheet, cannot hold these; Excel takes no more than 32,767 characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const text = (value: string) => ({ type: String, value: value.replace(unfit, "").slice(0, 32_000) });

/** Text stays text, whatever it begins with. */
function asCell(cell: Cell): XlsxCell {
  if (cell === null || cell === "") return null;
  if (typeof cell === "number") return { type: Number, value: cell };
  if (typeof cell === "string") return text(cell);
  return { type: Date, value: new Date(`${cell.time.replace(" ", "T")}:00Z`), format: "yyyy-mm-dd hh:mm" };
}

parentPort?.on("message", async ({ header, rows, end }: { header?: string[]; rows?: Cell[][]; end?: boolean }) => {
  if (header) sheet.push(header.map((name) => ({ ...text(name), fontWeight: "bold" as const })));
  if (rows) for (const row of rows) sheet.push(row.map(asCell));
  if (end) parentPort?.postMessage(await writeXlsxFile(sheet, { stickyRowsCount: 1 }).toBuffer());
});
