// Tickets of messages in a conversation: what a customer said there is work after all (B1, F12).
import { sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import { priorityOf } from "../../../../shared/tickets/lifecycle.ts";
import type { TicketsOfConversation } from "../../../../shared/tickets/structure.ts";
import type { Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { lockConversation, messagesVisibleTo, setUnanswered } from "../../conversations/index.ts";
import { levelNumber, priorityNumber } from "../store.ts";
import { makeTicket, type Numbering, type Origin, organizationOf } from "./make-ticket.ts";
import { asPartOf, type Done, insertOperation } from "./operations.ts";
import { type Picked, pickMessages } from "./picked.ts";
import { wholeTickets } from "./rows.ts";

export async function makeTicketsOfConversation(
  trx: Trx,
  actor: Actor,
  id: string,
  { tickets: wanted }: TicketsOfConversation,
  numbering: Numbering,
): Promise<Done> {
  const conversation = await lockConversation(trx, actor, id);
  const here = sql<boolean>`m.conversation_id = ${id} and ${messagesVisibleTo(actor)}`;
  const picked: Picked[][] = [];
  for (const [index, each] of wanted.entries()) {
    picked.push(await pickMessages(trx, here, each.messages, `tickets.${index}.messages`));
  }
  const requesterId = conversation.requester_id ?? picked.flat().find(({ author_id }) => author_id)?.author_id;
  if (!requesterId) throw invalidField("tickets", "are of a conversation that nobody takes part in");
  const origin: Origin = {
    from: "",
    subject: conversation.subject,
    queueId: conversation.queue_id,
    assigneeId: null,
    requesterId,
    organizationId: await organizationOf(trx, requesterId),
    type: "request",
    priority: priorityNumber(priorityOf("medium", "medium")),
    impact: levelNumber("medium"),
    urgency: levelNumber("medium"),
    channel: conversation.channel,
    language: conversation.language,
  };
  const operation = await insertOperation(trx, actor, "split");
  const numbers: string[] = [];
  await asPartOf(trx, operation, { kept: wholeTickets, tickets: [], conversations: [id] }, async () => {
    const made: string[] = [];
    for (const [index, each] of wanted.entries()) {
      const ticket = await makeTicket(trx, actor, each, picked[index] as Picked[], origin, numbering);
      made.push(ticket.id);
      numbers.push(ticket.number);
    }
    await setUnanswered(trx, id, false);
    return made;
  });
  return { operation, numbers };
}
