// New tickets of some of a ticket's messages.
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { SplitTicket, TicketOfMessages } from "../../../../shared/tickets/structure.ts";
import type { Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { record } from "../../../platform/events.ts";
import { recount, removeMessages } from "../regroup.ts";
import { updateTicketRow } from "../store.ts";
import { aboutTicket } from "../update-ticket.ts";
import { handOverChecklist } from "./checklist-store.ts";
import { type FullRow, lockTickets } from "./lock.ts";
import { makeTicket, type Numbering, type Origin } from "./make-ticket.ts";
import { asPartOf, type Done, insertOperation } from "./operations.ts";
import { ofTicket, type Picked, pickMessages, requireSomethingLeft } from "./picked.ts";
import { wholeTickets } from "./rows.ts";

export async function splitTicket(
  trx: Trx,
  actor: Actor,
  number: string,
  input: SplitTicket,
  numbering: Numbering,
): Promise<Done> {
  const { keep = false } = input;
  const wanted = wantedOf(input);
  const [source] = (await lockTickets(trx, actor, [number])) as [FullRow];
  const picked: Picked[][] = [];
  for (const [index, each] of wanted.entries()) {
    const field = input.tickets ? `tickets.${index}.messages` : "messages";
    picked.push(await pickMessages(trx, ofTicket(source.id), each.messages, field));
  }
  const messages = [...new Set(wanted.flatMap((each) => each.messages))];
  if (!keep) await requireSomethingLeft(trx, source.id, messages);
  const operation = await insertOperation(trx, actor, "split");
  const numbers: string[] = [];
  await asPartOf(trx, operation, { kept: wholeTickets, tickets: [source.id] }, async () => {
    const made: string[] = [];
    for (const [index, each] of wanted.entries()) {
      const ticket = await makeTicket(trx, actor, each, picked[index] as Picked[], originOf(source), numbering);
      made.push(ticket.id);
      numbers.push(ticket.number);
      if (!keep) await handOverChecklist(trx, source.id, ticket.id, each.messages);
    }
    if (!keep) await takeAway(trx, source, messages);
    await record(trx, {
      kind: "ticket.split",
      actor,
      about: aboutTicket(source),
      data: { operation, from: source.number, into: numbers, messages, keep },
    });
    return made;
  });
  return { operation, numbers: [source.number, ...numbers] };
}

function wantedOf({ messages, tickets, keep, ...rest }: SplitTicket): TicketOfMessages[] {
  if (tickets && (messages || Object.keys(rest).length)) throw invalidField("tickets", "stands alone or not at all");
  if (tickets) return tickets;
  if (!messages) throw invalidField("messages", "is missing");
  return [{ messages, ...rest }];
}

const originOf = (source: FullRow): Origin => ({
  from: source.number,
  subject: source.subject,
  queueId: source.queue_id,
  assigneeId: source.assignee_id,
  requesterId: source.requester_id,
  organizationId: source.organization_id,
  type: source.type,
  priority: source.priority,
  impact: source.impact,
  urgency: source.urgency,
  channel: source.channel,
  language: source.language,
});

/** What the customer asked in them is asked elsewhere now. */
export async function takeAway(trx: Trx, source: FullRow, messages: readonly string[]): Promise<void> {
  await removeMessages(trx, source.id, messages);
  const last = await recount(trx, source.id);
  await updateTicketRow(trx, source.id, new Date(), { unanswered: source.unanswered && last.customer });
}
