// Several notifications are one mail, in it each ticket once.
import { answerLine } from "../../../../shared/conversations/answer-line.ts";
import type { Notification } from "../../../../shared/notifications/schema.ts";
import { type Refusal, unsubscribeLink } from "../../../core/conversations/index.ts";
import type { Desk } from "../../../platform/desk.ts";
import { type Answer, answerTo } from "./answer-address.ts";
import type { Leave, Reader } from "./leave.ts";
import { bookOf, lineOf, titleOf } from "./words.ts";

/** A mail of the desk itself to one person, as the channel sends it. */
export type Post = (mail: {
  to: string;
  subject: string;
  text: string;
  language: string;
  unsubscribe: string;
  replyTo: string | null;
}) => Promise<{ outcome: "sent" | "retry" | "failed"; reason?: string }>;

export const byMail =
  (desk: Desk, post: Post): Leave =>
  async (reader, notifications) => {
    if (!reader.login) return true;
    const { config, log } = desk;
    const answer = await answerTo(desk, reader, notifications);
    const mail = writeMail(reader, notifications, config.url, answer);
    const unsubscribe = unsubscribeLink(config, refusalOf(reader, notifications));
    const sent = await post({ to: reader.login, ...mail, replyTo: answer?.address ?? null, unsubscribe });
    if (sent.outcome === "failed") log.warn({ why: sent.reason }, "a mail with notifications was refused");
    return sent.outcome !== "retry";
  };

/** Of a ticket that he only follows he unfollows; of anything else he gets no more of these kinds by mail. */
function refusalOf({ personId }: Reader, notifications: Notification[]): Refusal {
  const kinds = [...new Set(notifications.map(({ kind }) => kind))];
  const [number, ...others] = new Set(notifications.map(({ ticket }) => ticket?.number));
  if (number && others.length === 0 && kinds.every((kind) => kind === "followed"))
    return { of: "ticket", number, personId };
  return { of: "kinds", kinds, personId };
}

export function writeMail(
  reader: Reader,
  notifications: Notification[],
  url: string,
  answer: Answer | null,
): { subject: string; text: string; language: string } {
  const book = bookOf(reader.language);
  const tickets = Map.groupBy(notifications.toReversed(), (each) => each.ticket?.number ?? `c${each.conversation}`);
  const parts = [...tickets.values()].map((about) => {
    const first = about[0] as Notification;
    return [titleOf(first, reader.deskName), ...about.map((each) => lineOf(book, each)), `${url}${pathOf(first)}`].join(
      "\n",
    );
  });
  const [only] = notifications as [Notification];
  const subject = tickets.size === 1 ? `[${titleOf(only, reader.deskName)}]` : book.subject(notifications.length);
  const footer = `${reader.deskName}\n${book.footer(`${url}/desk/settings/notifications`)}`;
  const line = answer ? `${answerLine(book.answer[answer.inside ? "note" : "customer"])}\n\n` : "";
  return { subject, text: `${line}${parts.join("\n\n")}\n\n${footer}`, language: reader.language };
}

export const pathOf = ({ ticket, conversation }: Notification): string =>
  ticket ? `/desk/tickets/${ticket.number}` : `/desk/conversations/${conversation}`;
