// Fails the Nth call that a piece of work makes to the database or to the disk, for that work alone: whatever else the
// process does at the same time goes on undisturbed. The way SQLite tests itself.
import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { Socket } from "node:net";
import pg from "pg";

export type Harm =
  /** The connection breaks before the statement reaches the server. */
  | "cut before"
  /** The server does it, and the connection breaks before we hear so. */
  | "cut after"
  /** The server, or the disk, has no space left. */
  | "disk full"
  /** Another transaction stood in the way. */
  | "deadlock";

interface Fault {
  harm: Harm;
  /** Calls until it happens. */
  left: number;
  struck: string | null;
}

const faults = new AsyncLocalStorage<Fault>();

/** What happened to the work, and which call failed; null when it made fewer than `nth`. */
export async function withFault<T>(
  harm: Harm,
  nth: number,
  work: () => Promise<T>,
): Promise<{ result?: T; error?: unknown; struck: string | null }> {
  const fault: Fault = { harm, left: nth, struck: null };
  return faults.run(fault, async () => {
    try {
      return { result: await work(), struck: fault.struck };
    } catch (error) {
      return { error, struck: fault.struck };
    }
  });
}

/** Is it this call's turn? */
function strikes(call: string): Harm | null {
  const fault = faults.getStore();
  if (!fault || fault.struck !== null || --fault.left > 0) return null;
  fault.struck = call;
  return fault.harm;
}

const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

/** From now on, in this process. Call it before any connection is made. */
export function armFaults(): void {
  armDatabase();
  armDisk();
}

function armDatabase(): void {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = async function (this: pg.Client, ...args: unknown[]) {
    if (typeof args.at(-1) === "function") return query.apply(this, args);
    const text = typeof args[0] === "string" ? args[0] : String((args[0] as { text?: string })?.text);
    const harm = strikes(text.replace(/\s+/g, " ").slice(0, 60));
    if (harm === null) return query.apply(this, args);
    if (harm === "deadlock") throw failure("40P01", "deadlock detected");
    if (harm === "disk full") throw failure("53100", "could not extend file: No space left on device");
    if (harm === "cut after") await query.apply(this, args);
    await cut(this);
    throw new Error("Connection terminated unexpectedly");
  } as typeof pg.Client.prototype.query;
}

/** Returns when the driver knows of it too, as it does before it fails a query. */
async function cut(client: pg.Client): Promise<void> {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const closed = once(stream, "close");
  stream.destroy();
  await closed;
}

function armDisk(): void {
  const real = { ...fs.promises };
  for (const name of ["mkdir", "rename"] as const) {
    (fs.promises as unknown as Record<string, unknown>)[name] = async (...args: never[]) => {
      diskStrikes(name);
      return (real[name] as (...args: never[]) => unknown)(...args);
    };
  }
  fs.promises.open = (async (...args: Parameters<typeof real.open>) => {
    diskStrikes("open");
    return armed(await real.open(...args));
  }) as typeof fs.promises.open;
  syncBuiltinESMExports();
}

function armed(handle: fs.promises.FileHandle): fs.promises.FileHandle {
  for (const name of ["writeFile", "sync"] as const) {
    const plain = handle[name].bind(handle) as (...args: unknown[]) => Promise<void>;
    handle[name] = (async (...args: unknown[]) => {
      diskStrikes(name);
      return plain(...args);
    }) as never;
  }
  return handle;
}

function diskStrikes(call: string): void {
  if (strikes(call)) throw failure("ENOSPC", `ENOSPC: no space left on device, ${call}`);
}
