// "Did you write this?": an agent asks, a mail with a link goes to the address that the writer is known by here, never to one
// that the message names itself.
import { sql } from "kysely";
import type { Confirmation } from "../../../shared/conversations/trust.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { aboutMessage, claimAutomaticMail, getMessage, releaseAutomaticMail } from "../../core/conversations/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Desk } from "../../platform/desk.ts";
import { record } from "../../platform/events.ts";
import { loadSettings, type Settings } from "../../platform/settings.ts";
import { confirmedAlready, notToConfirm } from "./errors.ts";
import { armConfirmation, type ConfirmationRow, daysToAnswer, insertConfirmation, lastConfirmation } from "./store.ts";

export const presentConfirmation = (row: ConfirmationRow): Confirmation => ({
  sentTo: row.sent_to,
  askedAt: row.asked_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  answer: row.answer,
});

export async function askToConfirm(trx: Trx, actor: Actor, messageId: string): Promise<Confirmation> {
  const message = await getMessage(trx, actor, messageId);
  if (message.kind !== "inbound" || !message.author) throw notToConfirm();
  if (message.trustReasons.some(({ code }) => code === "confirmed")) throw confirmedAlready();
  const contact = await trx
    .selectFrom("contact_points")
    .select("value")
    .where("person_id", "=", message.author.id)
    .where("kind", "=", "email")
    .orderBy("id")
    .executeTakeFirst();
  if (!contact || contact.value.endsWith("@invalid")) throw notToConfirm();
  const id = await insertConfirmation(trx, { messageId, sentTo: contact.value, askedBy: actor.personId });
  await record(trx, {
    kind: "message.confirmation-asked",
    actor,
    about: { ...(await aboutMessage(trx, messageId)), personId: message.author.id },
    data: { confirmation: id, to: contact.value },
  });
  return presentConfirmation((await lastConfirmation(trx, messageId)) as ConfirmationRow);
}

/** Sends such a mail; given by the channel. */
export type NotifyConfirmation = (notice: {
  to: string;
  kind: "confirmation";
  language: string;
  values: Record<string, string | number>;
  own: Settings["templates"];
}) => Promise<{ outcome: "sent" | "retry" | "failed"; reason?: string }>;

const purpose = "confirmation";
/** To one address (S5). */
const mailsAnHour = 5;

/** The job: the link is made when the mail is, and a later try makes a new one. */
export async function sendConfirmation(
  { database, config, log }: Desk,
  notify: NotifyConfirmation,
  confirmationId: string,
): Promise<void> {
  const { rows } = await sql<{ sent_to: string; language: string | null; number: string | null }>`
    select c.sent_to, p.language, t.number from message_confirmations c join messages m on m.id = c.message_id
    left join people p on p.id = m.author_id
    left join lateral (select ticket_id from ticket_messages x where x.message_id = m.id order by ticket_id limit 1) x on true
    left join tickets t on t.id = x.ticket_id where c.id = ${confirmationId}`.execute(database.db);
  const asked = rows[0];
  if (!asked) return;
  const { desk, templates } = await loadSettings(database.db);
  const claimed = await database.transact(async (trx) => {
    const place = await claimAutomaticMail(trx, asked.sent_to.toLowerCase(), purpose, mailsAnHour);
    const secret = place && (await armConfirmation(trx, confirmationId));
    return place && secret ? { place, secret } : null;
  });
  if (!claimed) {
    log.warn(
      { confirmation: confirmationId },
      "nobody was asked to confirm: too many such mails to him, or asked anew",
    );
    return;
  }
  const link = `${config.url}/confirm/${claimed.secret}`;
  const result = await notify({
    to: asked.sent_to,
    kind: purpose,
    language: asked.language ?? desk.language,
    values: { desk: desk.name, number: asked.number ?? "", link, days: daysToAnswer },
    own: templates,
  });
  if (result.outcome !== "sent") await releaseAutomaticMail(database.db, claimed.place);
  if (result.outcome === "retry") throw new Error(`the mail with the link could not be sent: ${result.reason}`);
  if (result.outcome === "failed")
    log.error({ reason: result.reason }, "the mail with the link to confirm was refused");
}
