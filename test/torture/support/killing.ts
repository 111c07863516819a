// T1: kill -9 of whatever is running, while mail comes in by every door; then the reckoning.
import fs from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { runningDatabase } from "../../../server/platform/postgres/embedded.ts";
import { until } from "../../support/desk.ts";
import { type Chance, chance, crowd, pause } from "./chance.ts";
import { type DeskProcess, deskEnv, freePorts, listek, type Ports, startDeskProcess } from "./desk-process.ts";
import { Journal } from "./journal.ts";
import { startMailHost } from "./mail-host.ts";
import { sendRaw } from "./raw-smtp.ts";
import { allowReceipts, reckon, reckonSent, whatIsOpen } from "./reckoning.ts";

const to = ["support@desk.example"];

export interface Killing {
  kills: number;
  /** Milliseconds at most that the desk lives between two kills. */
  lifeMs: number;
  /** Milliseconds at most that a client rests between two mails. */
  restMs: number;
  /** How many of the kills a client of the pipe tries to live through. */
  pipe: boolean;
}

/** The whole desk with its embedded database: the server, the head of the database and its servants are killed. */
export async function killIntake({ kills, lifeMs, restMs, pipe }: Killing): Promise<void> {
  const luck = chance("kill -9 intake");
  const data = await mkdtemp(join(tmpdir(), "listek-kill-"));
  const host = await startMailHost();
  const ports = await freePorts();
  const env = deskEnv(data, ports, { LISTEK_SMARTHOST: `smtp://127.0.0.1:${host.port}` });
  let desk = await startDeskProcess({ env });
  await allowReceipts(runningDatabase(data) as string);
  const journal = new Journal(luck);
  const stood: string[] = [];
  const clients = clientsOf(journal, ports, env, restMs, pipe, stood);
  const restarts: number[] = [];
  try {
    for (let kill = 1; kill <= kills; kill++) {
      await pause(luck.between(100, lifeMs));
      if (process.env.LISTEK_TORTURE_LOUD) console.log(`kill ${kill} after ${journal.mails.length} mails`);
      desk = await killSomething(luck, desk, env, data, restarts);
    }
    journal.close();
    await Promise.race([Promise.all(clients), late("the last mails are not taken", 90_000)]);
    const url = runningDatabase(data) as string;
    await reckon(url, data, journal.mails);
    await reckonSent(url, host, kills);
    expect(stood, "`listek mail` that had no end").toEqual([]);
    const proof = await listek(["verify"], env);
    expect(proof.said).toContain("The history is whole");
    report(journal, restarts, kills);
  } catch (error) {
    console.log(desk.said(), await whatIsOpen(runningDatabase(data)));
    throw error;
  } finally {
    journal.close();
    await Promise.race([desk.kill("SIGTERM"), late("the desk does not stop", 60_000)]);
    await host.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function late(what: string, ms: number): Promise<never> {
  await pause(ms);
  throw new Error(`${what} after ${ms} ms`);
}

function clientsOf(
  journal: Journal,
  ports: Ports,
  env: Record<string, string>,
  restMs: number,
  pipe: boolean,
  stood: string[],
) {
  const smtp = async ({ from, raw }: { from: string; raw: Buffer }) =>
    (await sendRaw({ port: ports.smtp }, { from, to, raw })).startsWith("250");
  const lmtp = async ({ from, raw }: { from: string; raw: Buffer }) =>
    (await sendRaw({ port: ports.lmtp, lmtp: true }, { from, to, raw })).startsWith("250");
  const clients = [1, 2, 3].flatMap(() => [journal.client("smtp", smtp, restMs), journal.client("lmtp", lmtp, restMs)]);
  if (!pipe) return clients;
  // Each is a process that has to start: not too many of them.
  const byPipe = async ({ raw }: { raw: Buffer }) => {
    const { how, said } = await listek(["mail"], env, raw);
    if (how === "stands still") stood.push(said || "nothing said");
    return how === "exit 0";
  };
  const piped = journal.client("pipe", byPipe, 4000);
  return [...clients, piped];
}

async function killSomething(
  luck: Chance,
  desk: DeskProcess,
  env: Record<string, string>,
  data: string,
  restarts: number[],
): Promise<DeskProcess> {
  const target = luck.pick(["server", "server", "postmaster", "servant"]);
  if (target !== "server") {
    const head = await until("database", async () => headOf(data), 30_000);
    killPid(target === "postmaster" ? head : luck.pick(childrenOf(head)));
    return desk;
  }
  await desk.kill("SIGKILL");
  const began = performance.now();
  const again = await startAgain(env);
  restarts.push(performance.now() - began);
  if (process.env.LISTEK_TORTURE_LOUD) console.log(`  started again after ${Math.round(restarts.at(-1) as number)} ms`);
  return again;
}

/** null while the database is just being started again. */
function headOf(data: string): number | null {
  const file = join(data, "postgres", "postmaster.pid");
  return fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8").split("\n")[0]) : null;
}

/** As whoever watches over the desk does; `listek mail` may hold the database for a moment. */
async function startAgain(env: Record<string, string>): Promise<DeskProcess> {
  return until(
    "desk started again",
    () =>
      startDeskProcess({ env }).catch((error: Error) => {
        if (!/is held by another Listek/.test(error.message)) throw error;
        return null;
      }),
    30_000,
  );
}

export function killPid(pid: number | undefined): void {
  try {
    if (pid) process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function childrenOf(pid: number): number[] {
  return fs
    .readdirSync("/proc")
    .map(Number)
    .filter((each) => each > 0 && parentOf(each) === pid);
}

function parentOf(pid: number): number | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

function report(journal: Journal, restarts: number[], kills: number): void {
  const sorted = restarts.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const doors = Map.groupBy(journal.mails, (mail) => mail.door);
  const again = journal.mails.filter((mail) => mail.tries > 1).length;
  console.log(
    `${kills} kills, ${journal.mails.length} mails (${[...doors].map(([door, { length }]) => `${length} ${door}`).join(", ")}), ` +
      `${again} sent more than once; restarts: median ${Math.round(median)} ms, longest ${Math.round(sorted.at(-1) ?? 0)} ms`,
  );
  expect(median).toBeLessThanOrEqual(5000 * crowd());
}
