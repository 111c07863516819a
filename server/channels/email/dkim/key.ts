// Keys that mail is signed with (DKIM, RFC 6376): RSA of 2048 bits, which every receiver checks (RFC 8301 3.2).
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";

const generate = promisify(generateKeyPair);

export interface KeyPair {
  /** PEM, PKCS #8. */
  privateKey: string;
  /** Base64 of the DER form, as p= of the DNS record wants it. */
  publicKey: string;
}

export async function newKeyPair(): Promise<KeyPair> {
  const { privateKey, publicKey } = await generate("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "der" },
  });
  return { privateKey, publicKey: (publicKey as unknown as Buffer).toString("base64") };
}

/** `listek-20260601`, or with a letter behind it when that is taken. */
export function newSelector(at: Date, taken: ReadonlySet<string>): string {
  const day = `listek-${at.toISOString().slice(0, 10).replaceAll("-", "")}`;
  for (let n = 0; ; n++) {
    const selector = n === 0 ? day : `${day}-${n + 1}`;
    if (!taken.has(selector)) return selector;
  }
}
