// Keeps what is searched up to date, about half a second behind what happens, and never in the way of it.
import type { Database } from "../../platform/db.ts";
import type { Log } from "../../platform/log.ts";
import { eventsAtOnce, indexEvents } from "./index-events.ts";
import { indexMissing } from "./index-missing.ts";

const behindMs = 400;
const lookMs = 2000;
/** Of the time; the rest is for who works here. */
const share = 0.1;

export function startIndexer(database: Database, log: Log): { stop(): Promise<void> } {
  let stopped = false;
  let due: NodeJS.Timeout | undefined;
  let wakeUp = () => {};
  let running = Promise.resolve();

  const later = (ms: number) => {
    if (stopped || due) return;
    due = setTimeout(() => {
      due = undefined;
      running = running.then(drain);
    }, ms);
  };
  async function drain(): Promise<void> {
    try {
      while (!stopped && (await indexEvents(database)) === eventsAtOnce) {}
    } catch (error) {
      if (database.watch.healthy) log.error({ err: error }, "what happened could not be made searchable; trying again");
    }
  }
  async function fill(): Promise<void> {
    try {
      await indexMissing(database, pause);
    } catch (error) {
      if (database.watch.healthy)
        log.error({ err: error }, "older tickets could not be made searchable; the next start tries again");
    }
  }
  /** false: the desk stops. */
  async function pause(workedMs: number): Promise<boolean> {
    if (!stopped)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20 + workedMs * (1 / share - 1));
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    return !stopped;
  }

  const off = database.bell.on("events", () => later(behindMs));
  // What becomes readable later, because an older transaction was still running, rings no more.
  const timer = setInterval(() => later(0), lookMs);
  running = drain();
  const filled = running.then(fill);
  return {
    async stop() {
      stopped = true;
      off();
      clearInterval(timer);
      clearTimeout(due);
      wakeUp();
      await running;
      await filled;
    },
  };
}
