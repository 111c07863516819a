// One connection that stands watch: it hears the bell of other processes, proves to them that this process lives
// (an advisory lock), and notices within seconds when the database is gone.
import pg from "pg";
import type { Log } from "./log.ts";

export interface Watch {
  readonly healthy: boolean;
  /** This process's row in `instances`, the same after a reconnection. null while the database is away. */
  readonly instance: number | null;
  /** Called at each (re)connection, after the lock is held; not for the first one. */
  onBack(listener: () => void): void;
  stop(): Promise<void>;
}

interface WatchOptions {
  url: string;
  log: Log;
  heard: (payload: string) => void;
  lost: () => void;
}

/**
 * For every connection: a server elsewhere finds out within half a minute that our machine is gone, and lets go of what it had
 * locked. By itself it would take two hours, and what this process had claimed would wait for so long.
 */
export const noticeOurEnd = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4";

const pingEveryMs = 1000;
const pingTimeoutMs = 3000;
const graceMs = 300;
const ping = { text: "select 1", query_timeout: 60_000 } as pg.QueryConfig;

/** In one statement, so that nobody sees the row of a process that does not hold its lock yet, and takes it for dead. */
const enter = `with me as (insert into instances (name) values ($1) returning id)
  select id, pg_advisory_lock(4711, id) from me`;
/** A connection that broke on our side alone would hold our lock, and what it was told last, until its TCP gives up. */
const endGhost = `select pg_terminate_backend(pid) from pg_locks
  where locktype = 'advisory' and classid = 4711 and objid = $1::int::oid and objsubid = 2 and pid <> pg_backend_pid()
    and database = (select oid from pg_database where datname = current_database())`;
const enterAgain = "insert into instances (id, name) overriding system value values ($1, $2) on conflict do nothing";

export async function startWatch({ url, log, heard, lost }: WatchOptions): Promise<Watch> {
  const backListeners: (() => void)[] = [];
  let client: pg.Client | null = null;
  let own: number | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 3000,
      // Whoever answers the call and then says nothing must not keep us waiting for ever.
      query_timeout: 3000,
      application_name: "listek watch",
      keepAlive: true,
      options: noticeOurEnd,
    });
    next.on("error", () => fail(next));
    next.on("end", () => fail(next));
    next.on("notification", (message) => heard(message.payload ?? ""));
    try {
      await next.connect();
      await next.query("listen listek");
      own = await takePlace(next, own);
      await next.query("delete from instances where id <> $1 and not instance_alive(id)", [own]);
      if (stopped) throw new Error("stopped meanwhile");
      client = next;
    } catch (error) {
      cutOff(next);
      throw error;
    }
  }

  function fail(failed: pg.Client): void {
    if (stopped || failed !== client) return;
    client = null;
    clearTimeout(timer);
    log.error("the database cannot be reached; trying again");
    lost();
    cutOff(failed);
    reconnect(50);
  }

  function reconnect(delayMs: number): void {
    timer = setTimeout(async () => {
      try {
        await connect();
        log.info("the database is back");
        schedulePing();
        for (const listener of backListeners) listener();
      } catch {
        if (stopped) return;
        // Connections made meanwhile may be as dead as the one before.
        lost();
        reconnect(Math.min(delayMs * 2, 1000));
      }
    }, delayMs);
  }

  function schedulePing(): void {
    timer = setTimeout(async () => {
      const pinged = client;
      if (!pinged) return;
      let answered = false;
      // Our own process may have been held up: an answer that is waiting to be read is given a moment to be read.
      const overdue = setTimeout(() => setTimeout(() => answered || fail(pinged), graceMs), pingTimeoutMs);
      try {
        // Not given up by the client itself: its timer would come before an answer that only waits to be read.
        await pinged.query(ping);
        answered = true;
        if (pinged === client && !stopped) schedulePing();
      } catch {
        fail(pinged);
      } finally {
        clearTimeout(overdue);
      }
    }, pingEveryMs);
  }

  await connect();
  schedulePing();
  return {
    get healthy() {
      return client !== null;
    },
    get instance() {
      return client && own;
    },
    onBack: (listener) => void backListeners.push(listener),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      const last = client;
      client = null;
      if (last) await Promise.race([last.end(), pause(1000)]).catch(() => {});
    },
  };
}

/** The number of this process, with its lock held: a new one, or the one it had before the connection broke. */
async function takePlace(client: pg.Client, before: number | null): Promise<number> {
  if (before === null) return (await client.query(enter, [`${process.pid}`])).rows[0].id as number;
  await client.query(endGhost, [before]);
  await client.query("select pg_advisory_lock(4711, $1)", [before]);
  await client.query(enterAgain, [before, `${process.pid}`]);
  return before;
}

/** `end` would wait for an answer that does not come. */
function cutOff(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
