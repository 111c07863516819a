// The embedded database: PostgreSQL as a child process, for as long as this process lives.
import { makeDataFolder } from "../data-folder.ts";
import { accountFor } from "./account.ts";
import { binariesFor } from "./binaries.ts";
import { type Cluster, clusterFolder, databasePassword, ensureCluster, writeInCluster } from "./cluster.ts";
import { DatabaseStartError, DataFolderHeldError, explain } from "./errors.ts";
import { endLeftovers, readPidFile } from "./leftovers.ts";
import { chooseListen, leaveSocketFolder, seenFromInside, socketFolderOf, urlOf } from "./listen.ts";
import { type DataFolderLock, holdDataFolder, holderOf } from "./lock.ts";
import { type PostgresLog, type Postmaster, startPostmaster } from "./postmaster.ts";
import { type Listen, pgHbaConf, postgresqlConf } from "./settings.ts";

export { DatabaseStartError, DataFolderHeldError } from "./errors.ts";
export { type Holder, holderOf } from "./lock.ts";
export type { PostgresLog } from "./postmaster.ts";

export type EmbeddedOptions = {
  dataDir: string;
  log: PostgresLog;
  /** How long to wait for a holder of the data folder that may be about to stop, in milliseconds; 3000 if not given. */
  patience?: number;
  /** More lines of postgresql.conf, for tests. */
  settings?: Record<string, string | number>;
};

export type Embedded = {
  /** For `pg`; stays the same when PostgreSQL is restarted. */
  url: string;
  /** Where the files of the database really lie. */
  folder: string;
  /** The folder of the socket, or the port on 127.0.0.1. */
  listen: Listen;
  /** Whether this start made the database. */
  isNew: boolean;
  /** The process number of PostgreSQL now; null while it is down. */
  pid(): number | null;
  /** PostgreSQL ended without being asked to; it is being started again. */
  onExit(callback: (reason: string) => void): void;
  /** It takes connections again. */
  onRestart(callback: () => void): void;
  /** Stops PostgreSQL and lets go of the data folder. */
  stop(): Promise<void>;
};

/** Takes the data folder (made if missing) and starts its database. Throws DatabaseStartError, which says the cure. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir } = options;
  const lock = await takeDataFolder(dataDir, options.patience ?? 3000);
  try {
    const cluster = prepare(dataDir);
    await endLeftovers(cluster.folder);
    const made = await ensureCluster(cluster);
    const listen = await chooseListen(cluster);
    const inside = seenFromInside(listen, cluster.folder);
    writeInCluster(cluster, "postgresql.conf", postgresqlConf(inside, options.settings));
    writeInCluster(cluster, "pg_hba.conf", pgHbaConf);
    const keeper = new Keeper(cluster, options.log, lock);
    await keeper.start();
    return {
      url: urlOf(listen, cluster.password),
      folder: cluster.folder,
      listen,
      isNew: made === "made",
      pid: () => keeper.pid,
      onExit: (callback) => keeper.exitCallbacks.push(callback),
      onRestart: (callback) => keeper.restartCallbacks.push(callback),
      stop: () => keeper.stop().finally(() => leaveSocketFolder(listen, cluster.folder)),
    };
  } catch (error) {
    lock.release();
    throw withCure(error, dataDir);
  }
}

/** The address of the database that another process of this machine runs on the data folder now; null: none does. */
export function runningDatabase(dataDir: string): string | null {
  const folder = clusterFolder(dataDir);
  const running = holderOf(dataDir) && readPidFile(folder);
  if (!running?.ready) return null;
  const listen = process.platform === "win32" ? { port: running.port } : { socketFolder: socketFolderOf(folder) };
  return urlOf(listen, databasePassword(dataDir));
}

async function takeDataFolder(dataDir: string, patience: number): Promise<DataFolderLock> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      makeDataFolder(dataDir);
      return holdDataFolder(dataDir);
    } catch (error) {
      if (!(error instanceof DataFolderHeldError) || performance.now() > end) throw withCure(error, dataDir);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function prepare(dataDir: string): Cluster {
  const folder = clusterFolder(dataDir);
  const account = accountFor(dataDir, folder);
  return { folder, account, binaries: binariesFor(account), password: databasePassword(dataDir) };
}

function withCure(error: unknown, dataDir: string): unknown {
  if (error instanceof DatabaseStartError || !(error as NodeJS.ErrnoException).code) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = { ENOSPC: "No space left on device", EACCES: "Permission denied" };
  return explain("The database could not be started", `${words[code ?? ""] ?? ""} ${message}`, dataDir);
}

/** Keeps PostgreSQL running until it is told to stop. */
class Keeper {
  readonly exitCallbacks: ((reason: string) => void)[] = [];
  readonly restartCallbacks: (() => void)[] = [];
  readonly #cluster: Cluster;
  readonly #log: PostgresLog;
  readonly #lock: DataFolderLock;
  #running: Postmaster | null = null;
  #stopping = false;
  #wake = () => {};
  #recovered: Promise<void> = Promise.resolve();

  constructor(cluster: Cluster, log: PostgresLog, lock: DataFolderLock) {
    this.#cluster = cluster;
    this.#log = log;
    this.#lock = lock;
  }

  get pid(): number | null {
    return this.#running?.pid ?? null;
  }

  async start(): Promise<void> {
    await endLeftovers(this.#cluster.folder);
    const running = await startPostmaster(this.#cluster, this.#log);
    this.#running = running;
    running.exited.then((reason) => {
      this.#running = null;
      if (!this.#stopping) this.#recovered = this.#restart(reason);
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#recovered;
    await this.#running?.stop();
    this.#lock.release();
  }

  async #restart(reason: string): Promise<void> {
    this.#log.error(`PostgreSQL ended by itself (${reason}); starting it again`);
    for (const callback of this.exitCallbacks) callback(reason);
    for (let delay = 50; !this.#stopping; delay = Math.min(delay * 2, 10_000)) {
      try {
        await this.start();
        this.#log.info("PostgreSQL runs again");
        for (const callback of this.restartCallbacks) callback();
        return;
      } catch (error) {
        this.#log.error(`${(error as Error).message} Trying again in ${delay} ms.`);
        await this.#pause(delay);
      }
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
