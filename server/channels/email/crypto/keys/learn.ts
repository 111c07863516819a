// Keys that came with mail: kept, marked as learned and checked by nobody.
import { systemActor } from "../../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../../platform/db.ts";
import { record } from "../../../../platform/events.ts";
import type { LearnedKey } from "../mail-keys.ts";
import { type KeyFacts, readPublicKey } from "./read-key.ts";
import { keepKey } from "./store.ts";

/** More than that for one address is somebody playing. */
const perAddress = 10;

export async function learnKeys(trx: Trx, learned: LearnedKey[]): Promise<void> {
  for (const { kind, address, publicKey, source } of learned) {
    const key = await readable(source === "autocrypt" ? Buffer.from(publicKey, "base64") : Buffer.from(publicKey));
    if (key?.kind !== kind || !key.addresses.includes(address) || key.authority) continue;
    const known = await trx
      .selectFrom("crypto_keys")
      .select(["fingerprint"])
      .where("address", "=", address)
      .where("kind", "=", kind)
      .execute();
    if (known.some(({ fingerprint }) => fingerprint === key.fingerprint) || known.length >= perAddress) continue;
    await keepKey(trx, key, address, { source });
    await record(trx, {
      kind: "mail-key.added",
      actor: systemActor,
      about: {},
      data: { address, fingerprint: key.fingerprint, source },
    });
  }
}

async function readable(file: Buffer): Promise<KeyFacts | null> {
  try {
    return await readPublicKey(file);
  } catch {
    return null;
  }
}
