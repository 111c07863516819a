// POST /conversations/{id}/messages: a simple question is answered, or noted upon, without a ticket (F12).
import type { CreateConversationMessage } from "../../../shared/conversations/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { addMessage, queueMessage } from "./add-message.ts";
import { composeReply } from "./compose-reply.ts";
import { removeSentDraft } from "./drafts/store.ts";
import { type ConversationRow, lockConversation } from "./lock-conversation.ts";
import { renderNote } from "./mentions.ts";
import { decideCrypto } from "./outgoing-crypto.ts";
import { renderMessage } from "./render-message.ts";
import { queueOfTalk } from "./send-as.ts";
import { type InsertedMessage, type MessageAttachment, setUnanswered } from "./store.ts";

export interface WriteInConversation {
  input: CreateConversationMessage;
  attachments: MessageAttachment[];
  /** Our address when the conversation has none of its own. */
  address: string;
  undoSeconds: number;
}

/** Returns the message's id. */
export async function writeInConversation(
  trx: Trx,
  actor: Actor,
  id: string,
  write: WriteInConversation,
): Promise<string> {
  const conversation = await lockConversation(trx, actor, id);
  const { kind, draft } = write.input;
  const message =
    kind === "note" ? await note(trx, actor, conversation, write) : await answer(trx, actor, conversation, write);
  if (draft !== undefined && actor.personId !== null)
    await removeSentDraft(trx, { conversationId: id }, actor.personId, draft);
  return message.id;
}

const said = (actor: Actor, conversationId: string, at: Date) => ({
  conversationId,
  authorId: actor.personId,
  authorName: actor.name,
  at,
  trust: "verified" as const,
  place: null,
});

async function note(
  trx: Trx,
  actor: Actor,
  { id }: ConversationRow,
  { input, attachments }: WriteInConversation,
): Promise<InsertedMessage> {
  const body = renderNote(input.body, input.format ?? "text", attachments);
  const from = said(actor, id, new Date());
  return addMessage(trx, actor, { ...from, ...body, kind: "note", channel: "api", subject: null });
}

async function answer(
  trx: Trx,
  actor: Actor,
  conversation: ConversationRow,
  { input, attachments, address, undoSeconds }: WriteInConversation,
): Promise<InsertedMessage> {
  const { id } = conversation;
  const at = new Date();
  const talk = { conversationId: id, requesterId: conversation.requester_id, queue: queueOfTalk(id), agent: actor };
  const head = await composeReply(trx, talk, input, address);
  const leaving = { conversationId: id, from: head.from, to: [...head.to, ...head.cc] };
  const undoUntil = new Date(at.getTime() + undoSeconds * 1000);
  const message = await queueMessage(trx, actor, {
    ...said(actor, id, at),
    ...renderMessage(input.body, input.format ?? "text", attachments),
    ...head,
    crypto: await decideCrypto(trx, leaving, input.protection),
    kind: "outbound",
    channel: "email",
    undoUntil,
    sendAt: undoUntil,
  });
  await setUnanswered(trx, id, false);
  return message;
}
