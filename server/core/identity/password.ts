// scrypt from Node's own crypto, with OWASP's parameters; each hash carries its own, so that they can grow.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { invalidField } from "../../platform/errors.ts";
import { commonPasswords } from "./common-passwords.ts";

const derive = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: ScryptOptions,
) => Promise<Buffer>;
const cost = { N: 16384, r: 8, p: 5 };
const maxmem = 64 * 1024 * 1024;

/** `scrypt$N$r$p$salt$hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password.normalize("NFKC"), salt, 32, { ...cost, maxmem });
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

// Checked when there is nobody to check, so that both answers take the same time (T23).
const nobody = hashPassword(randomBytes(16).toString("hex"));

/** false for a wrong password and for an account without one. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt, hash] = (stored ?? (await nobody)).split("$");
  if (!salt || !hash) return false;
  const expected = Buffer.from(hash, "base64url");
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem };
  const actual = await derive(password.normalize("NFKC"), Buffer.from(salt, "base64url"), expected.length, options);
  return timingSafeEqual(actual, expected) && stored !== null;
}

/** Refuses what everybody tries first (ASVS 6.2.4), and the address itself. */
export function requireDecentPassword(password: string, login: string): void {
  const plain = password.toLowerCase();
  if (commonPasswords.has(plain) || commonPasswords.has(plain.replace(/[\d!.@#$]+$/, ""))) {
    throw invalidField("password", "This password is among the first that anybody would try. Take another one.");
  }
  if (plain === login || plain === login.split("@")[0]) {
    throw invalidField("password", "The password must not be your address.");
  }
}
