// Secrets that we must be able to read again (private keys), encrypted where they lie. The key comes from the secret of this
// desk, one for each purpose, so that what was kept for one thing cannot be passed off as another.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const version = 1;
const nonceLength = 12;
const tagLength = 16;

/** AES-256-GCM: one byte of version, nonce, tag, ciphertext. `secret` is `config.secret`. */
export function encryptSecret(secret: string, purpose: string, plain: string | Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", keyFor(secret, purpose), nonce);
  const body = Buffer.concat([cipher.update(Buffer.from(plain)), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
}

/** Throws when it was changed, cut, made for another purpose or under another secret. */
export function decryptSecret(secret: string, purpose: string, sealed: Buffer): Buffer {
  const start = 1 + nonceLength + tagLength;
  if (sealed[0] !== version || sealed.length < start) throw new Error("not something that this desk encrypted");
  const nonce = sealed.subarray(1, 1 + nonceLength);
  const decipher = createDecipheriv("aes-256-gcm", keyFor(secret, purpose), nonce, { authTagLength: tagLength });
  decipher.setAuthTag(sealed.subarray(1 + nonceLength, start));
  return Buffer.concat([decipher.update(sealed.subarray(start)), decipher.final()]);
}

const keyFor = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "listek", `encrypt ${purpose}`, 32));
