// Two tickets about one thing become one: everything goes to the target, the source is closed and leads there.
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { type NewEvent, record } from "../../../platform/events.ts";
import { moveDrafts } from "../../conversations/index.ts";
import {
  handOver,
  messagesOfTicket,
  placeMessages,
  recount,
  removeMessages,
  shareConversations,
  ticketsMergedInto,
} from "../regroup.ts";
import { stateChange } from "../set-state.ts";
import { updateTicketRow } from "../store.ts";
import { aboutTicket } from "../update-ticket.ts";
import { firstStateOf } from "../workflow.ts";
import { handOverChecklist } from "./checklist-store.ts";
import { type FullRow, lockTickets } from "./lock.ts";
import { asPartOf, type Done, insertOperation } from "./operations.ts";
import { wholeTickets } from "./rows.ts";

export async function mergeTickets(trx: Trx, actor: Actor, number: string, into: string): Promise<Done> {
  if (number === into) throw invalidField("into", "is the ticket itself");
  const [source, target] = (await lockTickets(trx, actor, [number, into])) as [FullRow, FullRow];
  const operation = await insertOperation(trx, actor, "merge");
  const tickets = [source.id, target.id, ...(await ticketsMergedInto(trx, source.id))];
  await asPartOf(trx, operation, { kept: wholeTickets, tickets }, async () => {
    const at = new Date();
    const closing = await close(trx, actor, source, target, at);
    const messages = await messagesOfTicket(trx, source.id);
    const placed = await placeMessages(trx, target.id, messages);
    await shareConversations(trx, source.id, target.id);
    await removeMessages(trx, source.id, messages);
    await handOver(trx, source.id, target.id);
    await handOverChecklist(trx, source.id, target.id, null);
    await moveDrafts(trx, source.id, target.id);
    await recount(trx, source.id);
    await recount(trx, target.id);
    await updateTicketRow(trx, target.id, at, {
      unanswered: target.active && (target.unanswered || source.unanswered),
    });
    const data = { operation, from: source.number, into: target.number, messages: placed, ids: messages };
    await record(
      trx,
      ...closing,
      { kind: "ticket.merged", actor, at, about: aboutTicket(source), data },
      { kind: "ticket.merged", actor, at, about: aboutTicket(target), data },
    );
    return [];
  });
  return { operation, numbers: [source.number, target.number] };
}

async function close(trx: Trx, actor: Actor, source: FullRow, target: FullRow, at: Date): Promise<NewEvent[]> {
  const merged = { merged_into_id: target.id, snoozed_until: null, snoozed_by: null, unanswered: false };
  if (source.category === "closed") {
    await updateTicketRow(trx, source.id, at, merged);
    return [];
  }
  const { set, event } = stateChange(actor, source, await firstStateOf(trx, "closed"), at, { why: "merged" });
  await updateTicketRow(trx, source.id, at, { ...set, ...merged });
  return [event];
}
