// Reads one mailbox for as long as it is asked to: connects, looks into its folders, waits for news (IDLE, RFC 2177), and
// after a failure connects again, ever more rarely.
import type { ImapFlow } from "imapflow";
import { systemActor } from "../../../../shared/identity/permissions.ts";
import type { Database } from "../../../platform/db.ts";
import { record } from "../../../platform/events.ts";
import { closeImap, openImap, type Timing } from "./connection.ts";
import { signerOf } from "./credentials.ts";
import { certain, type Fault, faultOf, isOurs, lasting, MailboxFault } from "./faults.ts";
import type { Providers } from "./oauth.ts";
import { feelPulse } from "./pulse.ts";
import { type Memory, NotStored, newMemory, type ReadingContext, readFolder, unstick } from "./read-folder.ts";
import { type MailboxRow, noteProblem, noteRead } from "./store.ts";

export interface RunContext extends Omit<ReadingContext, "db" | "mailMs"> {
  database: Database;
  secret: string;
  providers: Providers;
  timing: Timing;
}

export interface RunningMailbox {
  readonly version: number;
  /** Cuts the connection; a mail that is just being stored is stored first. */
  stop(): Promise<void>;
}

/** So many failures are not worth an alarm: they pass by themselves, and a server may even say no to a right password while it is ill. */
const quietFailures = 3;
const mailMs = 10 * 60_000;

export function runMailbox(context: RunContext, mailbox: MailboxRow): RunningMailbox {
  const stopping = new AbortController();
  const running = keepReading(context, mailbox, stopping.signal);
  return {
    version: mailbox.version,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function keepReading(context: RunContext, mailbox: MailboxRow, stop: AbortSignal): Promise<void> {
  const { timing, log } = context;
  const memory = newMemory();
  let failures = 0;
  while (!stop.aborted) {
    try {
      await session(context, mailbox, memory, stop, () => {
        failures = 0;
      });
    } catch (error) {
      if (stop.aborted) return;
      const fault = causeOf(error);
      failures++;
      log.warn({ mailbox: mailbox.address, problem: fault.code, why: fault.detail }, "a mailbox cannot be read");
      const known = certain.has(fault.code) || failures >= quietFailures;
      await tellProblem(context, mailbox, fault, known).catch((failed: unknown) =>
        log.warn({ err: failed }, "what is wrong with a mailbox could not be noted"),
      );
      const wait =
        known && lasting.has(fault.code)
          ? timing.lastingWaitMs
          : Math.min(timing.firstWaitMs * 2 ** (failures - 1), timing.longestWaitMs);
      await pause(wait, stop);
    }
  }
}

function causeOf(error: unknown): Fault {
  if (error instanceof NotStored) return { code: "storing", detail: error.message.slice(0, 300) };
  if (isOurs(error) && (error as { severity?: string }).severity)
    return { code: "storing", detail: "The database is away." };
  return faultOf(error);
}

async function session(
  context: RunContext,
  mailbox: MailboxRow,
  memory: Memory,
  stop: AbortSignal,
  onRead: () => void,
): Promise<void> {
  const { database, timing } = context;
  const signer = await signerOf(database.db, context.secret, context.providers, mailbox.id);
  const news = new News();
  const client = await openImap(
    { host: mailbox.imap_host, port: mailbox.imap_port, security: mailbox.imap_security as "tls" },
    signer,
    { timing, maxBytes: await context.maxBytes(), onEnd: (error) => news.end(error), stop },
  );
  client.on("exists", () => news.ring());
  const pulse = feelPulse(client, timing.silentMs);
  const reading: ReadingContext = {
    ...context,
    db: database.db,
    mailMs,
    accept: (message) => pulse.during(() => context.accept(message)),
  };
  try {
    while (!stop.aborted) {
      news.clear();
      pulse.listen(true);
      const fault = await readFolders(reading, client, mailbox, memory);
      if (fault) await tellProblem(context, mailbox, fault, true);
      else await tellRead(context, mailbox);
      onRead();
      pulse.listen(false);
      await waitForNews(client, news, timing.pollMs, stop);
    }
  } catch (error) {
    throw pulse.stopped ? new MailboxFault("timeout", "The server stopped answering.") : error;
  } finally {
    pulse.end();
    if (stop.aborted) client.close();
    else await closeImap(client);
  }
}

/** A folder that is missing does not keep the others from being read. */
async function readFolders(
  context: ReadingContext,
  client: ImapFlow,
  mailbox: MailboxRow,
  memory: Memory,
): Promise<Fault | null> {
  let missing: MailboxFault | null = null;
  // The first one last: it stays selected, and is the one that the server tells news of.
  for (const folder of [...new Set(mailbox.folders)].reverse()) {
    try {
      await readFolder(context, client, mailbox, folder, memory);
    } catch (error) {
      if (!(error instanceof MailboxFault) || error.code !== "folder") throw error;
      missing = error;
    }
  }
  await unstick(client, mailbox, memory);
  const fault = missing ?? memory.stuck;
  return fault && { code: fault.code, detail: fault.message };
}

async function waitForNews(client: ImapFlow, news: News, ms: number, stop: AbortSignal): Promise<void> {
  // Ends when the next command is given, or with the connection.
  if (client.mailbox) client.idle().catch(() => {});
  await news.wait(ms, stop);
}

/** What a connection has to say while nobody asks it. */
class News {
  #rung = false;
  #ended: Error | null = null;
  #wake: (() => void) | null = null;

  clear(): void {
    this.#rung = false;
  }
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }
  end(error: Error | null): void {
    this.#ended = error ?? Object.assign(new Error("The server ended the connection."), { code: "EConnectionClosed" });
    this.#wake?.();
  }
  /** Until something is new or the time is over. Throws when the connection ended. */
  async wait(ms: number, stop: AbortSignal): Promise<void> {
    if (!this.#rung && !this.#ended) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (stop.aborted) this.#wake();
      });
      this.#wake = null;
    }
    if (this.#ended && !stop.aborted) throw this.#ended;
  }
}

async function tellRead({ database }: RunContext, { id, address }: MailboxRow): Promise<void> {
  await database.transact(async (trx) => {
    const before = await noteRead(trx, id);
    if (before?.told)
      await record(trx, { kind: "mailbox.recovered", actor: systemActor, data: { mailbox: id, address } });
  });
}

async function tellProblem(
  { database }: RunContext,
  { id, address }: MailboxRow,
  fault: Fault,
  tell: boolean,
): Promise<void> {
  await database.transact(async (trx) => {
    if (!(await noteProblem(trx, id, fault, tell))) return;
    const data = { mailbox: id, address, problem: fault.code, detail: fault.detail };
    await record(trx, { kind: "mailbox.failed", actor: systemActor, data });
  });
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener("abort", done);
  });
}
