// Configuration, database and files for a command: the embedded database is started, or the one that a running desk has
// started is used.
import { readFileSync } from "node:fs";
import { type Config, loadConfig } from "../platform/config.ts";
import { openDatabase } from "../platform/db.ts";
import type { Desk } from "../platform/desk.ts";
import { openFileStore } from "../platform/files.ts";
import { commandLog, type Log } from "../platform/log.ts";
import { migrate } from "../platform/migrate.ts";
import { type Embedded, runningDatabase, startEmbedded } from "../platform/postgres/embedded.ts";
import { forgetSettings } from "../platform/settings.ts";
import { explainDatabase } from "./failures.ts";

export const version: string = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;

export interface OpenDesk {
  desk: Desk;
  databaseUrl: string;
  embedded: Embedded | null;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** serve owns its database; commands may borrow that of a running desk. */
  borrow: boolean;
  connections?: number;
  config?: Config;
  log?: Log;
}

export async function openDesk({ borrow, connections, ...given }: OpenOptions): Promise<OpenDesk> {
  const config = given.config ?? loadConfig();
  const log = given.log ?? commandLog();
  const borrowed = config.databaseUrl ?? (borrow ? runningDatabase(config.data) : null);
  const embedded = borrowed ? null : await startEmbedded({ dataDir: config.data, log });
  const databaseUrl = borrowed ?? (embedded as Embedded).url;
  try {
    await migrate(databaseUrl);
    const database = await openDatabase({ url: databaseUrl, log, connections });
    database.bell.on("settings", () => {
      forgetSettings(database.db);
      forgetSettings(database.background.db);
    });
    return {
      desk: { config, database, files: openFileStore(config.files.path), log, version },
      databaseUrl,
      embedded,
      async close() {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw explainDatabase(error, databaseUrl, config.databaseUrl !== null);
  }
}

/** Runs `work` with an open desk and closes it again, whatever happens. */
export async function withDesk<T>(work: (open: OpenDesk) => Promise<T>): Promise<T> {
  const open = await openDesk({ borrow: true, connections: 4 });
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}
