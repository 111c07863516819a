// Who reacts to what: all side effects of the product on one page. An event leads to jobs; each is committed once, runs
// until it succeeds, and counts from the event's time.

import type { Channel } from "./channels/contract.ts";
import { askSender } from "./channels/intake/challenge/ask-sender.ts";
import { learnFrom } from "./channels/intake/spam/learn.ts";
import { forgetRareTokens } from "./channels/intake/spam/store.ts";
import {
  claimAutomaticMail,
  forgetOldAutomaticMails,
  forgetOldUploads,
  forgetSlowDomains,
  releaseAutomaticMail,
} from "./core/conversations/index.ts";
import { createLink, forgetOldSignIns } from "./core/identity/index.ts";
import { wakeTickets } from "./core/tickets/index.ts";
import { sendConfirmation } from "./features/confirmations/index.ts";
import { followWhenMentioned, mentionedIn } from "./features/followers/index.ts";
import { claimForStranger, sendAutomaticMail, type Template } from "./features/notifications/index.ts";
import {
  byMail,
  byPush,
  forgetOldNotifications,
  leaveDue,
  leaveFor,
  mayTell,
  tellAgents,
} from "./features/notifications/personal/index.ts";
import { forgetOldPresence } from "./features/presence/index.ts";
import type { Desk } from "./platform/desk.ts";
import type { StoredEvent } from "./platform/feed.ts";
import { forgetOldKeys } from "./platform/idempotency.ts";
import { addJobs, eachOf, type Job, type Task } from "./platform/jobs.ts";
import { loadSettings } from "./platform/settings.ts";

/** Pure: what has to be done because this happened. */
export function react(event: StoredEvent): Job[] {
  const told: Job[] = mayTell(event) ? [{ task: "tell-agents", payload: { eventId: event.id }, shares: true }] : [];
  return [...told, ...followingFrom(event)];
}

function followingFrom(event: StoredEvent): Job[] {
  const ticketId = event.ticket_id;
  const at = event.at.toISOString();
  const payload = { ticketId, at };
  switch (event.kind) {
    case "ticket.opened":
      // What an agent made of a message that is there already was no news to its writer.
      return ticketId && isNewMail(event.data as { channel?: string; from?: string })
        ? [{ task: "receipt", payload, shares: true }]
        : [];
    case "ticket.assigned":
      return ticketId && (event.data as { to?: unknown }).to ? [{ task: "assignment-notice", payload }] : [];
    case "ticket.state-changed":
      // Of what a monitoring system or a rule solved nobody is told: who solved it stands behind it.
      return ticketId && event.actor_kind !== "system" && (event.data as { category?: string }).category === "solved"
        ? [{ task: "solved-notice", payload }]
        : [];
    case "message.noted": {
      const mentions = mentionedIn(event).join(",");
      return ticketId && mentions ? [{ task: "follow-when-mentioned", payload: { ticketId, mentions } }] : [];
    }
    case "message.confirmation-asked": {
      const { confirmation } = event.data as { confirmation: string };
      return [{ task: "confirmation-mail", payload: { confirmation }, maxAttempts: 8 }];
    }
    case "mail.held": {
      const { ask = "" } = event.data as { ask?: string };
      const asked = { mailId: event.mail_id, language: ask };
      return ask ? [{ task: "challenge-mail", payload: asked, maxAttempts: 8 }] : [];
    }
    case "mail.judged":
      return [{ task: "learn-spam", payload: { mailId: event.mail_id }, shares: true }];
    case "identity.reset-asked":
      return [{ task: "password-reset", payload: { personId: event.person_id, at }, maxAttempts: 8 }];
    default:
      return [];
  }
}

const isNewMail = ({ channel, from }: { channel?: string; from?: string }): boolean =>
  channel === "email" && from === undefined;

