// Reply-To of what we send: `support+r.<conversation>.<signature>@…`. Whoever answers to it is let into that conversation
// without any guess from subjects (S1, S2). Mail systems may change the case of a local part, so only lower case is used.
import { sameBytes, sign } from "../identity/index.ts";

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
const signature = (secret: string, conversationId: string): string =>
  base32(sign(secret, "reply", conversationId).subarray(0, 16));

/** `support@example.com` -> `support+r.2n.k3j…@example.com` */
export function replyAddress(secret: string, address: string, conversationId: string): string {
  const at = address.lastIndexOf("@");
  const token = `r.${BigInt(conversationId).toString(36)}.${signature(secret, conversationId)}`;
  return `${address.slice(0, at)}+${token}${address.slice(at)}`;
}

/** The conversation that an address like the above was made for; null when there is no token or it is not ours. */
export function readReplyAddress(secret: string, address: string): string | null {
  const match = /\+r\.([0-9a-z]{1,12})\.([a-z2-7]{26})@/i.exec(address);
  if (!match) return null;
  const conversationId = decode36((match[1] as string).toLowerCase());
  const expected = Buffer.from(signature(secret, conversationId));
  return sameBytes(Buffer.from((match[2] as string).toLowerCase()), expected) ? conversationId : null;
}

function decode36(text: string): string {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString();
}
