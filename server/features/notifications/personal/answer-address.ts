// Where an agent's answer to a notice goes: an address made for him alone. What it may do is intake's to say (trust-table.ts).
import { sql } from "kysely";
import { can } from "../../../../shared/identity/permissions.ts";
import type { Notification, NotificationKind } from "../../../../shared/notifications/schema.ts";
import { agentAddress } from "../../../core/conversations/index.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { Reader } from "./leave.ts";

export interface Answer {
  address: string;
  /** It becomes a note: the notice tells what only colleagues know. Else it goes to the customer. */
  inside: boolean;
}

const ofCustomers: readonly NotificationKind[] = ["reply", "followed", "assigned", "woken"];

interface Row {
  conversation: string;
  address: string | null;
  notes: boolean;
}

/** null: the notices are about several tickets or none, or he does not work on tickets. */
export async function answerTo(
  { database, config }: Desk,
  { actor, personId }: Reader,
  notifications: Notification[],
): Promise<Answer | null> {
  const numbers = new Set(notifications.map(({ ticket }) => ticket?.number ?? null));
  const [number] = numbers;
  if (numbers.size !== 1 || !number || !can(actor, "tickets.work")) return null;
  const messages = notifications.flatMap(({ message }) => message ?? []);
  const { rows } = await sql<Row>`
    select c.id::text as conversation, c.address,
      exists (select from messages m join conversations o on o.id = m.conversation_id
        where m.id = any (${messages}::bigint[]) and (m.kind = 'note' or o.purpose <> 'customer')) as notes
    from tickets t join conversations c on c.id = t.conversation_id where t.number = ${number}`.execute(database.db);
  const [row] = rows;
  if (!row) return null;
  const inside = row.notes || notifications.some(({ kind }) => !ofCustomers.includes(kind));
  const recipient = { personId, holder: "agent" as const, inside };
  const ours = row.address ?? config.address;
  const address = agentAddress(config.secret, ours, row.conversation, recipient, Date.now());
  return address === null ? null : { address, inside };
}
