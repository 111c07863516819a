// The sender's answer: it raises the message's level, or says that it is not his.
import { sql } from "kysely";
import type { TrustReason } from "../../../shared/conversations/trust.ts";
import { systemActor } from "../../../shared/identity/permissions.ts";
import { aboutMessage, setTrust } from "../../core/conversations/index.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { openConfirmation, takeConfirmation } from "./store.ts";

export interface Asked {
  subject: string;
  at: Date;
  /** The first words of the message, for its writer to know it by. */
  text: string;
  language: string | null;
  sentTo: string;
}

export async function askedBy(db: Db, secret: string): Promise<Asked | null> {
  const open = await openConfirmation(db, secret);
  if (!open) return null;
  const { rows } = await sql<Omit<Asked, "sentTo">>`
    select coalesce(m.subject, '') as subject, m.at, left(m.text, 600) as text, coalesce(p.language, m.language) as language
    from messages m left join people p on p.id = m.author_id where m.id = ${open.message_id}`.execute(db);
  return rows[0] ? { ...rows[0], sentTo: open.sent_to } : null;
}

/** false: the link was used, is too old, or never was. */
export async function answerConfirmation(trx: Trx, secret: string, answer: "yes" | "no"): Promise<boolean> {
  const taken = await takeConfirmation(trx, secret, answer);
  if (!taken) return false;
  const { rows } = await sql<{ reasons: TrustReason[]; author: string | null }>`
    select coalesce(w.reasons, '[]') as reasons, m.author_id::text as author
    from messages m left join message_trust w on w.message_id = m.id where m.id = ${taken.message_id} for update of m`.execute(
    trx,
  );
  const said = answer === "yes" ? ("confirmed" as const) : ("denied" as const);
  await setTrust(trx, taken.message_id, {
    level: answer === "yes" ? "verified" : "unknown",
    reasons: [{ code: said, detail: taken.sent_to }, ...(rows[0]?.reasons ?? [])],
  });
  await record(trx, {
    kind: `message.${said}`,
    actor: systemActor,
    about: { ...(await aboutMessage(trx, taken.message_id)), personId: rows[0]?.author ?? null },
    data: { confirmation: taken.id, to: taken.sent_to },
  });
  return true;
}
