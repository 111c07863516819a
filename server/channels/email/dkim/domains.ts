// The domains that we write from, with their keys and what has to stand in the DNS for them.
import type { SendingDomain } from "../../../../shared/sending/schema.ts";
import type { Config } from "../../../platform/config.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { readSettings } from "../../../platform/settings.ts";
import { fromUrl, loopback } from "../send/smarthost.ts";
import { listRows } from "../smarthosts/store.ts";
import { recordsFor } from "./records.ts";
import { type KeyRow, listKeys } from "./store.ts";

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** Also those that have keys but no address any more: their keys can be taken away. */
export async function listDomains(db: Db | Trx, config: Config): Promise<SendingDomain[]> {
  const { mail } = await readSettings(db);
  const queues = await db.selectFrom("queues").select("address").where("address", "is not", null).execute();
  const addresses = [config.address, ...mail.addresses, ...queues.map((queue) => queue.address as string)];
  const ours = Map.groupBy(new Set(addresses.map((each) => each.toLowerCase())), domainOf);
  const keys = Map.groupBy(await listKeys(db), (key) => key.domain);
  const hosts = await carriers(db, config);
  return [...new Set([...ours.keys(), ...keys.keys()])].map((domain) =>
    presentDomain(domain, ours.get(domain) ?? [], keys.get(domain) ?? [], {
      smarthosts: hosts,
      mailHost: new URL(config.url).hostname,
    }),
  );
}

/** Names of the hosts that mail leaves by; one on this machine says nothing to the world. */
async function carriers(db: Db | Trx, { smarthost }: Config): Promise<string[]> {
  const rows = (await listRows(db)).filter((row) => row.enabled).map((row) => row.host);
  const all = smarthost ? [...rows, fromUrl(smarthost).host] : rows;
  return [...new Set(all)].filter((host) => !loopback.has(host) && !/^[\d.]+$|:/.test(host));
}

function presentDomain(
  domain: string,
  addresses: string[],
  keys: KeyRow[],
  where: Parameters<typeof recordsFor>[2],
): SendingDomain {
  return {
    domain,
    addresses,
    keys: keys.map(({ id, selector, state, created_at, used_at }) => ({
      id,
      selector,
      state,
      createdAt: created_at.toISOString(),
      usedAt: used_at?.toISOString() ?? null,
    })),
    records: recordsFor(domain, keys, where),
  };
}
