// Messages that belong into another ticket which is there already.
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { MoveMessages } from "../../../../shared/tickets/structure.ts";
import type { Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { record } from "../../../platform/events.ts";
import { placeMessages, recount } from "../regroup.ts";
import { updateTicketRow } from "../store.ts";
import { aboutTicket } from "../update-ticket.ts";
import { handOverChecklist } from "./checklist-store.ts";
import { type FullRow, lockTickets } from "./lock.ts";
import { asPartOf, type Done, insertOperation } from "./operations.ts";
import { ofTicket, pickMessages, requireSomethingLeft } from "./picked.ts";
import { wholeTickets } from "./rows.ts";
import { takeAway } from "./split-ticket.ts";

export async function moveMessages(
  trx: Trx,
  actor: Actor,
  number: string,
  { messages, to, keep = false }: MoveMessages,
): Promise<Done> {
  if (number === to) throw invalidField("to", "is the ticket itself");
  const [source, target] = (await lockTickets(trx, actor, [number, to])) as [FullRow, FullRow];
  await pickMessages(trx, ofTicket(source.id), messages, "messages");
  if (!keep) await requireSomethingLeft(trx, source.id, messages);
  const operation = await insertOperation(trx, actor, "move");
  await asPartOf(trx, operation, { kept: wholeTickets, tickets: [source.id, target.id] }, async () => {
    await placeMessages(trx, target.id, messages);
    const last = await recount(trx, target.id);
    const asked = last.customer && messages.includes(last.messageId ?? "");
    await updateTicketRow(trx, target.id, new Date(), { unanswered: target.active && (target.unanswered || asked) });
    if (!keep) {
      await handOverChecklist(trx, source.id, target.id, messages);
      await takeAway(trx, source, messages);
    }
    const data = { operation, from: source.number, to: target.number, messages, keep };
    await record(
      trx,
      { kind: "ticket.messages-moved", actor, about: aboutTicket(source), data },
      { kind: "ticket.messages-moved", actor, about: aboutTicket(target), data },
    );
    return [];
  });
  return { operation, numbers: [source.number, target.number] };
}
