// The talk aside with a supplier about a ticket: one for each of them, found again when more is forwarded to him.
import { sql } from "kysely";
import type { Trx } from "../../platform/db.ts";
import { insertConversation } from "./store.ts";

export interface SupplierTalk {
  id: string;
  /** Ours, that the ticket's own talk is held under. */
  address: string | null;
  /** Message-IDs of this talk alone, oldest first, at most twenty: those of the customer's stay with us. */
  references: string[];
  isNew: boolean;
}

interface About {
  ticketId: string;
  personId: string;
  subject: string;
  at: Date;
}

/** The ticket is locked by the caller, so that two at once do not make two. */
export async function supplierTalk(trx: Trx, { ticketId, personId, subject, at }: About): Promise<SupplierTalk> {
  const { rows } = await sql<{ id: string; address: string | null; ids: string[] }>`
    select c.id, c.address, array(select m.message_id_header from messages m
      where m.conversation_id = c.id and m.message_id_header is not null order by m.id) as ids
    from ticket_conversations tc join conversations c on c.id = tc.conversation_id
    join conversation_participants p on p.conversation_id = c.id
    where tc.ticket_id = ${ticketId} and c.purpose = 'supplier' and p.person_id = ${personId}
    order by c.id limit 1`.execute(trx);
  const [known] = rows;
  if (known) {
    const { id, address, ids } = known;
    return { id, address, references: ids.length > 20 ? [ids[0] as string, ...ids.slice(-19)] : ids, isNew: false };
  }
  const own = await trx
    .selectFrom("tickets")
    .innerJoin("conversations", "conversations.id", "tickets.conversation_id")
    .select("conversations.address")
    .where("tickets.id", "=", ticketId)
    .executeTakeFirst();
  const address = own?.address ?? null;
  const talk = { channel: "email", subject, address, at, purpose: "supplier" as const };
  const id = await insertConversation(trx, talk, [{ personId, role: "requester" }]);
  return { id, address, references: [], isNew: true };
}
