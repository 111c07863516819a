// Where a message belongs: by the signed reply address, then by the ids it refers to, then by a number in its subject.
// What its writer may do there is the table's to say (trust-table.ts).
import { sql } from "kysely";
import type { Proof } from "../../../shared/conversations/trust.ts";
import { findBounced, type ReplyToken, readReplyAddress, readSupplierAddress } from "../../core/conversations/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Incoming } from "../contract.ts";
import { agentTokenDays, type Outcome, type Reference, trustTable, type Writer } from "./trust-table.ts";

interface Reason {
  why: string;
  /** The same for the reader's own language. */
  code: string;
  values?: Record<string, string>;
}

export interface Place extends Reason {
  conversationId: string;
  /** The ticket that was named. */
  ticketId?: string | null;
  outcome: Exclude<Outcome, "new" | "linked">;
  /** Of an agent's answer: it stays with colleagues. */
  inside?: boolean;
}

export interface Found {
  place: Place | null;
  /** What was looked at and refused, in words, and the ticket it named. */
  refused: (Reason & { ticketId: string | null }) | null;
  /** A signed reply address came with it, made for its writer or for somebody else. */
  token: "own" | "foreign" | null;
}

export interface Looking {
  secret: string;
  /** Envelope recipients: reply tokens stand there, and in To and Cc. */
  recipients: string[];
  personId: string;
  organizationId: string | null;
  proof: Proof;
  /** He works here; now, and not only once. */
  agent: boolean;
  /** Written by a machine: what answers to a signed address is kept there, and does nothing. */
  automatic: boolean;
}

interface Candidate {
  conversationId: string;
  ticketId: string | null;
  writer: Writer;
  reference: Reference;
  token: ReplyToken | null;
}

export async function findConversation(trx: Trx, message: Incoming, looking: Looking): Promise<Found> {
  const bounced = await cameBack(trx, message, looking);
  if (bounced) return { place: bounced, refused: null, token: null };
  let refused: Found["refused"] = null;
  let token: Found["token"] = null;
  for await (const candidate of candidates(trx, message, looking)) {
    if (candidate.token) token = candidate.reference === "token" ? "own" : (token ?? "foreign");
    const outcome =
      looking.automatic && candidate.token
        ? "unverified"
        : trustTable[candidate.writer][looking.proof][candidate.reference];
    if (outcome === "new") continue;
    if (outcome === "linked") {
      refused ??= { ...refusal(candidate, looking, message), ticketId: candidate.ticketId };
      continue;
    }
    const { conversationId, ticketId, reference } = candidate;
    const named = reference === "number" || outcome === "agent" ? { ticketId } : {};
    return {
      place: {
        conversationId,
        ...named,
        ...reason(candidate, outcome, message),
        outcome,
        inside: candidate.token?.inside ?? false,
      },
      refused: null,
      token,
    };
  }
  return { place: null, refused, token };
}

const addressesOf = (message: Incoming, { recipients }: Looking): Set<string> =>
  new Set([...recipients, ...[...message.to, ...message.cc].map(({ address }) => address)]);

/** To where bounces come back, or suppliers answer; whoever wrote it, it proves nothing about him. */
async function cameBack(trx: Trx, message: Incoming, looking: Looking): Promise<Place | null> {
  for (const address of addressesOf(message, looking)) {
    const aside = readSupplierAddress(looking.secret, address);
    if (aside && (await ofConversation(trx, aside, looking))) {
      const why = "it answers what was forwarded to him";
      return { conversationId: aside, why, code: "conversation.supplier", outcome: "unverified" };
    }
    const bounced = await findBounced(trx, looking.secret, address);
    if (!bounced) continue;
    const why = `it came back to the address for bounces of a message${bounced.recipient ? ` to ${bounced.recipient}` : ""}`;
    return { conversationId: bounced.conversationId, why, code: "conversation.bounced", outcome: "unverified" };
  }
  return null;
}

async function* candidates(trx: Trx, message: Incoming, looking: Looking): AsyncGenerator<Candidate> {
  for (const address of addressesOf(message, looking)) {
    const token = readReplyAddress(looking.secret, address, Date.now());
    const found = token && (await ofConversation(trx, token.conversationId, looking, numberIn(message.subject)));
    if (found) yield { ...found, token, reference: isHis(token, found.writer, looking) ? "token" : "foreign-token" };
  }
  const ids = [...new Set([...message.inReplyTo, ...[...message.references].reverse()])].slice(0, 50);
  for (const found of ids.length ? await ofReferences(trx, ids, looking) : [])
    yield { ...found, token: null, reference: "message-id" };
  const number = numberIn(message.subject);
  const found = number && (await ofNumber(trx, number, looking));
  if (found) yield { ...found, token: null, reference: "number" };
}

function isHis(token: ReplyToken, writer: Writer, { personId }: Looking): boolean {
  if (token.personId !== personId) return false;
  if (writer !== "agent") return token.holder === "party";
  // To speak for us takes more: his own kind of token, young, and letter by letter as it left here.
  return token.holder === "agent" && token.exact && token.age !== null && token.age >= 0 && token.age <= agentTokenDays;
}

