// `listek verify`: proves the history. Prints the first break and exits 1.
import { checkMessages, findUnvouchedMessage } from "../core/conversations/index.ts";
import { type ChainReport, sealOnce, verifyChain } from "../platform/chain.ts";
import type { Database } from "../platform/db.ts";
import { withDesk } from "./open-desk.ts";

/** Chain, events, messages, files' names and raw mails. Seals what is new first, so that it is looked at too. */
export async function verifyHistory(database: Database): Promise<ChainReport> {
  while ((await sealOnce(database)) > 0) {}
  const report = await verifyChain(database.db, (events) => checkMessages(database.db, events));
  if (!report.ok) return report;
  const stray = await findUnvouchedMessage(database.db);
  return stray ? { ok: false, problem: stray } : report;
}

export async function verify(): Promise<number> {
  return withDesk(async ({ desk }) => {
    const report = await verifyHistory(desk.database);
    if (report.ok) {
      console.log(
        `The history is whole: ${report.events} events in ${report.blocks} blocks, and every message is what it was.`,
      );
      return 0;
    }
    console.error(`The history is broken: ${report.problem}.`);
    return 1;
  });
}
