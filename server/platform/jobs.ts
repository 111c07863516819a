// Work that may be done later and again: graphile-worker, fed from the event feed. A reaction is enqueued in the same
// transaction that moves the feed's cursor, so that every event leads to each of its jobs exactly once, whatever is
// killed when, and writers of events pay nothing for it.
import { sql } from "kysely";
import type { Database, Db, Trx } from "./db.ts";
import { lockCursor, moveCursor, positionOf, readFeed, type StoredEvent } from "./feed.ts";
import type { Log } from "./log.ts";

export interface Job {
  task: string;
  payload: Record<string, unknown>;
  /** Small ones of the same task may share a job: its payload is then `{items: [payload, …]}`, and it must stand repeating. */
  shares?: boolean;
  runAt?: Date;
  /** A job with the same key that has not run yet is replaced. */
  key?: string;
  maxAttempts?: number;
}

export type Task = (payload: Record<string, string>) => Promise<void>;

/** A task whose jobs may be shared (see Job): does each item in turn. */
export const eachOf =
  (task: Task): Task =>
  async (payload) => {
    const { items } = payload as unknown as { items: Record<string, string>[] };
    for (const item of items) await task(item);
  };

export async function addJobs(trx: Trx | Db, jobs: Job[]): Promise<void> {
  if (jobs.length === 0) return;
  const specs = jobs.map((job) => ({
    identifier: job.task,
    payload: job.payload,
    run_at: job.runAt,
    job_key: job.key,
    max_attempts: job.maxAttempts ?? 25,
  }));
  await sql`select graphile_worker.add_jobs(
    array(select json_populate_recordset(null::graphile_worker.job_spec, ${JSON.stringify(specs)}::json)))`.execute(
    trx,
  );
}

const sharedAtMost = 10;

/** Many small jobs of one task in few: each job costs a transaction to take and one to finish. */
export function shareJobs(jobs: Job[]): Job[] {
  const alone = jobs.filter((job) => !job.shares);
  const byTask = Map.groupBy(
    jobs.filter((job) => job.shares),
    (job) => job.task,
  );
  for (const [task, group] of byTask) {
    for (let i = 0; i < group.length; i += sharedAtMost) {
      const items = group.slice(i, i + sharedAtMost).map((job) => job.payload);
      alone.push({ task, payload: { items } });
    }
  }
  return alone;
}

const reader = "reactions";
const batch = 500;

/** Turns new events into jobs. Returns how many events were read. */
export async function dispatchOnce(database: Database, react: (event: StoredEvent) => Job[]): Promise<number> {
  return database.transact(async (trx) => {
    const position = await lockCursor(trx, reader);
    if (!position) return 0;
    const events = await readFeed(trx, position, batch);
    const last = events.at(-1);
    if (!last) return 0;
    await addJobs(trx, shareJobs(events.flatMap(react)));
    await moveCursor(trx, reader, positionOf(last));
    return events.length;
  });
}

/** From here on nothing is reacted to that happened before: imported and seeded history stays silent. */
export async function skipReactions(trx: Trx): Promise<void> {
  const here = {
    era: sql<number>`current_era()`,
    tx: sql<string>`pg_current_xact_id()`,
    id: String(Number.MAX_SAFE_INTEGER),
  };
  await trx
    .insertInto("feed_cursors")
    .values({ name: reader, ...here })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(here))
    .execute();
}

const pollMs = 1000;

/** What happens within it is reacted to together: one batch of events, few jobs. */
const gatherMs = 100;

/** Turns events into jobs as they come. */
export function startDispatcher(
  database: Database,
  react: (event: StoredEvent) => Job[],
  log: Log,
): { stop(): Promise<void> } {
  let stopped = false;
  let again = false;
  let running: Promise<void> | null = null;
  const run = () => {
    again = true;
    if (stopped || running) return;
    running = drain().finally(() => {
      running = null;
      if (again && !stopped) run();
    });
  };
  async function drain(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    again = false;
    try {
      while (!stopped && (await dispatchOnce(database, react)) === batch) {}
    } catch (error) {
      if (database.watch.healthy) log.error({ err: error }, "reactions could not be enqueued; trying again");
    }
  }
  // What has committed is readable when every older transaction has ended too: look again a moment after the ring.
  let later: NodeJS.Timeout | undefined;
  const off = database.bell.on("events", () => {
    run();
    later ??= setTimeout(() => {
      later = undefined;
      run();
    }, 300);
  });
  const timer = setInterval(run, pollMs);
  run();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(later);
      off();
      await running;
    },
  };
}
