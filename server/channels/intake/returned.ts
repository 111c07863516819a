// Bounces and complaints (F13, T8, T9): news about a message of ours, never a message of a customer. They count only with
// an address that we had signed; what has none changes nothing.
import { isHard } from "../../../shared/conversations/delivery-reports.ts";
import { systemActor } from "../../../shared/identity/permissions.ts";
import {
  findBounced,
  findReported,
  type ReportedMessage,
  readReplyAddress,
  reportDelivery,
} from "../../core/conversations/index.ts";
import { noteBounce, noteComplaint } from "../../core/people/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Incoming, Returned } from "../contract.ts";
import type { Handled } from "./handled.ts";
import type { ClaimedMail } from "./store.ts";

/** Characters of a report that are kept; the whole mail is in the ledger. */
const textAtMost = 4000;

/** null: it proves by nothing that it is about a message of ours. */
export async function takeReturned(
  trx: Trx,
  secret: string,
  mail: ClaimedMail,
  message: Incoming,
  returned: Returned,
): Promise<Handled | null> {
  const proof = await signedAddress(trx, secret, mail, message, returned);
  if (!proof) return null;
  const { conversationId } = proof;
  const reported = await findReported(trx, proof, returned);
  if (!reported) return null;
  const kind = message.kind === "complaint" ? "complaint" : isDelay(returned) ? "delayed" : "failed";
  const recipient = proof.recipient?.toLowerCase() ?? recipientOf(returned, reported);
  const isNew = await reportDelivery(trx, systemActor, {
    messageId: reported.messageId,
    mailId: mail.id,
    kind,
    recipient: recipient ?? returned.recipient ?? "",
    status: returned.status,
    reporter: message.from?.address ?? null,
    text: message.text.trim().slice(0, textAtMost).toWellFormed(),
    at: mail.received_at,
  });
  // Everybody in a conversation holds its reply address: of the others there he can prove nothing with it (T9).
  if (isNew && recipient && (proof.messageId || kind === "complaint"))
    await mark(trx, recipient, kind, returned, mail.received_at);
  const why = isNew ? words[kind] : "the same was reported before";
  const code = `returned.${isNew ? kind : "again"}`;
  return { status: "done", step: "returned", why, code, conversationId, ticketId: reported.ticketId, messageId: null };
}

const words = {
  complaint: "a complaint about a message of ours, proved by its signed address: shown with the message",
  delayed: "a message of ours is delayed, proved by its signed address: shown with the message",
  failed: "a message of ours came back, proved by its signed address: shown with the message",
};

interface Proof {
  conversationId: string;
  /** What the address for bounces says by itself; null: a reply address, which says the conversation only. */
  messageId: string | null;
  recipient: string | null;
}

/** Where a bounce is sent to is the envelope's sender of what we sent; a complaint brings our mail's head along. */
async function signedAddress(
  trx: Trx,
  secret: string,
  mail: ClaimedMail,
  message: Incoming,
  { originalSenders }: Returned,
): Promise<Proof | null> {
  const addresses = [...mail.envelope_to, ...message.to.map((to) => to.address), ...originalSenders];
  for (const address of addresses) {
    const bounced = await findBounced(trx, secret, address);
    if (bounced) return bounced;
  }
  for (const address of addresses) {
    const conversationId = readReplyAddress(secret, address, Date.now())?.conversationId;
    if (conversationId) return { conversationId, messageId: null, recipient: null };
  }
  return null;
}

/** RFC 3464 2.3.3: "failed" with a 4.x.x is final too, the time to try was up. */
const isDelay = ({ action, status }: Returned): boolean =>
  action ? action === "delayed" : (status ?? "").startsWith("4.");

/** Nobody but who got the message: a report about somebody else says nothing about him. */
function recipientOf({ recipient }: Returned, { recipients }: ReportedMessage): string | null {
  const named = recipient?.toLowerCase() ?? null;
  if (named && recipients.includes(named)) return named;
  // Forwarded to where it failed: still the one address that we wrote to.
  return recipients.length === 1 ? (recipients[0] ?? null) : null;
}

async function mark(trx: Trx, address: string, kind: string, { status }: Returned, at: Date): Promise<void> {
  if (kind === "complaint") await noteComplaint(trx, address, at);
  if (kind === "failed" && isHard(status)) await noteBounce(trx, address, status, at);
}
