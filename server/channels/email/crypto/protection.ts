// How a mail leaves: with which of our keys, for whose eyes.
import type { CryptoKind } from "../../../../shared/conversations/protection.ts";
import type { Db } from "../../../platform/db.ts";
import type { Outgoing } from "../../contract.ts";
import { ownKeyFor, publicKeyFor } from "./keys/load.ts";
import type { PublicKey } from "./mail-keys.ts";
import type { Protection } from "./protect.ts";

/** null: as it is. `lacks`: why it cannot leave as it was said to; then it must not leave otherwise. */
export type Wanted = Protection | { lacks: string } | null;

export async function loadProtection(db: Db, secret: string, message: Outgoing): Promise<Wanted> {
  const from = message.from.address;
  if (!message.crypto) return message.automatic ? signedIfPossible(db, secret, from) : null;
  const { signs, encryption } = message.crypto;
  const sign = signs && (await ownKeyFor(db, secret, signs, from));
  if (signs && !sign) return { lacks: `There is no key any more to sign mail of ${from} with.` };
  if (encryption?.state !== "asked") return sign && { sign, encryptFor: null, self: null };
  const { kind } = encryption;
  const recipients = [...message.to, ...message.cc].map(({ address }) => address);
  const keys = await Promise.all(recipients.map((address) => publicKeyFor(db, kind, address)));
  const missing = recipients.filter((_address, at) => !keys[at]);
  if (missing.length)
    return { lacks: `It should leave encrypted, but there is no valid key of ${missing.join(", ")}.` };
  return { sign, encryptFor: keys as PublicKey[], self: await ownKeyFor(db, secret, kind, from) };
}

/** What the desk says by itself is signed, and never encrypted: it holds nothing that anybody wrote. */
async function signedIfPossible(db: Db, secret: string, from: string): Promise<Protection | null> {
  for (const kind of ["pgp", "smime"] satisfies CryptoKind[]) {
    const sign = await ownKeyFor(db, secret, kind, from);
    if (sign) return { sign, encryptFor: null, self: null };
  }
  return null;
}
