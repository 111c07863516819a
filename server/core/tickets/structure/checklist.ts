// Points of a ticket that are ticked off: by hand, or cited from its messages (B2).
import { sql } from "kysely";
import { pointsOf } from "../../../../shared/conversations/points.ts";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type {
  AddChecklistItem,
  ChangeChecklistItem,
  Checklist,
  ChecklistItem,
} from "../../../../shared/tickets/checklist.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { invalidField } from "../../../platform/errors.ts";
import { record } from "../../../platform/events.ts";
import { itemNotFound, pointTaken } from "../errors.ts";
import { aboutTicket } from "../update-ticket.ts";
import { lockToChange, type TicketRow } from "../visible-ticket.ts";
import { deleteItem, insertItem, setOrder, updateItem } from "./checklist-store.ts";
import { ofTicket } from "./picked.ts";

type Row = Omit<ChecklistItem, "done" | "doneAt"> & { doneAt: Date | null };

export async function listItems(db: Db | Trx, ticketId: string): Promise<Checklist> {
  const { rows } = await sql<Row>`
    select i.id::text as id, i.text, i.message_id::text as message, i.point, i.done_at as "doneAt",
      case when tm.number is not null then tm.number || '.' || i.point end as cite,
      (select json_build_object('id', p.id::text, 'name', p.name, 'email', null) from people p where p.id = i.done_by) as "doneBy",
      row_number() over (order by i.position, i.id)::int as position
    from checklist_items i left join ticket_messages tm on tm.ticket_id = i.ticket_id and tm.message_id = i.message_id
    where i.ticket_id = ${ticketId} order by i.position, i.id`.execute(db);
  return {
    items: rows.map((row) => ({ ...row, done: row.doneAt !== null, doneAt: row.doneAt?.toISOString() ?? null })),
  };
}

const atMost = 500;

export async function addItem(trx: Trx, actor: Actor, number: string, input: AddChecklistItem): Promise<Checklist> {
  const ticket = await lockToChange(trx, actor, number);
  const { items } = await listItems(trx, ticket.id);
  if (items.length >= atMost) throw invalidField("text", `would be more than ${atMost} points`);
  const { text, messageId, point } = await wanted(trx, ticket, input);
  const id = await insertItem(trx, { ticketId: ticket.id, text, messageId, point });
  if (id === null) throw pointTaken();
  await tell(trx, actor, ticket, "added", id, text);
  return listItems(trx, ticket.id);
}

async function wanted(trx: Trx, ticket: TicketRow, { text, message, point }: AddChecklistItem) {
  if (message === undefined && point === undefined) {
    if (text === undefined) throw invalidField("text", "is missing");
    return { text, messageId: null, point: null };
  }
  if (message === undefined) throw invalidField("message", "is missing");
  if (point === undefined) throw invalidField("point", "is missing");
  const { rows } = await sql<{ text: string }>`
    select m.text from messages m where m.id = ${message} and ${ofTicket(ticket.id)}`.execute(trx);
  if (!rows[0]) throw invalidField("message", "does not stand in this ticket");
  const found = pointsOf(rows[0].text).find((each) => each.point === point);
  if (!found) throw invalidField("point", "is not there: the message has no such list item");
  return { text: (text ?? found.text).slice(0, 1000), messageId: message, point };
}

export async function changeItem(
  trx: Trx,
  actor: Actor,
  number: string,
  id: string,
  input: ChangeChecklistItem,
): Promise<Checklist> {
  const ticket = await lockToChange(trx, actor, number);
  const { items } = await listItems(trx, ticket.id);
  const item = items.find((each) => each.id === id);
  if (!item) throw itemNotFound();
  if (input.text !== undefined && input.text !== item.text) {
    await updateItem(trx, id, { text: input.text });
    await tell(trx, actor, ticket, "changed", id, input.text);
  }
  if (input.done !== undefined && input.done !== item.done) {
    await updateItem(trx, id, { done_at: input.done ? new Date() : null, done_by: input.done ? actor.personId : null });
    await tell(trx, actor, ticket, input.done ? "done" : "undone", id, input.text ?? item.text);
  }
  if (input.position !== undefined && input.position !== item.position) {
    const others = items.filter((each) => each.id !== id).map((each) => each.id);
    await setOrder(trx, others.toSpliced(input.position - 1, 0, id));
  }
  return listItems(trx, ticket.id);
}

export async function removeItem(trx: Trx, actor: Actor, number: string, id: string): Promise<Checklist> {
  const ticket = await lockToChange(trx, actor, number);
  const item = (await listItems(trx, ticket.id)).items.find((each) => each.id === id);
  if (!item) throw itemNotFound();
  await deleteItem(trx, id);
  await tell(trx, actor, ticket, "removed", id, item.text);
  return listItems(trx, ticket.id);
}

type Change = "added" | "changed" | "done" | "undone" | "removed";

const tell = (trx: Trx, actor: Actor, ticket: TicketRow, change: Change, item: string, text: string): Promise<void> =>
  record(trx, {
    kind: "ticket.checklist-changed",
    actor,
    about: aboutTicket(ticket),
    data: { change, item, text },
  });
