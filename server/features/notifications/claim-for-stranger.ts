// A mail to somebody of whom nothing is known but that a mail came in his name: within the limits of all automatic mail, and
// never to who is no person (S5, T7).
import { sql } from "kysely";
import { insertAutomaticMail } from "../../core/conversations/index.ts";
import type { Trx } from "../../platform/db.ts";
import { machine } from "./automatic-mail.ts";
import { type Limits, patternsOf, silenceFor } from "./loops.ts";

/** false: nothing may go there now. */
export async function claimForStranger(trx: Trx, limits: Limits, address: string, subject: string): Promise<boolean> {
  if (machine.test(address) || address.endsWith("@invalid")) return false;
  await sql`select pg_advisory_xact_lock(4714, hashtext(${address}))`.execute(trx);
  const recipient = { address, proved: false, conversationId: "0", ticketId: "0", subject };
  if (await silenceFor(trx, limits, recipient, "challenge", true)) return false;
  await insertAutomaticMail(trx, {
    addressKey: address,
    conversationId: null,
    purpose: "challenge",
    ...patternsOf(recipient),
  });
  return true;
}
