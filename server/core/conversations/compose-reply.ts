// What a reply needs to be part of its talk: whom it goes to, what it answers, a name of its own.
import { randomBytes } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { CreateMessage } from "../../../shared/conversations/schema.ts";
import type { Trx } from "../../platform/db.ts";
import { conflict, invalidField } from "../../platform/errors.ts";
import { noRecipient } from "./errors.ts";
import { othersIn } from "./others.ts";
import { sendAs } from "./send-as.ts";
import type { MessageSender } from "./store.ts";

export interface Talk {
  conversationId: string;
  requesterId: string | null;
  /** As SQL. */
  queue: RawBuilder<unknown>;
  /** Who answers. */
  agent: { name: string };
}

export interface ReplyHead {
  subject: string;
  from: string;
  to: string[];
  cc: string[];
  messageIdHeader: string;
  inReplyTo: string | null;
  references: string[];
  sender: MessageSender | null;
}

/** `address` is ours when the conversation has none of its own. */
export async function composeReply(
  trx: Trx,
  talk: Talk,
  input: Pick<CreateMessage, "to" | "cc">,
  address: string,
): Promise<ReplyHead> {
  const thread = await loadThread(trx, talk.conversationId, talk.requesterId);
  const to = input.to?.length ? input.to : thread.replyTo ? [thread.replyTo] : [];
  if (to.length === 0) throw noRecipient({}, { to: "the requester has no e-mail address" });
  const cc = input.cc ?? thread.cc.filter((each) => !sameIn(to, each));
  requireAddresses("to", to);
  requireAddresses("cc", cc);
  const as = await sendAs(trx, talk.queue, talk.agent, address);
  const from = as.address ?? thread.address ?? address;
  return {
    subject: `Re: ${thread.subject.replace(/^(?:(?:re|fwd?|aw|odp|vs|на|ответ|отв)\s*:\s*)+/i, "")}`,
    from,
    to,
    cc,
    messageIdHeader: newMessageId(from),
    inReplyTo: thread.answers ?? thread.references.at(-1) ?? null,
    references: thread.references,
    sender: as.sender,
  };
}

const sameIn = (addresses: readonly string[], one: string): boolean =>
  addresses.some((each) => each.toLowerCase() === one.toLowerCase());

interface Thread {
  subject: string;
  address: string | null;
  replyTo: string | null;
  cc: string[];
  /** Message-ID of the last thing the customer wrote: a receipt of ours after it is nothing to answer to. */
  answers: string | null;
  /** Message-IDs of the talk so far, oldest first, at most twenty (RFC 5322 3.6.4 wants the first and the last). */
  references: string[];
}

async function loadThread(trx: Trx, conversationId: string, requesterId: string | null): Promise<Thread> {
  const { rows } = await sql<Thread & { ids: string[] }>`
    select c.subject, c.address,
      coalesce((select m.from_address from messages m where m.conversation_id = c.id and m.kind = 'inbound' and not m.automatic
          and m.author_id = ${requesterId} and m.from_address is not null order by m.id desc limit 1),
        (select value from contact_points p where p.person_id = ${requesterId} and p.kind = 'email' order by p.id limit 1)) as "replyTo",
      ${othersIn(sql`c.id`, sql`${requesterId}::bigint`)} as cc,
      (select m.message_id_header from messages m where m.conversation_id = c.id and m.kind = 'inbound' and not m.automatic
        and m.message_id_header is not null order by m.id desc limit 1) as answers,
      array(select m.message_id_header from messages m where m.conversation_id = c.id and m.message_id_header is not null
        order by m.id) as ids
    from conversations c where c.id = ${conversationId}`.execute(trx);
  const found = rows[0];
  if (!found) throw conflict({ why: "The ticket's conversation is gone." });
  const { ids, ...thread } = found;
  return { ...thread, references: ids.length > 20 ? [ids[0] as string, ...ids.slice(-19)] : ids };
}

/** 128 random bits: who was not written to cannot guess it and so cannot refer to it (S1). */
export const newMessageId = (address: string): string =>
  `${randomBytes(16).toString("hex")}@${address.slice(address.lastIndexOf("@") + 1)}`;

function requireAddresses(field: string, addresses: readonly string[]): void {
  for (const [index, address] of addresses.entries()) {
    if (!/^[^\s@<>,;:"()[\]\\\p{Cc}]+@[^\s@<>,;:"()[\]\\\p{Cc}]+$/u.test(address)) {
      throw invalidField(`${field}.${index}`, "is not an e-mail address");
    }
  }
}
