import { Type } from "typebox";
import { Closed, Id } from "../../../shared/base/schema.ts";
import {
  CannedQuery,
  CannedReply,
  CreateCannedReply,
  PreviewCannedReply,
  RenderCannedReply,
  RenderedCannedReply,
  UpdateCannedReply,
} from "../../../shared/canned-replies/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { fill } from "./fill.ts";
import { getCanned, listCanned } from "./list.ts";
import { changeCanned, createCanned, removeCanned } from "./save-canned.ts";
import { countUse } from "./store.ts";
import { customerLanguage, valuesFor } from "./values.ts";

const params = Closed({ id: Id });
const config = { access: "tickets.work" as const };

export function cannedReplyRoutes(app: App, { database }: Desk): void {
  const { db } = database;
  app.get(
    "/canned-replies",
    { config, schema: { querystring: CannedQuery, response: { 200: Closed({ items: Type.Array(CannedReply) }) } } },
    async ({ actor, query }) => {
      const language = query.ticket ? await customerLanguage(db, actor, query.ticket) : null;
      return { items: await listCanned(db, actor, { ...query, language }) };
    },
  );
  app.post(
    "/canned-replies",
    { config, schema: { body: CreateCannedReply, response: { 201: CannedReply } } },
    async (request, reply) =>
      reply.status(201).send(await request.once(201, (trx) => createCanned(trx, request.actor, request.body))),
  );
  app.patch(
    "/canned-replies/:id",
    { config, schema: { params, body: UpdateCannedReply, response: { 200: CannedReply } } },
    async ({ actor, params, body }) => database.transact((trx) => changeCanned(trx, actor, params.id, body)),
  );
  app.delete(
    "/canned-replies/:id",
    { config, schema: { params, response: { 204: Type.Null() } } },
    async ({ actor, params }, reply) => {
      await database.transact((trx) => removeCanned(trx, actor, params.id));
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/canned-replies/preview",
    { config, schema: { body: PreviewCannedReply, response: { 200: RenderedCannedReply } } },
    async ({ actor, body }) => fill(body.body, await valuesFor(db, actor, body)),
  );
  app.post(
    "/canned-replies/:id/render",
    { config, schema: { params, body: RenderCannedReply, response: { 200: RenderedCannedReply } } },
    async ({ actor, params, body }) => {
      const reply = await getCanned(db, actor, params.id);
      const rendered = fill(reply.body, await valuesFor(db, actor, body));
      await database.transact((trx) => countUse(trx, reply.id));
      return rendered;
    },
  );
}
