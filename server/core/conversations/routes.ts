import { Type } from "typebox";
import { Closed, Id, oneOf, Page, PageQuery } from "../../../shared/base/schema.ts";
import {
  Conversation,
  ConversationQuery,
  deliveryStates,
  Message,
  OutboxItem,
} from "../../../shared/conversations/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { attachmentRoutes } from "./attachment-routes.ts";
import { getConversation, listConversations } from "./conversation-list.ts";
import { cancelDelivery, listOutbox, retryDelivery } from "./deliveries.ts";
import { getMessage, listConversationMessages, visibleMessage } from "./message-list.ts";
import { sourceRoutes } from "./source-routes.ts";
import { talkRoutes } from "./talk-routes.ts";

const ById = Closed({ id: Id });

export function conversationRoutes(app: App, desk: Desk): void {
  const { database } = desk;
  attachmentRoutes(app, desk);
  sourceRoutes(app, desk);
  talkRoutes(app, desk);

  app.get(
    "/conversations",
    {
      config: { access: "tickets.read" },
      schema: { querystring: ConversationQuery, response: { 200: Page(Conversation) } },
    },
    async (request) => listConversations(database.db, request.actor, request.query),
  );
  app.get(
    "/conversations/:id",
    { config: { access: "tickets.read" }, schema: { params: ById, response: { 200: Conversation } } },
    async (request) => getConversation(database.db, request.actor, request.params.id),
  );
  app.get(
    "/conversations/:id/messages",
    {
      config: { access: "tickets.read" },
      schema: { params: ById, querystring: Closed(PageQuery), response: { 200: Page(Message) } },
    },
    async (request) => {
      await getConversation(database.db, request.actor, request.params.id);
      return listConversationMessages(database.db, request.actor, request.params.id, request.query);
    },
  );

  const outboxQuery = Closed({ ...PageQuery, state: Type.Optional(oneOf(deliveryStates)) });
  app.get(
    "/outbox",
    { config: { access: "tickets.read" }, schema: { querystring: outboxQuery, response: { 200: Page(OutboxItem) } } },
    async (request) => listOutbox(database.db, request.actor, request.query),
  );
  const verbs = { cancel: cancelDelivery, retry: retryDelivery };
  for (const [name, verb] of Object.entries(verbs)) {
    app.post(
      `/messages/:id/${name}`,
      { config: { access: "tickets.work" }, schema: { params: ById, response: { 200: Message } } },
      async (request) =>
        request.once(200, async (trx) => {
          await visibleMessage(trx, request.actor, request.params.id);
          await verb(trx, request.actor, request.params.id);
          return getMessage(trx, request.actor, request.params.id);
        }),
    );
  }
}
