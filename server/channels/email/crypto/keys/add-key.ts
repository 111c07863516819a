// Keys that somebody adds by hand: made here, from a file, or found in a directory.
import type { Actor } from "../../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../../platform/db.ts";
import { invalidField } from "../../../../platform/errors.ts";
import { record } from "../../../../platform/events.ts";
import { KeyFileError } from "../key-file-error.ts";
import { keyUnusable } from "./errors.ts";
import type { KeyFacts, OwnKeyFacts } from "./read-key.ts";
import { type KeySource, keepKey } from "./store.ts";

/** Ours: we made or brought it, so there is nothing to compare. Returns its id. */
export async function addOwnKey(
  trx: Trx,
  actor: Actor,
  secret: string,
  key: OwnKeyFacts,
  address: string,
  source: KeySource,
): Promise<string> {
  const ours = address.toLowerCase();
  if (!key.addresses.includes(ours)) throw namesSomebodyElse(key);
  return add(trx, actor, key, ours, { source, secret, checked: true });
}

/** Of somebody else, for `address` or for all that it names. Whoever uploads it has still to compare it. Returns their ids. */
export async function addPublicKey(
  trx: Trx,
  actor: Actor,
  key: KeyFacts,
  input: { address?: string | undefined; authority?: boolean | undefined; source: KeySource },
): Promise<string[]> {
  const { source, authority = false } = input;
  if (authority) {
    if (!key.authority) throw keyUnusable({ why: "This is no certificate of an authority." });
    return [await add(trx, actor, key, "", { source, checked: true })];
  }
  const address = input.address?.toLowerCase();
  if (address && !key.addresses.includes(address)) throw namesSomebodyElse(key);
  const addresses = address ? [address] : key.addresses.slice(0, 10);
  if (addresses.length === 0) throw keyUnusable({ why: "The key names no e-mail address." });
  const ids: string[] = [];
  for (const each of addresses) ids.push(await add(trx, actor, { ...key, authority: false }, each, { source }));
  return ids;
}

async function add(
  trx: Trx,
  actor: Actor,
  key: KeyFacts,
  address: string,
  more: { source: KeySource; secret?: string; checked?: boolean },
): Promise<string> {
  const { id, added } = await keepKey(trx, key, address, { ...more, checkedBy: actor.personId });
  const data = { address, fingerprint: key.fingerprint, source: more.source };
  if (added || more.secret) await record(trx, { kind: "mail-key.added", actor, data });
  return id;
}

const namesSomebodyElse = ({ addresses }: KeyFacts) =>
  invalidField("address", addresses.length ? `the key is for ${addresses.join(", ")}` : "the key names no address");

/** A file that cannot be used is the uploader's to mend: what is wrong with it is the answer. */
export async function readable<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof KeyFileError) throw keyUnusable({ why: error.message });
    throw error;
  }
}
