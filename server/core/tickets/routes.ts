import { sql } from "kysely";
import { Type } from "typebox";
import { Closed, Page, PageQuery } from "../../../shared/base/schema.ts";
import { OutgoingCrypto } from "../../../shared/conversations/protection.ts";
import { CreateMessage, ForwardMessages, Message } from "../../../shared/conversations/schema.ts";
import { EventSchema } from "../../../shared/events.ts";
import { CreateTicket, Duplicate, Sender, Ticket, TicketNumber, UpdateTicket } from "../../../shared/tickets/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import type { LiveHub } from "../../platform/live.ts";
import { loadSettings } from "../../platform/settings.ts";
import {
  asAttachment,
  encryptionOf,
  getMessage,
  keepFiles,
  listTicketMessages,
  senderIn,
  takeUploads,
} from "../conversations/index.ts";
import { createTicket } from "./create-ticket.ts";
import { duplicatesOf } from "./duplicates.ts";
import { getTicket } from "./get-ticket.ts";
import { listFeed, listTicketEvents } from "./history.ts";
import { listRoutes } from "./list/routes.ts";
import { settingRoutes } from "./setting-routes.ts";
import { structureRoutes } from "./structure/routes.ts";
import { forwardMessages } from "./supplier/forward.ts";
import { updateTicket } from "./update-ticket.ts";
import { viewRoutes } from "./views/routes.ts";
import { visibleTicket } from "./visible-ticket.ts";
import { writeMessage } from "./write-message.ts";

const ByNumber = Closed({ number: TicketNumber });
const read = ["tickets.read", "own.requests"] as const;
/** Base64 of the attachments allowed in one request; more go by PUT /attachments/{id}. */
const withFiles = 40 * 1024 * 1024;

export function ticketRoutes(app: App, desk: Desk, live: LiveHub): void {
  const { database, files, config } = desk;
  const { db } = database;

  listRoutes(app, desk);
  app.post(
    "/tickets",
    {
      bodyLimit: withFiles,
      config: { access: "tickets.create" },
      schema: { body: CreateTicket, response: { 201: Ticket } },
    },
    async (request, reply) => {
      const { actor, body } = request;
      const settings = await loadSettings(db);
      const kept = await keepFiles(files, body.attachments, settings.mail.maxAttachment);
      const ticket = await request.once(201, async (trx) => {
        const uploads = await takeUploads(trx, request.caller?.owner ?? "", body.uploads);
        const number = await createTicket(trx, actor, {
          input: body,
          attachments: [...kept.map(asAttachment), ...uploads],
          address: config.address,
          numbering: { format: settings.ticketNumber.format, timeZone: settings.desk.timeZone },
        });
        return getTicket(trx, actor, number);
      });
      return reply.status(201).header("location", `/api/v1/tickets/${ticket.number}`).send(ticket);
    },
  );

  app.get(
    "/tickets/:number",
    { config: { access: read }, schema: { params: ByNumber, response: { 200: Ticket } } },
    async (request) => getTicket(db, request.actor, request.params.number),
  );

  app.get(
    "/tickets/:number/duplicates",
    {
      config: { access: "tickets.read" },
      schema: { params: ByNumber, response: { 200: Closed({ items: Type.Array(Duplicate) }) } },
    },
    async (request) => ({ items: await duplicatesOf(db, request.actor, request.params.number) }),
  );

  app.patch(
    "/tickets/:number",
    { config: { access: "tickets.work" }, schema: { params: ByNumber, body: UpdateTicket, response: { 200: Ticket } } },
    async (request) =>
      database.transact(async (trx) => {
        await updateTicket(trx, request.actor, request.params.number, request.body);
        return getTicket(trx, request.actor, request.params.number);
      }),
  );

  app.get(
    "/tickets/:number/messages",
    {
      config: { access: read },
      schema: { params: ByNumber, querystring: Closed(PageQuery), response: { 200: Page(Message) } },
    },
    async (request) => {
      const ticket = await visibleTicket(db, request.actor, request.params.number);
      return listTicketMessages(db, request.actor, ticket.id, request.query);
    },
  );

  app.post(
    "/tickets/:number/messages",
    {
      bodyLimit: withFiles,
      config: { access: read },
      schema: { params: ByNumber, body: CreateMessage, response: { 201: Message } },
    },
    async (request, reply) => {
      const { actor, body, params } = request;
      const { mail } = await loadSettings(db);
      await visibleTicket(db, actor, params.number);
      const kept = await keepFiles(files, body.attachments, mail.maxAttachment);
      const message = await request.once(201, async (trx) => {
        const uploads = await takeUploads(trx, request.caller?.owner ?? "", body.uploads);
        const attachments = [...kept.map(asAttachment), ...uploads];
        const id = await writeMessage(trx, actor, params.number, {
          input: body,
          attachments,
          address: config.address,
          undoSeconds: mail.undoSeconds,
        });
        return getMessage(trx, actor, id);
      });
      return reply.status(201).send(message);
    },
  );

  app.post(
    "/tickets/:number/forward",
    {
      config: { access: "tickets.work" },
      schema: { params: ByNumber, body: ForwardMessages, response: { 201: Message } },
    },
    async (request, reply) => {
      const { actor, body, params } = request;
      const { mail } = await loadSettings(db);
      const { address } = config;
      const queues = await db.selectFrom("queues").select("address").where("address", "is not", null).execute();
      const own = [address, ...mail.addresses, ...queues.map((queue) => queue.address ?? "")];
      const ours = new Set(own.map((each) => each.toLowerCase()));
      const message = await request.once(201, async (trx) => {
        const forward = { input: body, address, undoSeconds: mail.undoSeconds, ours };
        return getMessage(trx, actor, await forwardMessages(trx, actor, params.number, forward));
      });
      return reply.status(201).send(message);
    },
  );

  app.get(
    "/tickets/:number/encryption",
    {
      config: { access: "tickets.work" },
      schema: {
        params: ByNumber,
        querystring: Closed({ to: Type.Optional(Type.String({ maxLength: 20_000 })) }),
        response: { 200: OutgoingCrypto },
      },
    },
    async (request) => {
      const ticket = await visibleTicket(db, request.actor, request.params.number);
      return encryptionOf(db, ticket.conversation_id, sql`${ticket.queue_id}`, request.query.to, config.address);
    },
  );

  app.get(
    "/tickets/:number/sender",
    { config: { access: "tickets.work" }, schema: { params: ByNumber, response: { 200: Sender } } },
    async ({ actor, params }) => {
      const ticket = await visibleTicket(db, actor, params.number);
      return senderIn(db, sql`${ticket.queue_id}`, actor, config.address);
    },
  );

  app.get(
    "/tickets/:number/events",
    {
      config: { access: "tickets.read" },
      schema: { params: ByNumber, querystring: Closed(PageQuery), response: { 200: Page(EventSchema) } },
    },
    async (request) => {
      const ticket = await visibleTicket(db, request.actor, request.params.number);
      return listTicketEvents(db, ticket.id, request.query);
    },
  );

  viewRoutes(app, desk);
  feedRoutes(app, desk, live);
  settingRoutes(app, desk);
  structureRoutes(app, desk);
}

function feedRoutes(app: App, { database }: Desk, live: LiveHub): void {
  app.get(
    "/events",
    {
      config: { access: "events.read" },
      schema: {
        querystring: Closed(PageQuery),
        response: { 200: Closed({ items: Type.Array(EventSchema), next: Type.String() }) },
      },
    },
    async (request) => listFeed(database.db, request.actor, request.query),
  );
  app.get("/live", { config: { access: "events.read" } }, (request, reply) => live.open(request, reply));
}
