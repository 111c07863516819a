// What is known of a mail's writer: what the checks found, what the desk knows of him, and whether he borrows a name.
import { domainToASCII } from "node:url";
import { sql } from "kysely";
import {
  type Authentication,
  nothingFound,
  type Proof,
  proofOf,
  trustOf,
} from "../../../shared/conversations/trust.ts";
import type { KnownPerson } from "../../core/people/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Incoming } from "../contract.ts";
import type { Found } from "./find-conversation.ts";
import type { ClaimedMail } from "./store.ts";

export interface Writer {
  person: KnownPerson;
  authentication: Authentication;
  proof: Proof;
  /** He has a role that works here, active or not. */
  agent: boolean;
  /** The name that he gives is an agent's, or holds an address of ours, and he is not that. */
  namedLikeAgent: string | null;
}

export async function whoWrote(
  trx: Trx,
  mail: ClaimedMail,
  message: Incoming,
  person: KnownPerson,
  ours: (address: string) => Promise<boolean>,
): Promise<Writer> {
  const authentication = mail.authentication ?? nothingFound;
  const name = (message.from?.name ?? "").replace(/\s+/g, " ").trim();
  const { rows } = await sql<{ agent: boolean; named: boolean }>`
    select exists (select from person_roles x join roles r on r.id = x.role_id
        where x.person_id = ${person.id} and 'tickets.work' = any (r.permissions)) as agent,
      exists (select from people p join person_roles x on x.person_id = p.id join roles r on r.id = x.role_id
        where lower(p.name) = lower(${name}) and p.id <> ${person.id} and 'tickets.work' = any (r.permissions)) as named`.execute(
    trx,
  );
  const { agent = false, named = false } = rows[0] ?? {};
  const address = /[^\s<>"'(),;:@]+@[^\s<>"'(),;:@]+/.exec(name)?.[0];
  const borrowed = named ? name : address && (await ours(address)) ? address : null;
  return {
    person,
    authentication,
    proof: proofOfSender(mail, message),
    agent,
    namedLikeAgent: borrowed && !(agent && !named) ? borrowed : null,
  };
}

/** Does From's own domain vouch for it? */
export const proofOfSender = (mail: Pick<ClaimedMail, "authentication">, message: Pick<Incoming, "from">): Proof =>
  proofOf(mail.authentication ?? nothingFound, domainOf(message));

/** As the checks write it: ASCII, lower case. */
function domainOf({ from }: Pick<Incoming, "from">): string | null {
  if (!from) return null;
  return domainToASCII(from.address.slice(from.address.lastIndexOf("@") + 1)).toLowerCase() || null;
}

/** How sure we are, and why. */
export const trustIn = (writer: Writer, message: Incoming, found: Found) =>
  trustOf({
    proof: writer.proof,
    authentication: writer.authentication,
    knownAddress: !writer.person.created,
    token: found.token,
    namedLikeAgent: writer.namedLikeAgent,
    agent: writer.agent,
    answersElsewhere: elsewhere(message),
    notAParty: found.refused !== null,
  });

function elsewhere({ from, replyTo }: Incoming): string | null {
  const wanted = replyTo[0]?.address;
  return wanted && wanted.toLowerCase() !== from?.address.toLowerCase() ? wanted : null;
}

/** Where an answer goes. Into a talk that others began nobody sends answers elsewhere on a mere claim (S1). */
export function answersTo(message: Incoming, { place }: Found): string | null {
  const own = message.from?.address ?? null;
  return place === null || place.outcome === "joins" ? (message.replyTo[0]?.address ?? own) : own;
}
