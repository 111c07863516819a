// What is done in a conversation itself, with or without tickets: answer, note, finish, open again.
import { Type } from "typebox";
import { Closed, Id } from "../../../shared/base/schema.ts";
import { OutgoingCrypto } from "../../../shared/conversations/protection.ts";
import { Conversation, CreateConversationMessage, Message } from "../../../shared/conversations/schema.ts";
import { Sender } from "../../../shared/tickets/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { loadSettings } from "../../platform/settings.ts";
import { asAttachment, keepFiles, takeUploads } from "./attachments.ts";
import { getConversation } from "./conversation-list.ts";
import { finishConversation, reopenConversation } from "./finish-conversation.ts";
import { getMessage } from "./message-list.ts";
import { encryptionOf } from "./outgoing-crypto.ts";
import { queueOfTalk, senderIn } from "./send-as.ts";
import { writeInConversation } from "./write-in-conversation.ts";

const ById = Closed({ id: Id });
/** Base64 of the attachments allowed in one request; more go by PUT /attachments/{id}. */
const withFiles = 40 * 1024 * 1024;

export function talkRoutes(app: App, { database, files, config }: Desk): void {
  const { db } = database;
  app.post(
    "/conversations/:id/messages",
    {
      bodyLimit: withFiles,
      config: { access: "tickets.work" },
      schema: { params: ById, body: CreateConversationMessage, response: { 201: Message } },
    },
    async (request, reply) => {
      const { actor, body, params } = request;
      const { mail } = await loadSettings(db);
      await getConversation(db, actor, params.id);
      const kept = await keepFiles(files, body.attachments, mail.maxAttachment);
      const message = await request.once(201, async (trx) => {
        const uploads = await takeUploads(trx, request.caller?.owner ?? "", body.uploads);
        const id = await writeInConversation(trx, actor, params.id, {
          input: body,
          attachments: [...kept.map(asAttachment), ...uploads],
          address: config.address,
          undoSeconds: mail.undoSeconds,
        });
        return getMessage(trx, actor, id);
      });
      return reply.status(201).send(message);
    },
  );
  const leaving = Closed({ to: Type.Optional(Type.String({ maxLength: 20_000 })) });
  app.get(
    "/conversations/:id/encryption",
    {
      config: { access: "tickets.work" },
      schema: { params: ById, querystring: leaving, response: { 200: OutgoingCrypto } },
    },
    async (request) => {
      const { id } = request.params;
      await getConversation(db, request.actor, id);
      return encryptionOf(db, id, queueOfTalk(id), request.query.to, config.address);
    },
  );
  app.get(
    "/conversations/:id/sender",
    { config: { access: "tickets.work" }, schema: { params: ById, response: { 200: Sender } } },
    async ({ actor, params }) => {
      await getConversation(db, actor, params.id);
      return senderIn(db, queueOfTalk(params.id), actor, config.address);
    },
  );
  const verbs = { finish: finishConversation, reopen: reopenConversation };
  for (const [name, verb] of Object.entries(verbs)) {
    app.post(
      `/conversations/:id/${name}`,
      { config: { access: "tickets.work" }, schema: { params: ById, response: { 200: Conversation } } },
      async (request) => request.once(200, (trx) => verb(trx, request.actor, request.params.id)),
    );
  }
}
