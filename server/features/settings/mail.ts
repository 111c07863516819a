// Mails that somebody sends from the settings and waits for: an invitation, and the test of the way out.

import type { Invitation } from "../../../shared/identity/access.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { MailStatus, TestedMail } from "../../../shared/settings/schema.ts";
import { invite, linkHours } from "../../core/identity/index.ts";
import type { Config } from "../../platform/config.ts";
import type { Desk } from "../../platform/desk.ts";
import { loadSettings } from "../../platform/settings.ts";
import type { Mailer } from "./mailer.ts";

/** The link is made when it is asked for and kept nowhere: a second invitation makes a new one. */
export async function sendInvitation(desk: Desk, mailer: Mailer, actor: Actor, personId: string): Promise<Invitation> {
  const { database, config } = desk;
  const { login, name, language, secret, expiresAt } = await database.transact((trx) => invite(trx, actor, personId));
  const settings = await loadSettings(database.db);
  const link = `${config.url}/desk/reset?token=${secret}`;
  const result = await mailer.notify({
    to: login,
    kind: "invitation",
    language: language ?? settings.desk.language,
    values: { desk: settings.desk.name, name, inviter: actor.name, link, days: linkHours.invite / 24 },
    own: settings.templates,
  });
  const sent = result.outcome === "sent";
  return {
    link,
    expiresAt: expiresAt.toISOString(),
    mail: sent ? "sent" : "not-sent",
    reason: sent ? null : result.reason,
  };
}

export async function sendTestMail(desk: Desk, mailer: Mailer, to: string): Promise<TestedMail> {
  const settings = await loadSettings(desk.database.db);
  const { language, name } = settings.desk;
  const values = { desk: name };
  const result = await mailer.notify({ to, kind: "test", language, values, own: settings.templates });
  return { outcome: result.outcome, answer: result.outcome === "sent" ? result.reply : result.reason };
}

export function mailStatus({ address, smarthost }: Config): MailStatus {
  const port = smarthost?.port || (smarthost?.protocol === "smtps:" ? "465" : "25");
  return { address, smarthost: smarthost && `${smarthost.hostname}:${port}` };
}
