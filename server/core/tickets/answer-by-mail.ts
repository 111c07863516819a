// An agent's mail becomes his answer in a ticket. That it is his is settled by who calls.
import type { Actor } from "../../../shared/identity/permissions.ts";
import { can } from "../../../shared/identity/permissions.ts";
import { canNote, canReply } from "../../../shared/tickets/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { composeReply, type MessageAttachment } from "../conversations/index.ts";
import { factsOf, visibleTicketById } from "./visible-ticket.ts";
import { talkOf, type WriteMessage, writeMessage } from "./write-message.ts";

export interface AnswerByMail {
  body: string;
  /** For colleagues only: a note. */
  inside: boolean;
  attachments: MessageAttachment[];
  address: string;
  undoSeconds: number;
  /** Who has it from the agent himself already, in lower case, and so gets no second copy. */
  writtenTo: string[];
  mail: NonNullable<WriteMessage["mail"]>;
}

/** null when he may not answer there. When everybody has it already it is kept as a note. */
export async function answerByMail(
  trx: Trx,
  actor: Actor,
  ticketId: string,
  { body, inside, attachments, address, undoSeconds, writtenTo, mail }: AnswerByMail,
): Promise<{ messageId: string; number: string } | null> {
  const ticket = await visibleTicketById(trx, actor, ticketId);
  if (!ticket || !can(actor, "tickets.work")) return null;
  if (!(inside ? canNote : canReply)(actor, factsOf(ticket))) return null;
  const talk = talkOf(ticket, actor);
  const head = await composeReply(trx, talk, {}, address);
  const left = (addresses: string[]) => addresses.filter((each) => !writtenTo.includes(each.toLowerCase()));
  const [to, cc] = [left(head.to), left(head.cc)];
  const input =
    !inside && to.length + cc.length
      ? { kind: "reply" as const, body, to: to.length ? to : cc, cc: to.length ? cc : [] }
      : { kind: "note" as const, body };
  const messageId = await writeMessage(trx, actor, ticket.number, { input, attachments, address, undoSeconds, mail });
  return { messageId, number: ticket.number };
}

/** What he wrote beside it, for colleagues only. Nothing happens when he may not write there. */
export async function noteByMail(trx: Trx, actor: Actor, ticketId: string, body: string): Promise<void> {
  const ticket = await visibleTicketById(trx, actor, ticketId);
  if (!ticket || !canNote(actor, factsOf(ticket))) return;
  const note = { input: { kind: "note" as const, body }, attachments: [], address: "", undoSeconds: 0 };
  await writeMessage(trx, actor, ticket.number, note);
}
