// What sending needs to know of the settings: the smarthosts and the keys in use. At most two seconds old, and asked for anew
// as soon as a setting changes: nobody has to start the desk again.
import type { Desk } from "../../../platform/desk.ts";
import type { SigningKey } from "../dkim/sign.ts";
import { signingKeys } from "../dkim/store.ts";
import { ownServers } from "../mailboxes/own-servers.ts";
import { hostOf, listRows } from "../smarthosts/store.ts";
import { fromUrl, type Smarthost } from "./smarthost.ts";

export interface WaysOut {
  /** In the order in which they are tried; that of LISTEK_SMARTHOST comes last. */
  hosts: readonly Smarthost[];
  /** By domain. */
  keys: ReadonlyMap<string, SigningKey>;
  /** Addresses of mailboxes that take no +anything. */
  plain: ReadonlySet<string>;
}

const keepMs = 2000;

/** Throws while the database is away. */
export function watchWaysOut({ database, config, log }: Pick<Desk, "database" | "config" | "log">) {
  let known: { at: number; value: Promise<WaysOut> } | null = null;
  const warned = new Set<string>();
  const forget = () => {
    known = null;
  };
  const offs = [database.bell.on("settings", forget), database.bell.on("mailboxes", forget)];

  async function load(): Promise<WaysOut> {
    const [rows, { keys, unreadable }, own] = await Promise.all([
      listRows(database.db),
      signingKeys(database.db, config.secret),
      ownServers({ db: database.db, config, log }),
    ]);
    for (const domain of unreadable) {
      if (!warned.has(domain))
        log.error({ domain }, "the DKIM key was kept under another LISTEK_SECRET: mail is not signed");
      warned.add(domain);
    }
    const hosts = [...own.hosts, ...rows.filter((row) => row.enabled).map((row) => hostOf(config.secret, row))];
    return { hosts: config.smarthost ? [...hosts, fromUrl(config.smarthost)] : hosts, keys, plain: own.plain };
  }

  return {
    now(): Promise<WaysOut> {
      if (known && Date.now() - known.at < keepMs) return known.value;
      const value = load();
      const mine = { at: Date.now(), value };
      value.catch(() => {
        if (known === mine) known = null;
      });
      known = mine;
      return value;
    },
    stop: () => {
      for (const off of offs) off();
    },
  };
}
