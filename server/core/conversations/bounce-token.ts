// Where a bounce comes back (VERP): `support+b.<delivery>.<recipient>.<signature>@…`. The address itself says which delivery
// and which of its recipients it is about, so nothing in the text of a bounce has to be believed (T9).
import type { Db, Trx } from "../../platform/db.ts";
import { readToken, withToken } from "./address-token.ts";

export interface BounceToken {
  deliveryId: string;
  /** Its place among the message's recipients, To before Cc, from 0; null: one transmission for all of them. */
  recipient: number | null;
}

export function bounceAddress(secret: string, address: string, { deliveryId, recipient }: BounceToken): string {
  return withToken(secret, address, "b", [deliveryId, recipient === null ? "0" : String(recipient + 1)]);
}

/** What an address like the above was made for; null when there is no token or it is not ours. */
export function readBounceAddress(secret: string, address: string): BounceToken | null {
  const words = readToken(secret, address, "b", 2);
  if (!words) return null;
  const place = Number(words[1]);
  return { deliveryId: words[0] as string, recipient: place === 0 ? null : place - 1 };
}

export interface Bounced {
  deliveryId: string;
  messageId: string;
  conversationId: string;
  /** The one that it came back from; null: to be read from the bounce. */
  recipient: string | null;
}

/** What came back, by the address that it came back to; null: it is no address of ours, or the delivery is gone. */
export async function findBounced(db: Db | Trx, secret: string, address: string): Promise<Bounced | null> {
  const token = readBounceAddress(secret, address);
  if (!token) return null;
  const found = await db
    .selectFrom("deliveries")
    .innerJoin("messages", "messages.id", "deliveries.message_id")
    .select(["message_id", "conversation_id", "messages.to_addresses", "messages.cc_addresses"])
    .where("deliveries.id", "=", token.deliveryId)
    .executeTakeFirst();
  if (!found) return null;
  const recipients = [...found.to_addresses, ...found.cc_addresses];
  return {
    deliveryId: token.deliveryId,
    messageId: found.message_id,
    conversationId: found.conversation_id,
    recipient: token.recipient === null ? null : (recipients[token.recipient] ?? null),
  };
}