type InConversation = Pick<Candidate, "conversationId" | "ticketId" | "writer">;

const writerIn = ({ personId, organizationId, agent }: Looking) => sql<Writer>`case
  when exists (select from conversation_participants p
    where p.conversation_id = c.id and p.person_id = ${personId} and p.role = 'requester') then 'requester'
  when ${agent}::boolean then 'agent'
  when exists (select from conversation_participants p where p.conversation_id = c.id and p.person_id = ${personId}) then 'participant'
  when exists (select from ticket_conversations tc join tickets t on t.id = tc.ticket_id
    where c.purpose = 'customer' and tc.conversation_id = c.id and t.organization_id is not null
      and t.organization_id = ${organizationId}::bigint) then 'colleague'
  else 'stranger' end`;

/** Of several tickets in it the one that the subject names. */
const ticketOf = (number: string | null = null) => sql`(select tc.ticket_id::text from ticket_conversations tc
  join tickets t on t.id = tc.ticket_id where tc.conversation_id = c.id
  order by (t.number is not distinct from ${number}) desc, (t.category = 'closed'), tc.ticket_id desc limit 1)`;

async function ofConversation(
  trx: Trx,
  id: string,
  looking: Looking,
  number: string | null = null,
): Promise<InConversation | null> {
  const { rows } = await sql<InConversation>`
    select c.id::text as "conversationId", ${writerIn(looking)} as writer, ${ticketOf(number)} as "ticketId"
    from conversations c where c.id = ${id}`.execute(trx);
  return rows[0] ?? null;
}

/** The one that he answers to first; at most a few. */
async function ofReferences(trx: Trx, ids: string[], looking: Looking): Promise<InConversation[]> {
  const { rows } = await sql<InConversation>`
    select c.id::text as "conversationId", ${writerIn(looking)} as writer, ${ticketOf()} as "ticketId"
    from (select m.conversation_id, min(array_position(${ids}::text[], m.message_id_header)) as place
      from messages m where m.message_id_header = any (${ids}::text[]) group by 1 order by 2 limit 5) r
    join conversations c on c.id = r.conversation_id order by r.place`.execute(trx);
  return rows;
}

async function ofNumber(trx: Trx, number: string, looking: Looking): Promise<InConversation | null> {
  const { rows } = await sql<InConversation>`
    select c.id::text as "conversationId", ${writerIn(looking)} as writer, coalesce(x.merged_into_id, x.id)::text as "ticketId"
    from tickets x join conversations c on c.id = x.conversation_id where x.number = ${number}`.execute(trx);
  return rows[0] ?? null;
}

function reason({ reference, token }: Candidate, outcome: Outcome, { subject }: Incoming): Reason {
  if (outcome === "agent") {
    const why = "an agent answers to the address that was made for him, and his domain vouches for him";
    return { why, code: "conversation.agent" };
  }
  const unproven = outcome === "unverified";
  const claim = unproven ? "; it is not proven that he wrote it" : "";
  const code = (name: string) => `conversation.${name}${unproven ? "Unproven" : ""}`;
  if (reference === "token")
    return { why: `he answered to the signed address of this conversation${claim}`, code: code("token") };
  if (token) {
    const why = `he answered to a signed address of this conversation that was made for somebody else${claim}`;
    return { why, code: code("foreignToken") };
  }
  if (reference === "message-id")
    return { why: `it refers to a message of this conversation${claim}`, code: code("reference") };
  const number = numberIn(subject) ?? "";
  const why = `its subject names ticket ${number}, and the writer belongs to it${claim}`;
  return { why, code: code("number"), values: { number } };
}

function refusal({ writer, reference }: Candidate, { proof }: Looking, { subject }: Incoming): Reason {
  const number = numberIn(subject) ?? "";
  const [named, what] =
    reference === "number"
      ? [`its subject names ticket ${number}`, "Number"]
      : reference === "message-id"
        ? ["it refers to a conversation", "Reference"]
        : [
            `it came to a signed address ${reference === "token" ? "of his" : "that was made for somebody else"}`,
            "Token",
          ];
  const values = { number };
  if (writer === "agent") {
    const why = `${named}, in the name of an agent, and that takes an address made for him and a domain that vouches for him`;
    return { why, code: "conversation.refusedAgent", values };
  }
  if (proof === "failed") {
    const why = `${named}, but its sender's domain says that the mail is not his`;
    return { why, code: "conversation.refusedForged", values };
  }
  return writer === "stranger"
    ? { why: `${named}, which its writer does not belong to`, code: `conversation.refused${what}`, values }
    : { why: `${named}, and nothing proves who wrote it`, code: "conversation.refusedUnproven", values };
}

/** `[#20260042]`, `#20260042`, `Ticket 20260042`: what people and our own mails write. */
export const numberIn = (subject: string): string | null =>
  /(?:\[#|#|\bticket[ #:]{1,3})([A-Za-z0-9-]{5,32})\b/i.exec(subject)?.[1] ?? null;
