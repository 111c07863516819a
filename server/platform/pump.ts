// Works off rows of a table that are work orders themselves (mail to read, deliveries to send): claims some, handles
// them side by side, claims more. A row claimed by a process that died is free again: see instance_alive in 0001. So is a
// row that this process claimed without knowing it, because the answer to its claim was lost.
import type { Log } from "./log.ts";

export interface PumpOptions<T extends { id: string }> {
  name: string;
  log: Log;
  /** How many are handled at once. */
  concurrency: number;
  /** Looks by itself this often, for what became due or whose ring was lost. */
  pollMs: number;
  /** Takes up to `limit` due rows for this process, none of those that it is `busy` with. */
  claim: (limit: number, busy: string[]) => Promise<T[]>;
  /** Must not throw for what is wrong with one item; what it throws is logged and the item stays claimed or due. */
  handle: (item: T) => Promise<void>;
  /** Rings when there may be new work; returns how to stop listening. */
  listen: (ring: () => void) => () => void;
  /** Failures while this says false are expected (the database is away) and not logged one by one. */
  healthy: () => boolean;
}

/** Called once with the row that was committed for this process, or with null when it was not. */
export type HandOver<T> = (item: T | null) => void;

export interface Pump<T> {
  /**
   * A place for a row that this process is about to commit as claimed by itself, so that it need not be looked for and read
   * again; null while there is enough to do, then the row is to be left for a claim.
   */
  reserve(): HandOver<T> | null;
  stop(): Promise<void>;
}

export function startPump<T extends { id: string }>(options: PumpOptions<T>): Pump<T> {
  const { name, log, concurrency, pollMs, claim, handle, listen, healthy } = options;
  const busy = new Map<string, Promise<void>>();
  const waiting: T[] = [];
  let reserved = 0;
  let stopped = false;
  let claiming = false;
  /** There may be rows that we have not seen: somebody rang, time has passed, or the last claim took all that it could carry. */
  let more = true;
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    more = true;
    void fill();
  };
  const off = listen(look);

  async function fill(): Promise<void> {
    if (claiming || stopped) return;
    claiming = true;
    clearTimeout(timer);
    try {
      while (more && !stopped && busy.size < concurrency) {
        const free = concurrency - busy.size;
        // A ring while we are asking means that the answer may be old.
        more = false;
        const items = await claim(free, [...busy.keys(), ...waiting.map((item) => item.id)]);
        for (const item of items) start(item);
        if (items.length === free) more = true;
      }
    } catch (error) {
      if (healthy()) log.error({ err: error }, `${name}: could not look for work`);
    } finally {
      claiming = false;
      if (!stopped) timer = setTimeout(look, pollMs);
    }
  }

  function start(item: T): void {
    const work: Promise<void> = handle(item)
      .catch((error: unknown) => {
        if (healthy()) log.error({ err: error }, `${name}: failed`);
      })
      .finally(() => {
        busy.delete(item.id);
        if (waiting.length > 0 && !stopped) return start(waiting.shift() as T);
        // Claim again when half of the places are free: one statement for several rows.
        if (more && busy.size <= concurrency / 2) void fill();
      });
    busy.set(item.id, work);
  }

  function receive(item: T | null): void {
    reserved--;
    if (item === null || stopped) return;
    if (busy.size < concurrency) start(item);
    else waiting.push(item);
  }

  void fill();
  return {
    reserve() {
      if (stopped || reserved + waiting.length >= concurrency * 4) return null;
      reserved++;
      return receive;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      off();
      while (claiming) await new Promise((resolve) => setTimeout(resolve, 5));
      await Promise.allSettled(busy.values());
    },
  };
}
