import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** Whether it runs. One that ended but that its parent never asked about (usual in containers) does not. */
export function isAlive(pid: number): boolean {
  return isTaken(pid) && !(process.platform === "linux" && /^[ZX]/.test(linuxStat(pid)?.[0] ?? ""));
}

/** Whether the system has given the number to some process, be it dead. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it lives, under another account
  }
}

/** What tells a process from a later one with the same number: when it was born; null where that is not to be had. */
export function birthOf(pid: number): string | null {
  if (process.platform === "linux") return linuxBirth(pid);
  if (process.platform === "win32") return null;
  return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() || null;
}

function linuxBirth(pid: number): string | null {
  const ticks = linuxStat(pid)?.[19];
  return ticks ? `${fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${ticks}` : null;
}

/** proc(5), from field 3 on: the name before it may hold spaces. */
function linuxStat(pid: number): string[] | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/** Sends a signal; that the process is gone already is as good. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Asks every 20 ms until `done` or until the time is over; says which. */
export async function until(done: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!done()) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