export function tasks(desk: Desk, email: Channel): Record<string, Task> {
  const template = email.template.bind(email);
  return {
    receipt: eachOf(({ ticketId = "", at = "" }) => sendAutomaticMail(desk, template, "receipt", { ticketId, at })),
    "assignment-notice": ({ ticketId = "", at = "" }) =>
      sendAutomaticMail(desk, template, "assigned", { ticketId, at }),
    "solved-notice": ({ ticketId = "", at = "" }) => sendSolvedNotice(desk, template, { ticketId, at }),
    "tell-agents": eachOf(({ eventId = "" }) => tellAgents(desk.database, eventId)),
    "push-notices": ({ personId = "" }) => leaveFor(desk, "push", byPush(desk), personId),
    "notices-due": async () => {
      await leaveDue(desk, "push", byPush(desk));
      if (await email.canSend()) await leaveDue(desk, "mail", byMail(desk, email.post.bind(email)));
    },
    "follow-when-mentioned": ({ ticketId = "", mentions = "" }) =>
      followWhenMentioned(desk.database, { ticketId, mentions }),
    "password-reset": ({ personId = "", at = "" }) => sendResetMail(desk, email, personId, at),
    "confirmation-mail": ({ confirmation = "" }) => sendConfirmation(desk, email.notify.bind(email), confirmation),
    "challenge-mail": ({ mailId = "", language = "" }) =>
      askSender(desk, email.notify.bind(email), claimForStranger, { mailId, language }),
    "learn-spam": eachOf(({ mailId = "" }) => learnFrom(desk, email.read.bind(email), mailId)),
    "wake-tickets": () => wakeTickets(desk.database),
    "tidy-up": async () => {
      await forgetOldKeys(desk.database);
      await forgetOldSignIns(desk.database);
      await forgetOldUploads(desk.database.db);
      await forgetOldAutomaticMails(desk.database.db);
      await forgetSlowDomains(desk.database.db);
      await forgetOldPresence(desk.database.db);
      await forgetOldNotifications(desk.database.db);
      await forgetRareTokens(desk.database.db);
      await desk.files.forgetUnfinished();
    },
  };
}

/** task -> crontab, UTC */
export const cron: Record<string, string> = {
  "wake-tickets": "* * * * *",
  "notices-due": "* * * * *",
  "tidy-up": "17 * * * *",
};

/** Not before the time to call it back is over: who solved it by mistake has taken it back by then. */
async function sendSolvedNotice(
  desk: Desk,
  template: Template,
  event: { ticketId: string; at: string },
): Promise<void> {
  const { mail } = await loadSettings(desk.database.db);
  const due = new Date(Date.parse(event.at) + mail.undoSeconds * 1000);
  if (due <= new Date()) return sendAutomaticMail(desk, template, "solved", event);
  await addJobs(desk.database.db, [{ task: "solved-notice", payload: event, runAt: due }]);
}

const resetHours = 2;
/** To one address (S5). */
const resetsAnHour = 5;
const purpose = "password-reset";

/** The link is made when the mail is: it is kept nowhere but in the mail, and a later try makes a new one. */
async function sendResetMail(
  { database, config, log }: Desk,
  email: Channel,
  personId: string,
  at: string,
): Promise<void> {
  if (Date.now() - Date.parse(at) > resetHours * 3_600_000) return;
  const person = await database.db
    .selectFrom("accounts")
    .innerJoin("people", "people.id", "accounts.person_id")
    .select(["login", "language"])
    .where("person_id", "=", personId)
    .executeTakeFirst();
  if (!person) return;
  const { desk, templates } = await loadSettings(database.db);
  const claimed = await database.transact(async (trx) => {
    const place = await claimAutomaticMail(trx, person.login, purpose, resetsAnHour);
    return place && { place, secret: await createLink(trx, "reset", personId) };
  });
  if (!claimed) return;
  const result = await email.notify({
    to: person.login,
    kind: purpose,
    language: person.language ?? desk.language,
    values: { desk: desk.name, link: `${config.url}/desk/reset?token=${claimed.secret}`, minutes: resetHours * 60 },
    own: templates,
  });
  if (result.outcome !== "sent") await releaseAutomaticMail(database.db, claimed.place);
  if (result.outcome === "retry") throw new Error(`the mail with the reset link could not be sent: ${result.reason}`);
  if (result.outcome === "failed") log.error({ reason: result.reason }, "the mail with the reset link was refused");
}
