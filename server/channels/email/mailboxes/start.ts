// Which mailboxes this process reads: each that is not paused and that no other living process has (instances, watch.ts).
import type { Config } from "../../../platform/config.ts";
import type { Database } from "../../../platform/db.ts";
import type { ChannelContext } from "../../contract.ts";
import { standardTiming, type Timing } from "./connection.ts";
import { type Providers, standardProviders } from "./oauth.ts";
import { type RunContext, type RunningMailbox, runMailbox } from "./run-mailbox.ts";
import { claimMailboxes, type MailboxRow, releaseMailbox } from "./store.ts";

export interface MailboxesContext extends ChannelContext {
  database: Database;
  config: Pick<Config, "secret">;
  /** For tests: an authorization server of their own. */
  providers?: Providers;
  timing?: Partial<Timing>;
}

/** Looks by itself this often, for what a dead process leaves. */
const lookEveryMs = 3000;

export function startMailboxes(context: MailboxesContext): { stop(): Promise<void> } {
  const { database, log, config } = context;
  const run: RunContext = {
    ...context,
    secret: config.secret,
    providers: context.providers ?? standardProviders,
    timing: { ...standardTiming, ...context.timing },
  };
  const running = new Map<string, RunningMailbox>();
  const stopOff = database.bell.on("mailboxes", () => void look());
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    again = true;
    if (looking || stopped) return;
    clearTimeout(timer);
    looking = lookOften();
    await looking;
    looking = null;
    if (!stopped) timer = setTimeout(() => void look(), lookEveryMs);
  }

  async function lookOften(): Promise<void> {
    while (again && !stopped) {
      again = false;
      try {
        const { instance } = database.watch;
        if (instance !== null) await settle(await claimMailboxes(database.db, instance), instance);
      } catch (error) {
        if (database.watch.healthy) log.error({ err: error }, "mailboxes: could not look which to read");
      }
    }
  }

  async function settle(mine: MailboxRow[], instance: number): Promise<void> {
    const wanted = new Map(mine.map((row) => [row.id, row]));
    for (const [id, each] of running) {
      if (wanted.get(id)?.version === each.version) continue;
      running.delete(id);
      await each.stop();
      // Paused: whoever resumes it may be another process.
      if (!wanted.has(id)) await releaseMailbox(database.db, id, instance);
    }
    for (const [id, row] of wanted) if (!running.has(id)) running.set(id, runMailbox(run, row));
  }

  void look();
  return {
    async stop() {
      stopped = true;
      stopOff();
      clearTimeout(timer);
      await looking;
      await Promise.all([...running.values()].map((each) => each.stop()));
    },
  };
}
