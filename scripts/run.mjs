// Starts a script on the Node of the package and lives exactly as long as it does.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { nodeBinary, root } from "./lib.mjs";

/**
 * Runs a script on the package's Node, with our terminal, until it ends; resolves to its exit code. It gets each signal
 * that we get exactly once, and is told to stop when we are killed.
 */
export function run(script, args = [], { env = {}, nodeArgs = [], ownGroup = false, cwd = root } = {}) {
  const preload = new URL("./stop-with-parent.mjs", import.meta.url).href;
  const child = spawn(nodeBinary(), ["--import", preload, ...nodeArgs, script, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // In a group of its own Ctrl-C reaches only us, and we pass it on.
    detached: ownGroup && process.platform !== "win32",
  });
  const forwarded = ["SIGTERM", "SIGHUP", "SIGINT"].map((name) => forward(name, child, ownGroup));
  const watching = stopWithNpm(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearInterval(watching);
      for (const stop of forwarded) stop();
      resolve(code ?? (signal === "SIGINT" ? 130 : signal === "SIGKILL" ? 137 : 143));
    });
  });
}

function forward(name, child, ownGroup) {
  const fromTerminal = name === "SIGINT" && process.stdin.isTTY && !ownGroup;
  const listener = () => fromTerminal || child.kill(name);
  process.on(name, listener);
  return () => process.off(name, listener);
}

/** Killing npm with -9 leaves its script behind; then the next start would find the data folder held. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const npm = startedBy();
  return setInterval(() => startedBy() === npm || child.kill("SIGTERM"), 300);
}

/** Our parent; and its parent too where npm has put a shell between, as we can see on Linux. */
function startedBy() {
  const parent = process.ppid;
  try {
    const isShell = fs.readFileSync(`/proc/${parent}/cmdline`, "utf8").split("\0")[1] === "-c";
    const above = fs.readFileSync(`/proc/${parent}/stat`, "utf8").split(") ").at(-1).split(" ")[1];
    return isShell ? `${parent} ${above}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
