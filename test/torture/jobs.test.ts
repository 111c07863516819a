// Jobs when connections break at the wrong moment.
import { setTimeout as pause } from "node:timers/promises";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../server/platform/db.ts";
import { type JobsOptions, startJobs } from "../../server/platform/job-runner.ts";
import { addJobs, type Task } from "../../server/platform/jobs.ts";
import { type TestDatabase, testDatabase } from "../setup/postgres.ts";
import { until } from "../support/desk.ts";
import { query } from "./support/reckoning.ts";

let server: TestDatabase;
let database: Awaited<ReturnType<typeof openDatabase>>;
const log = pino({ level: "silent" });

beforeAll(async () => {
  server = await testDatabase();
  database = await openDatabase({ url: server.url, log });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

async function withJobs(task: Task, work: () => Promise<void>, on: Partial<JobsOptions> = {}): Promise<void> {
  const jobs = await startJobs({ database, log, tasks: { try: task }, cron: {}, react: () => [], ...on });
  try {
    await work();
  } finally {
    await jobs.stop();
  }
}

test("a job that was given to a process which did not hear of it is done", async () => {
  const done: string[] = [];
  const task: Task = async ({ name }) => void done.push(name as string);
  await withJobs(task, async () => {
    const ours = "(select worker_ids[1] from instances where cardinality(worker_ids) > 0)";
    await until("workers noted", async () => (await query(server.url, `select ${ours} as id`))[0]);
    await addJobs(database.db, [
      { task: "try", payload: { name: "unheard" }, runAt: new Date(Date.now() + 3_600_000) },
    ]);
    const lock = `update graphile_worker._private_jobs set run_at = now() - interval '1 minute', attempts = 1,
      locked_at = now() - interval '1 minute', locked_by = ${ours}`;
    await query(server.url, lock);
    await until("the job done", async () => done.length > 0, 60_000);
  });
  expect(done).toEqual(["unheard"]);
});

test("a job is not done twice because it takes long", async () => {
  const begun: string[] = [];
  const task: Task = async ({ name }) => {
    begun.push(name as string);
    await query(server.url, "update graphile_worker._private_jobs set locked_at = now() - interval '1 hour'");
    await pause(7000);
  };
  await withJobs(task, async () => {
    await addJobs(database.db, [{ task: "try", payload: { name: "slow" } }]);
    const left = "select 1 from graphile_worker._private_jobs";
    await until("the job gone", async () => (await query(server.url, left)).length === 0, 60_000);
  });
  expect(begun).toEqual(["slow"]);
});

test("a runner that hangs is given up for a new one", async () => {
  const done: string[] = [];
  const task: Task = async ({ name }) => void done.push(name as string);
  let hangs = false;
  // A connection that is waited for and never comes.
  const connect = (...args: [never]) => (hangs ? new Promise<never>(() => {}) : database.pool.connect(...args));
  const pool = new Proxy(database.pool, {
    get: (target, name) => (name === "connect" ? connect : Reflect.get(target, name, target)),
  });
  await withJobs(
    task,
    async () => {
      hangs = true;
      await pause(2500);
      hangs = false;
      await addJobs(database.db, [{ task: "try", payload: { name: "waiting" } }]);
      await pause(500);
      expect(done).toEqual([]);
      await until("the job done", async () => done.length > 0, 20_000);
    },
    { database: { ...database, pool }, silentMs: 5000 },
  );
  expect(done).toEqual(["waiting"]);
});
