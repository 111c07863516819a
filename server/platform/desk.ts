// What the parts of a running desk share. Built once by main, passed by hand.
import type { Config } from "./config.ts";
import type { Database } from "./db.ts";
import type { FileStore } from "./files.ts";
import type { Log } from "./log.ts";

export interface Desk {
  config: Config;
  database: Database;
  files: FileStore;
  log: Log;
  version: string;
}
