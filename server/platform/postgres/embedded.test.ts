import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clusterFolder } from "./cluster.ts";
import { type Embedded, runningDatabase, startEmbedded } from "./embedded.ts";
import { readPidFile } from "./leftovers.ts";
import { isAlive, signal, until } from "./process.ts";

const root = process.getuid?.() === 0;
const linux = process.platform === "linux";

let home: string;
let dataDir: string;
let stops: (() => Promise<unknown>)[];

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), "listek-embedded-")); // mode 0700: others cannot enter
  dataDir = path.join(home, "data");
  stops = [];
});

afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

describe("the embedded database", () => {
  it("starts, keeps what is written, and leaves no process behind", async () => {
    const first = await start();
    expect(first.isNew).toBe(true);
    await query(first.url, "CREATE TABLE kept AS SELECT lower('ŽÁBA ЖАБА') AS word");
    const pid = first.pid() as number;
    await first.stop();
    expect(isAlive(pid)).toBe(false);

    const second = await start();
    expect(second.isNew).toBe(false);
    expect(await query(second.url, "SELECT word FROM kept")).toEqual([{ word: "žába жаба" }]);
  });

  it("lets nobody in without the password", async () => {
    const { url } = await start();
    await expect(query(url.replace(/listek:[^@]+/, "listek:guess"), "SELECT 1")).rejects.toThrow(/password/);
    expect(fs.statSync(dataDir).mode & 0o077).toBe(0);
    expect(fs.statSync(path.join(dataDir, "postgres.password")).mode & 0o077).toBe(0);
  });

  it("refuses a second start and says who holds the data folder", async () => {
    const { url } = await start();
    const message = new RegExp(`held by another Listek: process ${process.pid}, since 20\\d\\d-`);
    await expect(startEmbedded({ dataDir, log: quiet, patience: 0 })).rejects.toThrow(message);
    expect((await startChild().told).error).toMatch(message);
    expect(runningDatabase(dataDir)).toBe(url);
  });

  it("waits a moment for one that is stopping", async () => {
    const first = await start();
    setTimeout(() => first.stop(), 300);
    expect((await start()).isNew).toBe(false);
  });

  it("lets exactly one of several simultaneous starts win", async () => {
    const told = await Promise.all([startChild(), startChild(), startChild()].map((child) => child.told));
    expect(told.filter((one) => one.url)).toHaveLength(1);
    expect(told.filter((one) => one.error?.includes("held by another Listek"))).toHaveLength(2);
  });

  it("restarts PostgreSQL when it is killed, at the same address, with what was committed", async () => {
    const database = await start();
    const heard: string[] = [];
    database.onExit((reason) => heard.push(reason));
    const restarted = new Promise<void>((resolve) => database.onRestart(resolve));
    await query(database.url, "CREATE TABLE kept AS SELECT 1 AS one");
    process.kill(database.pid() as number, "SIGKILL");
    await restarted;
    expect(heard).toEqual(["killed by SIGKILL"]);
    expect(await query(database.url, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  });

  it("recovers from the killing of one backend", async () => {
    const database = await start();
    const victim = new pg.Client({ connectionString: database.url });
    victim.on("error", () => {});
    await victim.connect();
    const { rows } = await victim.query("SELECT pg_backend_pid() AS pid");
    process.kill(rows[0].pid, "SIGKILL");
    const back = () => query(database.url, "SELECT 1 AS one").catch(() => null);
    await expect.poll(back, { timeout: 20_000 }).toEqual([{ one: 1 }]);
  });

  it.runIf(linux)("recovers from the killing of one process after the other", { timeout: 60_000 }, async () => {
    const database = await start();
    for (let round = 0; round < 10; round++) {
      for (let kill = 0; kill < 3; kill++) {
        const head = readPidFile(clusterFolder(dataDir))?.pid ?? 0;
        const [victim] = childrenOf(head, "postgres").toSorted(() => Math.random() - 0.5);
        if (victim) signal(victim, "SIGKILL");
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      }
      const back = () => query(database.url, "SELECT 1 AS one").catch(() => null);
      await expect.poll(back, { timeout: 10_000, message: `round ${round}` }).toEqual([{ one: 1 }]);
    }
  });

  it("starts again after its process was killed", async () => {
    const { process: child, told } = startChild();
    const { url, pid } = await told;
    await query(url as string, "CREATE TABLE kept AS SELECT 1 AS one");
    child.kill("SIGKILL");
    await once(child, "exit");
    const database = await start();
    expect(isAlive(pid as number)).toBe(false);
    expect(await query(database.url, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  });

  it.runIf(process.platform !== "win32")("stops PostgreSQL soon after its process was killed", async () => {
    const { process: child, told } = startChild();
    const { pid } = await told;
    child.kill("SIGKILL");
    expect(await until(() => !isAlive(pid as number), 3000)).toBe(true);
  });

  it.runIf(linux)("ends a PostgreSQL that nobody watches any more, and one that lost its head", async () => {
    const { process: child, told } = startChild();
    const { url, pid } = await told;
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    const busy = client.query("SELECT sum(a * b) FROM generate_series(1, 100000) a, generate_series(1, 100000) b");
    busy.catch(() => {});
    for (const guard of childrenOf(child.pid as number, "sh")) process.kill(guard, "SIGKILL");
    child.kill("SIGKILL");
    await once(child, "exit");
    process.kill(pid as number, "SIGKILL");
    const started = performance.now();
    await start();
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("is not stopped by a process that got the number of the dead PostgreSQL", async () => {
    await (await start()).stop();
    const pidFile = [process.ppid, path.join(dataDir, "postgres"), 0, 5432, ".", "", "", "ready", ""].join("\n");
    for (const name of ["postmaster.pid", ".s.PGSQL.5432.lock"])
      fs.writeFileSync(path.join(dataDir, "postgres", name), pidFile);
    await start();
    expect(isAlive(process.ppid)).toBe(true);
  });

  it.runIf(process.platform !== "win32")("finds a shorter place for its socket", async () => {
    dataDir = path.join(home, "long".repeat(30), "data");
    const database = await start();
    expect(await query(database.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(runningDatabase(dataDir)).toBe(database.url);
  });

  it("refuses the database of another major version", async () => {
    fs.mkdirSync(path.join(dataDir, "postgres"), { recursive: true });
    fs.writeFileSync(path.join(dataDir, "postgres", "PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow(/made by PostgreSQL 17.*pg_dump/);
  });

  it.runIf(root && linux)("runs for root under a lesser account, below a folder that it cannot enter", async () => {
    const database = await start();
    expect(fs.statSync(`/proc/${database.pid()}`).uid).not.toBe(0);
    expect(fs.statSync(home).mode & 0o777).toBe(0o700);
  });
});

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function start(): Promise<Embedded> {
  const database = await startEmbedded({ dataDir, log: quiet });
  stops.push(() => database.stop());
  return database;
}

type Told = { url?: string; pid?: number; error?: string };

function startChild(): { process: ChildProcess; told: Promise<Told> } {
  const child = fork(path.join(import.meta.dirname, "embedded.child.ts"), [dataDir], { execArgv: [] });
  stops.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  return { process: child, told: once(child, "message").then(([message]) => message as Told) };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function childrenOf(parent: number, name: string): number[] {
  const isOne = (pid: string) => {
    try {
      const [command, status] = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
      return command?.endsWith(`(${name}`) && Number(status?.split(" ")[1]) === parent;
    } catch {
      return false; // it ended meanwhile
    }
  };
  return fs
    .readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && isOne(pid))
    .map(Number);
}
