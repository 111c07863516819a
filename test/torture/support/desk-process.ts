// A desk as it really runs: a process of its own (`node server/main.ts serve`), started, killed and started again.
import { type ChildProcess, spawn } from "node:child_process";
import net from "node:net";
import { fileURLToPath } from "node:url";
import { until } from "../../support/desk.ts";

const main = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));
const preloads = new URL("./", import.meta.url);

export interface Ports {
  http: number;
  smtp: number;
  lmtp: number;
}

export interface DeskProcess {
  pid: number;
  /** Milliseconds from the start of the process to its first "220". */
  tookMs: number;
  /** Settles with the exit code or the signal. */
  exited: Promise<string>;
  said(): string;
  kill(signal: NodeJS.Signals): Promise<string>;
}

export interface DeskProcessOptions {
  env: Record<string, string>;
  /** As in `--only`. */
  only?: string;
  /** A file in this folder, loaded before the desk. */
  preload?: string;
}

export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all([1, 2, 3].map(listenAnywhere));
  const [http, smtp, lmtp] = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { http, smtp, lmtp } as Ports;
}

function listenAnywhere(): Promise<net.Server> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => resolve(server));
  });
}

export function deskEnv(data: string, ports: Ports, more: Record<string, string> = {}): Record<string, string> {
  return {
    LISTEK_DATA: data,
    LISTEK_HTTP: `127.0.0.1:${ports.http}`,
    LISTEK_SMTP: `127.0.0.1:${ports.smtp}`,
    LISTEK_LMTP: `127.0.0.1:${ports.lmtp}`,
    LISTEK_ADDRESS: "support@desk.example",
    LISTEK_SECRET: "torture-secret-torture-secret-torture",
    LISTEK_LOG: process.env.LISTEK_TEST_LOG ?? "error",
    ...more,
  };
}

/** Starts `listek` with these words; what it says is kept. */
export function startListek(
  words: string[],
  { env, preload, under = [] }: Pick<DeskProcessOptions, "env" | "preload"> & { under?: string[] },
): { child: ChildProcess; said: () => string; exited: Promise<string> } {
  const before = preload ? ["--import", new URL(preload, preloads).href] : [];
  const [program, ...args] = [...under, process.execPath, ...before, main, ...words] as [string, ...string[]];
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    });
  }
  child.stdin?.on("error", () => {});
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  return { child, said: () => said, exited };
}

/** Resolves when it is ready; rejects, with what it said, when it ended instead. */
export async function startDeskProcess(options: DeskProcessOptions): Promise<DeskProcess> {
  const began = performance.now();
  const words = ["serve", ...(options.only ? ["--only", options.only] : [])];
  const { child, said, exited } = startListek(words, options);
  let ended: string | null = null;
  exited.then((how) => {
    ended = how;
  });
  await until("desk ready", async () => ended !== null || said().includes("  Data  "), 60_000).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  if (ended !== null) throw new Error(`the desk ended (${ended}) instead of starting:\n${said()}`);
  return {
    pid: child.pid as number,
    tookMs: performance.now() - began,
    exited,
    said,
    async kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

/** No command of these tests takes that long: one that does stands still. */
const longestCommandMs = 60_000;

/** Runs a command to its end; `how` is "stands still" when it had none. */
export async function listek(
  words: string[],
  env: Record<string, string>,
  input?: Buffer,
): Promise<{ how: string; said: string }> {
  const { child, said, exited } = startListek(words, { env });
  child.stdin?.end(input);
  let stands = false;
  const timer = setTimeout(() => {
    stands = true;
    child.kill("SIGKILL");
  }, longestCommandMs);
  const how = await exited;
  clearTimeout(timer);
  return { how: stands ? "stands still" : how, said: said() };
}
