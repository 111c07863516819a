// Reply-To of what we send: `support+r.<conversation>.<signature>@…`. Whoever answers to it is let into that conversation
// without any guess from subjects (S1, S2). What is talked about with a supplier has a kind of its own, "s".
import { readToken, withToken } from "./address-token.ts";

export type Purpose = "customer" | "supplier";

const kinds = { customer: "r", supplier: "s" } as const;

/** `support@example.com` -> `support+r.2n.k3j…@example.com` */
export const replyAddress = (
  secret: string,
  address: string,
  conversationId: string,
  purpose: Purpose = "customer",
): string => withToken(secret, address, kinds[purpose], [conversationId]);

/** The conversation that an address like the above was made for; null when there is no token or it is not ours. */
export const readReplyAddress = (secret: string, address: string, purpose: Purpose = "customer"): string | null =>
  readToken(secret, address, kinds[purpose], 1)?.[0] ?? null;
