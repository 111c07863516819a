// What a start finds after kill -9: a PostgreSQL that outlived its Listek, or parts of one that outlived their head.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { socketFile, socketFolderOf } from "./listen.ts";
import { isAlive, isTaken, signal, until } from "./process.ts";

/** Ends every PostgreSQL process of this cluster, gently if it has time for that. Call it only while holding the lock. */
export async function endLeftovers(folder: string): Promise<void> {
  const head = readPidFile(folder)?.pid;
  if (head === undefined) return;
  const gone = () => processesOf(folder, head).length === 0;
  if (processesOf(folder, head).includes(head)) signal(head, "SIGINT");
  if (!(await until(gone, 2000))) {
    for (const name of ["SIGQUIT", "SIGKILL"] as const) {
      for (const pid of processesOf(folder, head)) signal(pid, name);
      if (await until(gone, 1000)) break;
    }
  }
  // PostgreSQL would take any other process with this number, or a dead one that nobody reaped, for its own and refuse.
  if (gone() && isTaken(head)) for (const file of lockFiles(folder)) fs.rmSync(file, { force: true });
}

function lockFiles(folder: string): string[] {
  return [path.join(folder, "postmaster.pid"), `${socketFile(socketFolderOf(folder))}.lock`];
}

export type PidFile = { pid: number; port: number; ready: boolean };

/** postmaster.pid: there while PostgreSQL runs, and after it was killed. */
export function readPidFile(folder: string): PidFile | null {
  const file = path.join(folder, "postmaster.pid");
  if (!fs.existsSync(file)) return null;
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" } : null;
}

/** PostgreSQL's processes work in the folder of their cluster, which tells them from all others. */
function processesOf(folder: string, head: number): number[] {
  if (process.platform !== "linux") return isPostgres(head) ? [head] : [];
  const real = fs.realpathSync(folder);
  return fs
    .readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && worksIn(pid, real));
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return (
      fs.readlinkSync(`/proc/${pid}/cwd`) === folder &&
      fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres"
    );
  } catch {
    return false; // it ended meanwhile, or belongs to another account
  }
}

function isPostgres(pid: number): boolean {
  const list =
    process.platform === "win32" ? ["tasklist", "/FI", `PID eq ${pid}`] : ["ps", "-o", "comm=", "-p", `${pid}`];
  const [command, ...args] = list as [string, ...string[]];
  return isAlive(pid) && /postgres/.test(spawnSync(command, args, { encoding: "utf8" }).stdout ?? "");
}
