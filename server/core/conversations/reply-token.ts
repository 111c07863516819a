// Reply-To of what we send: `support+r.<conversation>.<person>.<day>.<signature>@…`, one for each recipient. Whoever answers
// to his own is let into that conversation without any guess from subjects (S1, S2). Mail systems may change the case of a
// local part, so only lower case is used.
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
const signature = (secret: string, purpose: string, what: string): string =>
  base32(sign(secret, purpose, what).subarray(0, 16));

/** An agent's lets him answer a customer by mail; a party's takes part in the talk. Neither stands in for the other. */
export type TokenHolder = "party" | "agent";

export interface ReplyToken {
  conversationId: string;
  holder: TokenHolder;
  /** For whom it was made; null: of a desk that did not say so yet, or where there was no room. It then proves nothing about a person. */
  personId: string | null;
  /** Days since it was made; null with the above. */
  age: number | null;
  /** Letter by letter as it left here. */
  exact: boolean;
}

const dayMs = 86_400_000;
const day = (now: number): string => Math.floor(now / dayMs).toString(36);
/** RFC 5321 4.5.3.1.1 */
const localPartBytes = 64;

export interface Recipient {
  personId: string;
  holder: TokenHolder;
}

/** `support@example.com` -> `support+r.2n.1x.fjk.k3j…@example.com`, an agent's `+a.…`. `now` in milliseconds. */
export function replyAddress(
  secret: string,
  address: string,
  conversationId: string,
  recipient: Recipient | null,
  now: number,
): string {
  const at = address.lastIndexOf("@");
  const local = (letter: string, token: string) => `${address.slice(0, at)}+${letter}.${token}`;
  const conversation = BigInt(conversationId).toString(36);
  if (recipient) {
    const letter = recipient.holder === "agent" ? "a" : "r";
    const own = `${conversation}.${BigInt(recipient.personId).toString(36)}.${day(now)}`;
    const whole = local(letter, `${own}.${signature(secret, `reply ${letter}`, own)}`);
    if (whole.length <= localPartBytes) return whole + address.slice(at);
  }
  return local("r", `${conversation}.${signature(secret, "reply", conversationId)}`) + address.slice(at);
}

/** What an address like the above was made for; null when there is no token or it is not ours. */
export function readReplyAddress(secret: string, address: string, now: number): ReplyToken | null {
  const match = /\+([ra])\.([0-9a-z]{1,12})\.(?:([0-9a-z]{1,12})\.([0-9a-z]{1,6})\.)?([a-z2-7]{26})@/i.exec(address);
  if (!match) return null;
  const [token, letter, conversation, person, made, given] = match.map((part) => part?.toLowerCase());
  if (!token || !letter || !conversation || !given) return null;
  const conversationId = decode36(conversation);
  const own = person && made ? `${conversation}.${person}.${made}` : null;
  if (!own && letter === "a") return null;
  const expected = own ? signature(secret, `reply ${letter}`, own) : signature(secret, "reply", conversationId);
  if (!sameBytes(Buffer.from(given), Buffer.from(expected))) return null;
  return {
    conversationId,
    holder: letter === "a" ? "agent" : "party",
    personId: own && person ? decode36(person) : null,
    age: own && made ? Math.floor(now / dayMs) - Number(decode36(made)) : null,
    exact: match[0] === token,
  };
}

function decode36(text: string): string {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString();
}
