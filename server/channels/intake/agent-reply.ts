// An agent answers a customer by mail, or a notice of the desk: only from the address that was made for him, and only while he may (S2).
import { aboveAnswerLine } from "../../../shared/conversations/answer-line.ts";
import { loadActor } from "../../core/identity/index.ts";
import { answerByMail, type Received } from "../../core/tickets/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Settings } from "../../platform/settings.ts";
import type { Incoming } from "../contract.ts";
import type { Place } from "./find-conversation.ts";
import type { KeptAttachment } from "./keep-attachments.ts";
import type { ClaimedMail } from "./store.ts";

export interface AgentReply {
  personId: string;
  place: Place;
  attachments: KeptAttachment[];
  settings: Settings;
  /** Our address when the conversation has none of its own. */
  address: string;
}

/** null: he was deactivated, does not work here any more, or may not see the ticket. */
export async function takeAgentReply(
  trx: Trx,
  mail: ClaimedMail,
  message: Incoming,
  { personId, place, attachments, settings, address }: AgentReply,
): Promise<Received | null> {
  const actor = await loadActor(trx, personId);
  if (!actor || !place.ticketId) return null;
  const own = aboveAnswerLine(message.replyText);
  const written = await answerByMail(trx, actor, place.ticketId, {
    body: own || message.replyText,
    // Nothing of his own above the line: what came is kept, and goes to nobody outside.
    inside: place.inside === true || own === "",
    attachments,
    address,
    undoSeconds: settings.mail.undoSeconds,
    writtenTo: [...message.to, ...message.cc, message.from].flatMap((each) =>
      each ? [each.address.toLowerCase()] : [],
    ),
    mail: { mailId: mail.id, rawSha256: mail.sha256.toString("hex"), inReplyTo: message.inReplyTo[0] ?? null },
  });
  return (
    written && {
      ...written,
      ticketId: place.ticketId,
      opened: false,
      why: `${actor.name} answers ticket ${written.number} by mail`,
      code: "ticket.agent",
      values: { name: actor.name, number: written.number },
    }
  );
}
