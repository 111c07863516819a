// What a message was made from: its HTML for a sandboxed frame, the bytes as they came, and why it stands where it stands.
import { Type } from "typebox";
import { Closed, Id } from "../../../shared/base/schema.ts";
import { Threading } from "../../../shared/conversations/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { messageNotFound } from "./errors.ts";
import { framePage } from "./frame-page.ts";
import { visibleMessage } from "./message-list.ts";
import { getThreading, rawOf } from "./threading.ts";

const ById = Closed({ id: Id });

export function sourceRoutes(app: App, { database, files }: Desk): void {
  const { db } = database;

  app.get(
    "/messages/:id/html",
    {
      config: { access: ["tickets.read", "own.requests"] },
      schema: { params: ById, querystring: Closed({ images: Type.Optional(Type.Boolean()) }) },
    },
    async (request, reply) => {
      const message = await visibleMessage(db, request.actor, request.params.id);
      if (message.html === null) throw messageNotFound();
      const page = await framePage(db, files, message.id, message.html, request.query.images === true);
      return reply.headers(page.headers).send(page.html);
    },
  );

  app.get(
    "/messages/:id/raw",
    { config: { access: "tickets.read" }, schema: { params: ById } },
    async (request, reply) => {
      const message = await visibleMessage(db, request.actor, request.params.id);
      if (message.mail_id === null) throw messageNotFound();
      return reply
        .headers({
          "content-type": "message/rfc822",
          "content-disposition": `attachment; filename="message-${message.id}.eml"`,
          "content-security-policy": "sandbox; default-src 'none'",
        })
        .send(await rawOf(db, message.mail_id));
    },
  );

  app.get(
    "/messages/:id/threading",
    { config: { access: "tickets.read" }, schema: { params: ById, response: { 200: Threading } } },
    async (request) => {
      const message = await visibleMessage(db, request.actor, request.params.id);
      return getThreading(db, request.actor, message);
    },
  );
}
