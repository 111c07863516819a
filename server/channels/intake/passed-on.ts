// A colleague passes a customer's mail on to the desk: the request is the customer's, and it is noted who brought it. Only for
// an agent whose domain vouches for him: to anybody else it is what he himself writes.
import { type Trust, trustLevels } from "../../../shared/conversations/trust.ts";
import { systemActor } from "../../../shared/identity/permissions.ts";
import { loadActor } from "../../core/identity/index.ts";
import { findOrCreatePerson, type KnownPerson } from "../../core/people/index.ts";
import { noteByMail, type Received } from "../../core/tickets/index.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import type { Incoming } from "../contract.ts";
import type { Found } from "./find-conversation.ts";
import type { Writer } from "./who-wrote.ts";

export interface PassedOn {
  /** As if he had sent it himself. */
  message: Incoming;
  person: KnownPerson;
  trust: Trust;
  by: KnownPerson;
  comment: string;
}

export async function passedOn(
  trx: Trx,
  message: Incoming,
  { agent, proof, person: by }: Writer,
  { place }: Found,
  takes: (address: string) => Promise<boolean>,
): Promise<PassedOn | null> {
  const { forwarded } = message;
  if (!forwarded || place || !agent || !by.active || proof !== "proven" || message.kind !== "person") return null;
  if (await takes(forwarded.from.address)) return null;
  const { address: email, name } = forwarded.from;
  const person = await findOrCreatePerson(trx, systemActor, { email, name });
  if (person.id === by.id) return null;
  return {
    by,
    person,
    comment: forwarded.comment,
    // What an agent shows us of a mail is his word for it: who is known stays a claim.
    trust: {
      level: trustLevels[person.created ? 0 : 1],
      reasons: [
        { code: "forwarded-by", detail: by.name },
        { code: person.created ? "new-address" : "known-address", detail: null },
      ],
    },
    message: {
      ...message,
      from: forwarded.from,
      replyTo: [],
      subject: forwarded.subject,
      replyText: forwarded.text,
      quoted: "",
      safeHtml: null,
      remoteImages: 0,
      thanks: false,
    },
  };
}

/** What he wrote above it becomes his note, and the history says that he brought it. */
export async function noteWhoPassedOn(
  trx: Trx,
  { by, comment, message }: PassedOn,
  conversationId: string,
  { ticketId, messageId }: Received,
): Promise<void> {
  const actor = await loadActor(trx, by.id);
  if (!actor) return;
  await record(trx, {
    kind: "message.forwarded",
    actor,
    about: { ticketId, messageId, conversationId },
    data: { from: message.from?.address ?? "" },
  });
  if (ticketId && comment) await noteByMail(trx, actor, ticketId, comment);
}
