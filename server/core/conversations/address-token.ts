// Signed words inside the local part of an address of ours: `support+r.2n.k3j…@example.com`. Mail systems may change the case of
// a local part, so only lower case is used. Each kind has its own signature: none can stand in for another.
import { sameBytes, sign } from "../identity/index.ts";

/** r: an answer to a conversation; a: an agent's; n: an agent's that stays a note. b: a bounce of a delivery. s: a supplier's answer. */
export type TokenKind = "r" | "a" | "n" | "b" | "s";

const purposes: Record<TokenKind, string> = { r: "reply", a: "agent", n: "note", b: "bounce", s: "supplier" };
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

function base32(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const length = Math.ceil((bytes.length * 8) / 5);
  let text = "";
  for (let i = 0; i < length; i++) {
    text = (alphabet[Number(bits & 31n)] ?? "") + text;
    bits >>= 5n;
  }
  return text;
}

/** 128 bits of HMAC-SHA-256. */
const signature = (secret: string, kind: TokenKind, words: string[]): string =>
  base32(sign(secret, purposes[kind], ...words).subarray(0, 16));

/** `words` are decimal numbers. */
export function withToken(secret: string, address: string, kind: TokenKind, words: string[]): string {
  const at = address.lastIndexOf("@");
  const said = words.map((word) => BigInt(word).toString(36)).join(".");
  return `${address.slice(0, at)}+${kind}.${said}.${signature(secret, kind, words)}${address.slice(at)}`;
}

/** The `count` words that an address like the above was made with; null when there is no token of this kind or it is not ours. */
export function readToken(secret: string, address: string, kind: TokenKind, count: number): string[] | null {
  const match = /\+([a-z])\.([0-9a-z]{1,12}(?:\.[0-9a-z]{1,12}){0,2})\.([a-z2-7]{26})@/.exec(address.toLowerCase());
  if (!match || match[1] !== kind) return null;
  const written = (match[2] as string).split(".");
  const words = written.map(decode36);
  // One way to write each address: no zeros in front.
  if (words.length !== count || words.some((word, at) => BigInt(word).toString(36) !== written[at])) return null;
  const expected = Buffer.from(signature(secret, kind, words));
  return sameBytes(Buffer.from(match[3] as string), expected) ? words : null;
}

function decode36(text: string): string {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString();
}
