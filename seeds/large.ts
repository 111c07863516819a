// `listek seed large --tickets N`: a desk of any size, to measure on. Everything up to the last row is one transaction.
import { on } from "node:events";
import { Worker } from "node:worker_threads";
import { sql } from "kysely";
import type { Database, Trx } from "../server/platform/db.ts";
import { record } from "../server/platform/events.ts";
import { skipReactions } from "../server/platform/jobs.ts";
import { readSettings } from "../server/platform/settings.ts";
import { systemActor } from "../shared/identity/permissions.ts";
import { requireEmptyDesk } from "./empty-desk.ts";
import type { DeskSetup } from "./large/desk-writer.ts";
import { benchAccount, writeDirectory } from "./large/directory.ts";
import type { Generated } from "./large/generate.ts";
import { lastIds, setLastIds } from "./large/last-ids.ts";
import { writeLedger } from "./large/ledger.ts";
import { checkReferences, prepareLoading } from "./large/loading.ts";
import { markSealed, sealEarlier } from "./large/sealing.ts";
import { openSession, type Session } from "./large/session.ts";
import { Rows } from "./large/tables.ts";
import { drainSealer } from "./seal.ts";
import { loadStates } from "./states.ts";

export interface LargeOptions {
  tickets: number;
  databaseUrl: string;
}
type Say = (line: string) => void;

/** Fills an empty desk with made-up tickets of the last three years; nobody is notified. Throws 409 for any other desk. */
export async function seedLarge(database: Database, { tickets, databaseUrl }: LargeOptions, log: Say): Promise<void> {
  await database.transact(requireEmptyDesk);
  const session = await openSession(databaseUrl);
  try {
    await session.db.transaction().execute((trx) => writeDesk(trx, session, tickets, log));
  } finally {
    await session.close();
  }
  await drainSealer(database);
  log("Tidying the tables up …");
  // Rows are marked as visible to all and counted now: else the first to read them would pay for it, and measure it.
  await database.pool.query("vacuum (analyze)");
  log(`Done. Sign in as ${benchAccount.email} with the password ${benchAccount.password}.`);
}

async function writeDesk(trx: Trx, session: Session, tickets: number, log: Say): Promise<void> {
  await keepOthersOut(trx);
  await requireEmptyDesk(trx);
  const now = new Date();
  const setup = await prepare(trx, session, tickets, now);
  const renewed = await prepareLoading(trx);
  if (renewed) session.freeze(renewed);
  const last = await generateAll(session, setup, tickets, log);
  if (renewed) await checkReferences(trx);
  await writeLedger(trx);
  const { running, ...ids } = last;
  await setLastIds(trx, { ...ids, ticket_numbers: running });
  await markSealed(trx, last.events);
  await record(trx, { kind: "desk.seeded", actor: systemActor, at: now, data: { seed: "large", tickets } });
  await skipReactions(trx);
}

/** A running desk waits with what it would write: the ids are given out here, and the chain is made here. */
async function keepOthersOut(trx: Trx): Promise<void> {
  await sql`set local lock_timeout = '30s'`.execute(trx);
  await sql`lock table organizations, people, conversations, tickets, messages, deliveries, inbound_mail, events in share row exclusive mode`.execute(
    trx,
  );
}

async function prepare(trx: Trx, session: Session, tickets: number, now: Date): Promise<DeskSetup> {
  const rows = new Rows();
  const directory = await writeDirectory(trx, rows, tickets, now);
  const chain = await sealEarlier(trx, rows, now);
  await session.copy(rows.take());
  const settings = await readSettings(trx);
  const { ticket_numbers, ...ids } = await lastIds(trx, [
    "conversations",
    "tickets",
    "messages",
    "deliveries",
    "events",
    "ticket_numbers",
  ]);
  return {
    directory,
    states: Object.fromEntries([...(await loadStates(trx))].map(([key, { id }]) => [key, id])),
    lastIds: { ...ids, running: ticket_numbers },
    chain,
    numberFormat: settings.ticketNumber.format,
    timeZone: settings.desk.timeZone,
    now,
  };
}

/** Returns the last ids given out. */
async function generateAll(
  session: Session,
  setup: DeskSetup,
  tickets: number,
  log: Say,
): Promise<DeskSetup["lastIds"]> {
  const worker = new Worker(new URL("./large/generator-worker.ts", import.meta.url), {
    workerData: { setup, tickets },
    // Rows live for one batch: with room for it, hardly any of them is ever copied by the garbage collector.
    resourceLimits: { maxYoungGenerationSizeMb: 192 },
  });
  const report = progress(tickets, log);
  let last = setup.lastIds;
  try {
    for await (const [generated] of on(worker, "message", { close: ["exit"] })) {
      const { batch, tickets: sofar, lastIds: given } = generated as Generated;
      await session.copy(batch);
      worker.postMessage("more");
      last = given;
      report(sofar);
      if (sofar === tickets) break;
    }
  } finally {
    await worker.terminate();
  }
  if (last.tickets - setup.lastIds.tickets !== tickets) throw new Error("the generator ended before its work was done");
  return last;
}

function progress(tickets: number, log: Say): (sofar: number) => void {
  const start = performance.now();
  let said = start;
  return (sofar) => {
    const now = performance.now();
    if (now - said < 5000 && sofar < tickets) return;
    said = now;
    const rate = Math.round(sofar / ((now - start) / 1000));
    log(
      `${sofar.toLocaleString("en")} of ${tickets.toLocaleString("en")} tickets, ${rate.toLocaleString("en")} a second`,
    );
  };
}
