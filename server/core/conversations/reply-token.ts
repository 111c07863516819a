// Reply-To of what we send: `support+r.<conversation>.<person>.<day>.<signature>@…`, one for each recipient. Whoever answers
// to his own is let into that conversation without any guess from subjects (S1, S2). What is talked about with a supplier
// has a kind of its own, "s".
import { readToken, type TokenKind, withToken } from "./address-token.ts";

/** Whom a conversation is held with. */
export type Purpose = "customer" | "supplier";

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
  if (recipient) {
    const kind = recipient.holder === "agent" ? "a" : "r";
    const words = [conversationId, recipient.personId, String(Math.floor(now / dayMs))];
    const own = withToken(secret, address, kind, words);
    if (own.lastIndexOf("@") <= localPartBytes) return own;
  }
  return withToken(secret, address, "r", [conversationId]);
}

/** What an address like the above was made for; null when there is no token or it is not ours. */
export function readReplyAddress(secret: string, address: string, now: number): ReplyToken | null {
  const read = (kind: TokenKind, count: number) => readToken(secret, address, kind, count);
  const agents = read("a", 3);
  const [conversationId, personId = null, day = null] = agents ?? read("r", 3) ?? read("r", 1) ?? [];
  if (!conversationId) return null;
  const token = address.slice(address.indexOf("+"), address.lastIndexOf("@"));
  return {
    conversationId,
    holder: agents ? "agent" : "party",
    personId,
    age: day === null ? null : Math.floor(now / dayMs) - Number(day),
    exact: token === token.toLowerCase(),
  };
}

/** The reply address of a talk with a supplier. */
export const supplierAddress = (secret: string, address: string, conversationId: string): string =>
  withToken(secret, address, "s", [conversationId]);

/** The conversation that an address like the above was made for; null when there is no token or it is not ours. */
export const readSupplierAddress = (secret: string, address: string): string | null =>
  readToken(secret, address, "s", 1)?.[0] ?? null;
