// Where a message belongs: by the signed reply address, then by the ids it refers to, then by a number in its subject;
// the last two only if the writer may (RELIABILITY.md S1).
import { sql } from "kysely";
import { findBounced, readReplyAddress } from "../../core/conversations/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Incoming } from "../contract.ts";

export interface Place {
  conversationId: string;
  why: string;
  /** The ticket that was named. */
  ticketId?: string | null;
  /** Found by an address that we had signed. */
  signed?: boolean;
}

export interface Found {
  place: Place | null;
  /** What was looked at and refused, in words, and the ticket it named. */
  refused: { why: string; ticketId: string | null } | null;
}

interface Looking {
  secret: string;
  /** Envelope recipients: reply tokens stand there, and in To and Cc. */
  recipients: string[];
  personId: string;
  organizationId: string | null;
}

export async function findConversation(trx: Trx, message: Incoming, looking: Looking): Promise<Found> {
  const addresses = [
    ...looking.recipients,
    ...message.to.map((to) => to.address),
    ...message.cc.map((cc) => cc.address),
  ];
  for (const address of addresses) {
    const conversationId = readReplyAddress(looking.secret, address);
    if (conversationId && (await exists(trx, conversationId))) {
      return {
        place: { conversationId, why: "he answered to the signed address of this conversation", signed: true },
        refused: null,
      };
    }
    const aside = readReplyAddress(looking.secret, address, "supplier");
    if (aside && (await exists(trx, aside)))
      return { place: { conversationId: aside, why: "it answers what was forwarded to him" }, refused: null };
    const bounced = await findBounced(trx, looking.secret, address);
    if (bounced) {
      const why = `it came back to the address for bounces of a message${bounced.recipient ? ` to ${bounced.recipient}` : ""}`;
      return { place: { conversationId: bounced.conversationId, why }, refused: null };
    }
  }
  const ids = [...new Set([...message.inReplyTo, ...[...message.references].reverse()])].slice(0, 50);
  const byReference = ids.length ? await ofReferences(trx, ids, looking) : null;
  if (byReference?.may)
    return {
      place: { conversationId: byReference.conversationId, why: "it refers to a message of this conversation" },
      refused: null,
    };
  const number = numberIn(message.subject);
  const byNumber = number ? await ofNumber(trx, number, looking) : null;
  if (byNumber?.may)
    return {
      place: {
        conversationId: byNumber.conversationId,
        ticketId: byNumber.ticketId,
        why: `its subject names ticket ${number}, and the writer belongs to it`,
      },
      refused: null,
    };
  if (byReference)
    return {
      place: null,
      refused: {
        why: "it refers to a conversation that its writer does not belong to",
        ticketId: byReference.ticketId,
      },
    };
  if (byNumber)
    return {
      place: null,
      refused: {
        why: `its subject names ticket ${number}, which its writer does not belong to`,
        ticketId: byNumber.ticketId,
      },
    };
  return { place: null, refused: null };
}

interface Candidate {
  conversationId: string;
  ticketId: string | null;
  may: boolean;
}

/** He takes part in it, or, where it is the customer's talk, works for the organization that its ticket is for. */
const mayJoin = ({ personId, organizationId }: Looking) => sql`(
  exists (select from conversation_participants p where p.conversation_id = c.id and p.person_id = ${personId})
  or exists (select from ticket_conversations tc join tickets t on t.id = tc.ticket_id
    where c.purpose = 'customer' and tc.conversation_id = c.id and t.organization_id is not null and t.organization_id = ${organizationId}::bigint))`;

const ticketOf = sql`(select tc.ticket_id::text from ticket_conversations tc where tc.conversation_id = c.id order by tc.ticket_id desc limit 1)`;

async function ofReferences(trx: Trx, ids: string[], looking: Looking): Promise<Candidate | null> {
  const { rows } = await sql<Candidate>`
    select c.id::text as "conversationId", ${mayJoin(looking)} as may, ${ticketOf} as "ticketId"
    from messages m join conversations c on c.id = m.conversation_id
    where m.message_id_header = any (${ids}::text[])
    order by 2 desc, array_position(${ids}::text[], m.message_id_header) limit 1`.execute(trx);
  return rows[0] ?? null;
}

async function ofNumber(trx: Trx, number: string, looking: Looking): Promise<Candidate | null> {
  const { rows } = await sql<Candidate>`
    select c.id::text as "conversationId", ${mayJoin(looking)} as may, coalesce(x.merged_into_id, x.id)::text as "ticketId"
    from tickets x join conversations c on c.id = x.conversation_id where x.number = ${number}`.execute(trx);
  return rows[0] ?? null;
}

async function exists(trx: Trx, conversationId: string): Promise<boolean> {
  return (
    (await trx.selectFrom("conversations").select("id").where("id", "=", conversationId).executeTakeFirst()) !==
    undefined
  );
}

/** `[#20260042]`, `#20260042`, `Ticket 20260042`: what people and our own mails write. */
export const numberIn = (subject: string): string | null =>
  /(?:\[#|#|\bticket[ #:]{1,3})([A-Za-z0-9-]{5,32})\b/i.exec(subject)?.[1] ?? null;
