// What must not become work: returned mail, complaints, answers of machines, alerts of monitoring systems, lists. Asked
// after the screen and before a person or conversation is looked for; each answer is kept with the mail (B12).
import { findPerson } from "../../core/people/index.ts";
import type { Trx } from "../../platform/db.ts";
import { withoutTag } from "./accept.ts";
import { collect } from "./collect.ts";
import { findConversation } from "./find-conversation.ts";
import type { Handled, NotWork } from "./handled.ts";
import { takeAlert } from "./monitoring/take-alert.ts";
import { takeReturned } from "./returned.ts";

/** quiet: it goes on, but opens no ticket and asks for no answer. null: it is a mail like any other. */
export async function keepFromWork(trx: Trx, input: NotWork): Promise<Handled | "quiet" | null> {
  const { message } = input;
  switch (message.kind) {
    case "bounce":
    case "complaint":
      return returned(trx, input);
    case "auto-reply":
      return (await belongsSomewhere(trx, input)) ? null : drop("an automatic reply to nothing that we sent");
    case "list":
      return quietList(trx, input);
    default:
      return takeAlert(trx, input);
  }
}

const drop = (why: string): Handled => ({
  status: "dropped",
  step: "not work",
  why,
  code: "notWork.autoReply",
  conversationId: null,
  ticketId: null,
  messageId: null,
});

async function returned(trx: Trx, input: NotWork): Promise<Handled> {
  const { secret, mail, message, settings } = input;
  const news = message.bounce ?? message.complaint;
  const known = news && (await takeReturned(trx, secret, mail, message, news));
  if (known) return known;
  const { conversationId, ticketId, messageId } = await collect(trx, {
    at: mail.received_at,
    channel: "email",
    language: null,
    queueAddresses: mail.envelope_to.map(withoutTag),
    // A mail system has no address to be answered at (RFC 5321 4.5.5); a postmaster who asks for something has.
    toBeSeen: message.kind === "bounce" && mail.envelope_from !== "",
    numbering: { format: settings.ticketNumber.format, timeZone: settings.desk.timeZone },
    messageBy: (person) => input.messageBy({ ...person, name: message.from?.address ?? person.name }, true),
  });
  const why = "no address that we signed proves which message it is about: kept with other such mail, nothing changes";
  return { status: "done", step: "returned", why, code: "returned.unproven", conversationId, ticketId, messageId };
}

async function belongsSomewhere(trx: Trx, { secret, mail, message }: NotWork): Promise<boolean> {
  const person = message.from && (await findPerson(trx, message.from.address));
  const { place } = await findConversation(trx, message, {
    secret,
    recipients: mail.envelope_to,
    personId: person?.id ?? "0",
    organizationId: person?.organizationId ?? null,
    proof: "open",
    agent: false,
    automatic: true,
  });
  return place !== null;
}

async function quietList(trx: Trx, input: NotWork): Promise<"quiet" | null> {
  const { settings, message, takes } = input;
  if (settings.mail.listTickets || (await isOurList(message.listId, takes))) return null;
  return (await belongsSomewhere(trx, input)) ? null : "quiet";
}

/** A group under which customers know us: `<support.acme.example>` is support@acme.example. */
async function isOurList(listId: string | null, takes: NotWork["takes"]): Promise<boolean> {
  const labels = listId?.split(".") ?? [];
  for (let at = 1; at < Math.min(labels.length, 6); at++)
    if (await takes(`${labels.slice(0, at).join(".")}@${labels.slice(at).join(".")}`)) return true;
  return false;
}
