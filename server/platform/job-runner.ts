// Runs the jobs (see jobs.ts): keeps one runner of graphile-worker going, whatever happens to the database, and gives back
// what was locked for processes, runners or connections that are gone.
import { EventEmitter } from "node:events";
import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import { sql } from "kysely";
import type { Database, Db } from "./db.ts";
import type { StoredEvent } from "./feed.ts";
import { type Job, startDispatcher, type Task } from "./jobs.ts";
import type { Log } from "./log.ts";

export interface JobsOptions {
  database: Database;
  log: Log;
  tasks: Record<string, Task>;
  /** task name -> crontab pattern (UTC) */
  cron: Record<string, string>;
  react: (event: StoredEvent) => Job[];
  concurrency?: number;
  /** A runner that has nothing to do and does not ask for work for so long is given up. */
  silentMs?: number;
}

export interface Jobs {
  readonly running: boolean;
  stop(): Promise<void>;
}

const pollMs = 1000;

/** So long after its end a job may still be waiting for that to be written down. */
const writtenDownMs = 30_000;

/** A runner, and what we know of it. */
interface Running {
  runner: Runner;
  workers: Set<string>;
  /** Jobs that it has -> until when (milliseconds since 1970); those still at work: for ever. */
  jobs: Map<string, number>;
  /** When it last asked for a job. */
  askedAt: number;
}

export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { database, log } = options;
  let stopped = false;
  let running: Running | null = await startRunner(options);
  const dispatcher = startDispatcher(database, options.react, log);
  const settle = () => void rememberAndRelease(database, running, log);
  database.watch.onBack(() => {
    settle();
    void hurryJobs(database.db, true).catch(() => {});
  });
  const timer = setInterval(settle, 5000);
  settle();
  const kept = keepRunning();

  /** The runner gives up when it cannot write down what became of a job, as when the database goes away just then. */
  async function keepRunning(): Promise<void> {
    while (!stopped) {
      try {
        running ??= await startRunner(options);
        settle();
        if (stopped) await running.runner.stop();
        await endOf(running, options.silentMs);
        void running.runner.stop().catch(() => {});
      } catch (error) {
        if (!stopped && database.watch.healthy) log.error({ err: error }, "the job runner stopped");
      }
      running = null;
      if (stopped) return;
      log.warn("the job runner is started again");
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  return {
    get running() {
      return running !== null;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await dispatcher.stop();
      await running?.runner.stop().catch(() => {});
      await kept;
    },
  };
}

/** Resolves when it has ended, or has nothing to do and has not asked for work for long: it hangs, whatever the reason. */
async function endOf(running: Running, silentMs = 15_000): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      const busy = [...running.jobs.values()].includes(Number.POSITIVE_INFINITY);
      if (!busy && Date.now() - running.askedAt >= silentMs) resolve();
    }, 1000);
  });
  try {
    await Promise.race([running.runner.promise, silence]);
  } finally {
    clearInterval(timer);
  }
}

async function startRunner({ database, log, tasks, cron, concurrency = 2 }: JobsOptions): Promise<Running> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload as Record<string, string>)]),
  );
  const items: CronItem[] = Object.entries(cron).map(([task, match]) => ({ task, match, identifier: task }));
  const known: Omit<Running, "runner"> = { workers: new Set(), jobs: new Map(), askedAt: Date.now() };
  const events = new EventEmitter() as WorkerEvents;
  // Jobs are locked by the pool's id, not by that of the worker in it.
  events.on("pool:create", ({ workerPool }) => {
    known.workers.add(workerPool.id);
  });
  events.on("worker:getJob:start", () => {
    known.askedAt = Date.now();
  });
  events.on("job:start", ({ job }) => {
    known.jobs.set(job.id, Number.POSITIVE_INFINITY);
  });
  events.on("job:complete", ({ job }) => {
    known.jobs.set(job.id, Date.now() + writtenDownMs);
  });
  const runner = await run({
    pgPool: database.pool,
    taskList,
    concurrency,
    noHandleSignals: true,
    pollInterval: pollMs,
    parsedCronItems: parseCronItems(items),
    logger: workerLogger(log),
    events,
    // Batches, if only of one: what becomes of a job is else written down by a promise that nobody waits for, and the first
    // lost connection would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  return Object.assign(known, { runner });
}

/** Unlocks jobs whose worker belongs to no living process: graphile-worker itself would wait four hours. */
async function releaseDeadJobs(db: Db): Promise<void> {
  const { rows } = await sql<{ locked_by: string }>`
    select distinct locked_by from graphile_worker._private_jobs j
    where locked_by is not null and locked_at < now() - interval '5 seconds'
      and not exists (select from instances i where instance_alive(i.id) and j.locked_by = any (i.worker_ids))`.execute(
    db,
  );
  if (rows.length === 0) return;
  await sql`select graphile_worker.force_unlock_workers(${rows.map((row) => row.locked_by)}::text[])`.execute(db);
}

/**
 * A job that failed because the database went away is tried again now that it is back: each such failure counts as a try,
 * and after a few of them graphile-worker would wait for minutes. Receipts are promised within seconds (F15). `every`: also
 * those whose failure does not say so; it may have many words.
 */
async function hurryJobs(db: Db, every = false): Promise<void> {
  await sql`select graphile_worker.reschedule_jobs(array(
    select id from graphile_worker.jobs
    where locked_at is null and attempts > 0 and attempts < max_attempts and run_at > now() + interval '2 seconds'
      and (${every} or last_error ~* 'connection|terminat|not reachable|queryable|timeout|econn|epipe|socket|stream|the database system is')),
    run_at => now())`.execute(db);
}

/**
 * A job that was given to this process, which never heard of it because the connection broke before the answer: it would
 * stay locked as long as the process lives.
 */
async function releaseUnheard(db: Db, workers: string[], known: string[]): Promise<void> {
  await sql`update graphile_worker._private_jobs set locked_by = null, locked_at = null, run_at = greatest(run_at, now())
    where locked_by = any (${workers}::text[]) and locked_at < now() - interval '10 seconds'
      and id <> all (${known}::bigint[])`.execute(db);
}

/** Notes which workers belong to this process, and gives back the jobs of those that belong to a dead one. */
async function rememberAndRelease(database: Database, running: Running | null, log: Log): Promise<void> {
  const { instance } = database.watch;
  if (instance === null) return;
  const workers = [...(running?.workers ?? [])];
  const jobs = running?.jobs ?? new Map<string, number>();
  for (const [id, until] of jobs) if (until < Date.now()) jobs.delete(id);
  try {
    await database.db.updateTable("instances").set({ worker_ids: workers }).where("id", "=", instance).execute();
    await releaseDeadJobs(database.db);
    await releaseUnheard(database.db, workers, [...jobs.keys()]);
    await hurryJobs(database.db);
  } catch (error) {
    if (database.watch.healthy) log.warn({ err: error }, "jobs of a dead process could not be released");
  }
}

function workerLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    if (level === "error") log.error({ scope, meta }, message);
    else if (level === "warning") log.warn({ scope }, message);
    else log.debug({ scope }, message);
  });
}
