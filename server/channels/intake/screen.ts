// What must not become work: our own mail come back, and the same mail read twice.

import { sql } from "kysely";
import type { Static } from "typebox";
import type { Step } from "../../../shared/conversations/schema.ts";
import type { Trx } from "../../platform/db.ts";
import type { Incoming } from "../contract.ts";
import type { ClaimedMail } from "./store.ts";

export interface Verdict {
  step: Static<typeof Step>;
}

const go = (why: string, code: string): Verdict => ({ step: { step: "screen", outcome: "continue", why, code } });
const drop = (why: string, code: string, values: Record<string, string> = {}): Verdict => ({
  step: { step: "screen", outcome: "drop", why, code, values },
});

export async function screen(trx: Trx, message: Incoming, mail: ClaimedMail, ours: Set<string>): Promise<Verdict> {
  // Our mark alone can be copied by anybody who got a mail from us, and quoted in his answer; with one of our own
  // addresses as its sender it is a mail of ours that came back (RFC 3834).
  const fromUs = message.from !== null && ours.has(message.from.address.toLowerCase());
  if (fromUs && message.loopMarks.length > 0) return drop("our own mail came back: a loop", "screen.loop");
  // A list may have put its own address there; the id is still the one that we gave it.
  if (message.sourceId !== null && (await isOurs(trx, message.sourceId)))
    return drop("our own mail came back by another way: a loop", "screen.loop");
  if (message.sourceId !== null) {
    const twin = await twinOf(trx, message, mail);
    if (twin) return drop(`the same message is here already (mail ${twin})`, "screen.double", { mail: twin });
  }
  return go("not our own, not here yet", "screen.fresh");
}

/** The same id from the same sender with the same text: one mail that came to two of our addresses, or by two doors. */
async function twinOf(trx: Trx, message: Incoming, mail: ClaimedMail): Promise<string | null> {
  // Read side by side, neither would see the other: mails of one id take turns.
  await sql`select pg_advisory_xact_lock(4715, hashtext(${message.sourceId}))`.execute(trx);
  const { rows } = await sql<{ mail_id: string }>`
    select m.mail_id from messages m
    where m.message_id_header = ${message.sourceId} and m.kind in ('inbound', 'note') and m.mail_id is not null and m.mail_id <> ${mail.id}
      and m.subject = ${message.subject} and m.text = ${message.replyText} and m.quoted = ${message.quoted}
    limit 1`.execute(trx);
  return rows[0]?.mail_id ?? null;
}

async function isOurs(trx: Trx, sourceId: string): Promise<boolean> {
  const sent = await trx
    .selectFrom("messages")
    .select("id")
    .where("message_id_header", "=", sourceId)
    .where("kind", "=", "outbound")
    .limit(1)
    .executeTakeFirst();
  return sent !== undefined;
}
