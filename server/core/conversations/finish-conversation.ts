import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { getConversation } from "./conversation-list.ts";
import { lockConversation } from "./lock-conversation.ts";
import { finishConversation as finish, reopenConversation as reopen } from "./store.ts";

/** A simple question was answered, no ticket needed (F12). Finishing twice changes nothing. */
export async function finishConversation(trx: Trx, actor: Actor, id: string) {
  await lockConversation(trx, actor, id);
  if (await finish(trx, id, new Date())) {
    await record(trx, { kind: "conversation.finished", actor, about: { conversationId: id }, data: {} });
  }
  return getConversation(trx, actor, id);
}

/** The other way round, with the question unanswered again if it was. */
export async function reopenConversation(trx: Trx, actor: Actor, id: string) {
  await lockConversation(trx, actor, id);
  if (await reopen(trx, id)) {
    await record(trx, { kind: "conversation.reopened", actor, about: { conversationId: id }, data: {} });
  }
  return getConversation(trx, actor, id);
}
