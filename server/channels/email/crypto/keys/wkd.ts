// A key that its owner's mail domain publishes (OpenPGP Web Key Directory, draft-koch-openpgp-webkey-service).
import { createHash } from "node:crypto";
import { fetchOutside } from "../../../../platform/outside.ts";
import { type KeyFacts, readPublicKey } from "./read-key.ts";

const longest = 200_000;
const timeoutMs = 10_000;

/** null: its domain publishes none. `base`: instead of https://, for tests. */
export async function lookUpKey(address: string, base?: string): Promise<KeyFacts | null> {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  const domain = address.slice(at + 1).toLowerCase();
  const hash = zBase32(createHash("sha1").update(local.toLowerCase()).digest());
  const file = `hu/${hash}?l=${encodeURIComponent(local)}`;
  const places = base
    ? [`${base}/.well-known/openpgpkey/${file}`]
    : [
        `https://openpgpkey.${domain}/.well-known/openpgpkey/${domain}/${file}`,
        `https://${domain}/.well-known/openpgpkey/${file}`,
      ];
  for (const place of places) {
    const key = await fetchKey(place, base !== undefined);
    // Whoever else's key stands there is not his.
    if (key?.kind === "pgp" && key.addresses.includes(address.toLowerCase())) return key;
  }
  return null;
}

async function fetchKey(url: string, inside: boolean): Promise<KeyFacts | null> {
  try {
    const { status, body } = await fetchOutside(url, { timeoutMs, maxBytes: longest, inside });
    return status === 200 ? await readPublicKey(body) : null;
  } catch {
    // Not there, too slow, inside of our own network, no key: the next place is asked.
    return null;
  }
}

const alphabet = "ybndrfg8ejkmcpqxot1uwisza345h769";

/** 5 bits a letter, from the left (RFC 6189 5.1.6). */
export function zBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}
