// Secrets of the desk that it has to use itself and so cannot hash: passwords of mail servers, signing keys. Encrypted with
// a key made of LISTEK_SECRET, so that a copy of the database alone gives nothing away.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** One byte that says how, the nonce, the tag, the text. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** It was encrypted with another LISTEK_SECRET, or for something else, or it was changed. */
export class CannotDecrypt extends Error {
  override readonly name = "CannotDecrypt";
}

/** AES-256-GCM. `purpose` keeps one kind of secret from being read as another. */
export function encrypt(secret: string, purpose: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret, purpose), nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
}

/** Throws CannotDecrypt. */
export function decrypt(secret: string, purpose: string, bytes: Buffer): string {
  try {
    if (bytes[0] !== version) throw new Error("unknown form");
    const tagAt = 1 + nonceBytes;
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret, purpose), bytes.subarray(1, tagAt), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(tagAt, tagAt + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(tagAt + tagBytes)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new CannotDecrypt("it was kept under another LISTEK_SECRET", { cause });
  }
}

const keyOf = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `listek ${purpose}`, 32));
