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
  /** An agent's, and what he answers stays with colleagues. */
  inside: boolean;
  /** Letter by letter as it left here. */
  exact: boolean;
}

const dayMs = 86_400_000;
/** RFC 5321 4.5.3.1.1 */
const localPartBytes = 64;

export interface Recipient {
  personId: string;
  holder: TokenHolder;
  /** Of an agent: what he answers is a note. */
  inside?: boolean;
}

/** `support@example.com` -> `support+r.2n.1x.fjk.k3j…@example.com`, an agent's `+a.…`. `now` in milliseconds. */
export function replyAddress(
  secret: string,
  address: string,
  conversationId: string,
  recipient: Recipient | null,
  now: number,
): string {
  const own = recipient && ownAddress(secret, address, conversationId, recipient, now);
  return own ?? withToken(secret, address, "r", [conversationId]);
}

/** The same of an agent, who has no use for one that is not his own: null where there is no room for it. */
export const agentAddress = (
  secret: string,
  address: string,
  conversationId: string,
  recipient: Recipient & { holder: "agent" },
  now: number,
): string | null => ownAddress(secret, address, conversationId, recipient, now);

function ownAddress(
  secret: string,
  address: string,
  conversationId: string,
  { personId, holder, inside }: Recipient,
  now: number,
): string | null {
  const kind = holder === "party" ? "r" : inside ? "n" : "a";
  const own = withToken(secret, address, kind, [conversationId, personId, String(Math.floor(now / dayMs))]);
  return own.lastIndexOf("@") <= localPartBytes ? own : null;
}

/** What an address like the above was made for; null when there is no token or it is not ours. */
export function readReplyAddress(secret: string, address: string, now: number): ReplyToken | null {
  const read = (kind: TokenKind, count: number) => readToken(secret, address, kind, count);
  const inside = read("n", 3);
  const agents = inside ?? read("a", 3);
  const [conversationId, personId = null, day = null] = agents ?? read("r", 3) ?? read("r", 1) ?? [];
  if (!conversationId) return null;
  const token = address.slice(address.indexOf("+"), address.lastIndexOf("@"));
  return {
    conversationId,
    holder: agents ? "agent" : "party",
    inside: inside !== null,
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
