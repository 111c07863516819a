// Secrets that somebody carries: sessions, API tokens, links. 256 random bits; only their hash is kept (S3).
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export interface NewSecret {
  secret: string;
  hash: Buffer;
}

export function newSecret(prefix: string): NewSecret {
  const secret = `${prefix}${randomBytes(32).toString("base64url")}`;
  return { secret, hash: hashSecret(secret) };
}

export const hashSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** A signature over words that belong together; `purpose` keeps one kind from standing in for another. */
export const sign = (key: string, purpose: string, ...words: string[]): Buffer =>
  createHmac("sha256", key)
    .update(JSON.stringify([purpose, ...words]))
    .digest();

export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
