// One run of PostgreSQL: from start to exit.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { type Cluster, pathForPostgres, spawnOptions } from "./cluster.ts";
import { explain } from "./errors.ts";
import { readPidFile } from "./leftovers.ts";
import { until } from "./process.ts";

export type PostgresLog = Record<"debug" | "info" | "warn" | "error", (message: string) => void>;

export type Postmaster = {
  pid: number;
  /** Settles when the process has ended, however. */
  exited: Promise<string>;
  stop(): Promise<void>;
};

/** Starts PostgreSQL and waits until it takes connections; recovery after a crash may take its time. */
export async function startPostmaster(cluster: Cluster, log: PostgresLog): Promise<Postmaster> {
  const child = spawn(cluster.binaries.postgres, ["-D", pathForPostgres(cluster)], {
    ...spawnOptions(cluster),
    stdio: ["ignore", "ignore", "pipe"],
    // Ctrl-C goes to every process of the terminal's group, and PostgreSQL must outlive those who still write.
    detached: process.platform !== "win32",
  });
  const said = follow(child, log);
  const exited = exitOf(child);
  let reason: string | null = null;
  exited.then((how) => {
    reason = how;
  });
  const ready = () => isReady(cluster.folder, child.pid);
  if (!(await until(() => ready() || reason !== null, 5000))) {
    log.info("PostgreSQL recovers from an unclean stop");
    await until(() => ready() || reason !== null, Number.POSITIVE_INFINITY);
  }
  if (reason !== null) throw explain(`PostgreSQL did not start (${reason})`, said.join("\n"), cluster.folder);
  const guard = stopWhenWeDie(child.pid as number);
  exited.then(() => guard?.kill("SIGKILL"));
  return { pid: child.pid as number, exited, stop: () => stop(cluster, child, exited) };
}

function isReady(folder: string, pid: number | undefined): boolean {
  const file = readPidFile(folder);
  return file !== null && file.pid === pid && file.ready;
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
}

/** Passes on what PostgreSQL says, and keeps the last lines for an error. */
function follow(child: ChildProcess, log: PostgresLog): string[] {
  const last: string[] = [];
  if (!child.stderr) return last;
  createInterface({ input: child.stderr }).on("line", (line) => {
    last.push(line);
    if (last.length > 20) last.shift();
    if (/\b(PANIC|FATAL): /.test(line)) log.warn(`PostgreSQL: ${line}`);
    else log.debug(`PostgreSQL: ${line}`);
  });
  return last;
}

/** A shell that waits on a pipe from us: when we are killed, the pipe ends and PostgreSQL is told to stop. */
function stopWhenWeDie(pid: number): ChildProcess | null {
  if (process.platform === "win32") return null;
  const guard = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$0"', String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  guard.on("error", () => {}); // without a shell the next start finds PostgreSQL running and ends it
  guard.stdin?.on("error", () => {});
  guard.unref();
  return guard;
}

/** Rolls back what is open and writes what is committed; after 10 s without that, and after 5 s not at all. */
async function stop(cluster: Cluster, child: ChildProcess, exited: Promise<string>): Promise<void> {
  const ended = (milliseconds: number) =>
    Promise.race([exited.then(() => true), new Promise((resolve) => setTimeout(resolve, milliseconds, false).unref())]);
  if (process.platform === "win32") spawnSync(cluster.binaries.pgCtl, ["stop", "-D", cluster.folder, "-m", "fast"]);
  else child.kill("SIGINT");
  if (await ended(10_000)) return;
  child.kill("SIGQUIT");
  if (await ended(5000)) return;
  child.kill("SIGKILL");
  await exited;
}
