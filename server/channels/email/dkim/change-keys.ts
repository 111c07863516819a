// A key is made, published by hand, used, and in the end taken away: mail is signed at every moment.

import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { SendingDomain } from "../../../../shared/sending/schema.ts";
import { ringAfterCommit, type Trx } from "../../../platform/db.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { Dns } from "../../../platform/dns.ts";
import { declareProblem } from "../../../platform/errors.ts";
import { recordChange, wholeChange } from "../../../platform/setting-changes.ts";
import { checkRecord } from "./check.ts";
import { listDomains } from "./domains.ts";
import { newKeyPair } from "./key.ts";
import { deleteKey, insertKey, lockKey, signWith } from "./store.ts";

export const domainNotFound = declareProblem("domain_not_found", 404, "None of our addresses has this domain.");
export const keyNotFound = declareProblem("dkim_key_not_found", 404, "There is no such key.");
export const tooManyKeys = declareProblem(
  "dkim_keys_enough",
  409,
  "This domain has {count} keys: remove an old one first.",
);
export const notPublished = declareProblem(
  "dkim_not_published",
  409,
  "The DNS does not show this key yet at {name}: publish the record, wait until it is seen, and try again.",
);
export const stillUsed = declareProblem(
  "dkim_key_used",
  409,
  "Mail is signed with this key: use another one first, or remove the others and then this one.",
);

const keysAtMost = 5;

export async function getDomain(
  db: Parameters<typeof listDomains>[0],
  desk: Desk,
  name: string,
): Promise<SendingDomain> {
  const found = (await listDomains(db, desk.config)).find((each) => each.domain === name.toLowerCase());
  if (!found) throw domainNotFound();
  return found;
}

/** Makes one; mail is signed with it only when it is used. */
export async function createKey(desk: Desk, actor: Actor, name: string): Promise<SendingDomain> {
  const pair = await newKeyPair();
  return desk.database.transact(async (trx) => {
    const { domain, addresses, keys } = await getDomain(trx, desk, name);
    if (addresses.length === 0) throw domainNotFound();
    if (keys.length >= keysAtMost) throw tooManyKeys({ count: String(keys.length) });
    const selector = await insertKey(trx, desk.config.secret, domain, pair);
    await changed(trx, actor, domain, { from: null, to: { selector, state: "new" } });
    return getDomain(trx, desk, domain);
  });
}

/** Only what the world can check is used: the DNS is asked first. */
export async function startUsing(desk: Desk, dns: Dns, actor: Actor, id: string): Promise<SendingDomain> {
  const { database } = desk;
  const domains = await listDomains(database.db, desk.config);
  const record = domains.flatMap(({ records }) => records).find(({ key }) => key === id);
  if (!record) throw keyNotFound();
  const { problem } = await checkRecord(dns, record);
  if (problem !== null) throw notPublished({ name: record.name });
  return database.transact(async (trx) => {
    const key = await lockKey(trx, id);
    if (!key) throw keyNotFound();
    if (key.state !== "used") {
      await signWith(trx, key);
      await changed(trx, actor, key.domain, {
        from: { selector: key.selector, state: key.state },
        to: { selector: key.selector, state: "used" },
      });
    }
    return getDomain(trx, desk, key.domain);
  });
}

export async function removeKey(desk: Desk, actor: Actor, id: string): Promise<void> {
  await desk.database.transact(async (trx) => {
    const key = await lockKey(trx, id);
    if (!key) throw keyNotFound();
    const { keys } = await getDomain(trx, desk, key.domain);
    if (key.state === "used" && keys.length > 1) throw stillUsed();
    await deleteKey(trx, id);
    await changed(trx, actor, key.domain, { from: { selector: key.selector, state: key.state }, to: null });
  });
}

async function changed(
  trx: Trx,
  actor: Actor,
  domain: string,
  { from, to }: { from: object | null; to: object | null },
) {
  ringAfterCommit(trx, "settings");
  await recordChange(trx, actor, `dkim ${domain}`, domain, wholeChange("dkim", from, to));
}
