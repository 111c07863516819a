// The database as everything else sees it: a pool, transactions that ring the bell when they commit, and one
// connection that stands watch.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import { type Bell, createBell, type Topic } from "./bell.ts";
import type { DB } from "./db-types.ts";
import { isRetryable } from "./errors.ts";
import type { Log } from "./log.ts";
import { prepareOften } from "./prepared.ts";
import { noticeOurEnd, startWatch, type Watch } from "./watch.ts";

export type Db = Kysely<DB>;
export type Trx = Transaction<DB>;

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly bell: Bell;
  readonly watch: Watch;
  /** Runs `work` in one transaction, again if it lost against another one. Rings after the commit. */
  transact<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * The same database for work that would be done again if the last moments before a power cut were forgotten: mail that
   * is stored already, jobs, the chain. Its commits do not wait for the disk; a later commit that does covers them too.
   */
  readonly background: Database;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  log: Log;
  /** Connections kept at most; one more stands watch. */
  connections?: number;
}

const rings = new WeakMap<Db, Map<string, [topic: Topic, about?: string]>>();

/** Rings `topic` when the transaction has committed; not at all if it rolls back. */
export function ringAfterCommit(trx: Trx, topic: Topic, about?: string): void {
  rings.get(trx)?.set(`${topic}:${about}`, [topic, about]);
}

const attempts = 4;

export async function openDatabase({ url, log, connections = 12 }: DatabaseOptions): Promise<Database> {
  const clients = new Set<pg.PoolClient>();
  const openPool = (max: number, options = ""): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: url,
      max,
      connectionTimeoutMillis: 3000,
      idleTimeoutMillis: 30_000,
      application_name: "listek",
      keepAlive: true,
      // What a vanished connection had locked is free again soon; nothing here thinks that long inside a transaction.
      idle_in_transaction_session_timeout: 15_000,
      options: `${noticeOurEnd} ${options}`,
    });
    pool.on("error", (error) => log.warn({ why: error.message }, "a database connection broke"));
    pool.on("connect", (client) => {
      clients.add(client);
      // The pool listens only while it holds a client; one in use that breaks must not end the process. Its query fails anyway.
      client.on("error", () => {});
      prepareOften(client);
    });
    pool.on("remove", (client) => clients.delete(client));
    return pool;
  };
  const pool = openPool(connections);
  const backgroundPool = openPool(Math.max(2, Math.ceil(connections * 0.7)), "-c synchronous_commit=off");

  const self = randomUUID();
  const bell = createBell(async (payload) => {
    await pool.query("select pg_notify('listek', $1)", [payload]);
  }, self);
  const watch = await startWatch({
    url,
    log,
    heard: bell.heard,
    // Queries that wait for a database that stopped answering would wait for ever: cut them off, so that their callers can say so.
    lost: () => {
      for (const client of clients) destroySocket(client);
    },
  });
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  const backgroundDb = new Kysely<DB>({ dialect: new PostgresDialect({ pool: backgroundPool }) });
  const close = async () => {
    bell.close();
    await watch.stop();
    await db.destroy();
    await backgroundDb.destroy();
    // Kysely ends a pool that it has used; the bell uses one by itself.
    for (const each of [pool, backgroundPool]) if (!each.ended) await each.end();
    // A pool has ended before its connections have: a database that is stopped next would break them.
    for (const end = Date.now() + 1000; clients.size > 0 && Date.now() < end; ) await pause(5);
  };
  const background: Database = {
    db: backgroundDb,
    pool: backgroundPool,
    bell,
    watch,
    transact: transactions(backgroundDb, bell),
    get background() {
      return background;
    },
    close,
  };
  return { db, pool, bell, watch, transact: transactions(db, bell), background, close };
}

function transactions(db: Db, bell: Bell) {
  const once = async <T>(work: (trx: Trx) => Promise<T>): Promise<T> => {
    const topics = new Map<string, [topic: Topic, about?: string]>();
    const result = await db.transaction().execute(async (trx) => {
      rings.set(trx, topics);
      return work(trx);
    });
    for (const ring of topics.values()) bell.ring(...ring);
    return result;
  };
  return async <T>(work: (trx: Trx) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(work);
      } catch (error) {
        if (attempt === attempts || !isRetryable(error)) throw error;
      }
    }
  };
}

function destroySocket(client: pg.PoolClient): void {
  (client as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection.stream.destroy(
    new Error("Connection terminated: the database is not reachable"),
  );
}
