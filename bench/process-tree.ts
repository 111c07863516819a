// A desk as users start it: a process of its own on a data folder of its own; and what its whole tree takes of memory.
import { type ChildProcess, spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface DeskProcess {
  url: string;
  httpPort: number;
  smtpPort: number;
  pid: number;
  /** Milliseconds from the start of the process to the first 200 of /readyz. */
  readyMs: number;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `command` is what follows the Node binary; by default the server itself. */
export async function startDesk(data: string, command = ["server/main.ts", "serve"]): Promise<DeskProcess> {
  const [httpPort, smtpPort] = [await freePort(), await freePort()];
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: {
      ...process.env,
      LISTEK_DATA: data,
      LISTEK_HTTP: `127.0.0.1:${httpPort}`,
      LISTEK_SMTP: `127.0.0.1:${smtpPort}`,
      LISTEK_LOG: "error",
      LISTEK_SMARTHOST: "",
      DATABASE_URL: "",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${httpPort}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the desk ended with code ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url,
    httpPort,
    smtpPort,
    pid: child.pid as number,
    readyMs: performance.now() - began,
    stop: () => stop(child),
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (response) => response.status === 200,
    () => false,
  );

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** A `listek` command on the same data folder. */
export async function listek(data: string, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, ["server/main.ts", ...args], {
    cwd: root,
    env: { ...process.env, LISTEK_DATA: data, DATABASE_URL: "", LISTEK_LOG: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  for await (const chunk of child.stdout) text += chunk;
  const code = child.exitCode ?? (await new Promise((resolve) => child.once("exit", resolve)));
  if (code !== 0) throw new Error(`listek ${args.join(" ")} ended with code ${code}`);
  return text.trim();
}

/** MiB of proportional set size of a process and all below it; null where the system does not tell (not Linux). */
export async function memoryOf(pid: number): Promise<number | null> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc").catch(() => [])) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, "utf8").catch(() => "") : "";
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  if (!parents.has(pid)) return null;
  const tree = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [child, parent] of parents) if (tree.has(parent) && !tree.has(child)) grown = tree.add(child).size > 0;
  }
  let kib = 0;
  for (const each of tree) {
    const text = await readFile(`/proc/${each}/smaps_rollup`, "utf8").catch(() => "");
    kib += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  }
  return kib / 1024;
}
