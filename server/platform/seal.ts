// What is kept in the database and must not be readable there: passwords of mailboxes, tokens of providers. AES-256-GCM with
// a key made of LISTEK_SECRET; `purpose` keeps what was sealed for one thing from being opened as another.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const nonceBytes = 12;
const tagBytes = 16;
const format = 1;

const keyFor = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "listek seal", purpose, 32));

/** One byte of format, nonce, tag, sealed JSON. */
export function seal(secret: string, purpose: string, value: unknown): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyFor(secret, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), sealed]);
}

/** Throws SealBroken when it was sealed with another secret or changed since. */
export function unseal<T>(secret: string, purpose: string, bytes: Buffer): T {
  try {
    if (bytes[0] !== format) throw new Error("format");
    const nonce = bytes.subarray(1, 1 + nonceBytes);
    const tag = bytes.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
    const decipher = createDecipheriv("aes-256-gcm", keyFor(secret, purpose), nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(tag);
    const text = Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
    return JSON.parse(text.toString("utf8")) as T;
  } catch {
    throw new SealBroken("It was sealed with another LISTEK_SECRET, or changed since.");
  }
}

export class SealBroken extends Error {
  override name = "SealBroken";
}
