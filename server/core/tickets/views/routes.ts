import { Type } from "typebox";
import { Closed, Id } from "../../../../shared/base/schema.ts";
import { CreateView, UpdateView, View } from "../../../../shared/tickets/views.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { App } from "../../../platform/http.ts";
import { listViews } from "./list-views.ts";
import { changeView, createView, removeView } from "./save-view.ts";

const params = Closed({ id: Id });
const config = { access: "tickets.read" as const };

export function viewRoutes(app: App, { database }: Desk): void {
  app.get(
    "/views",
    {
      config: { access: ["tickets.read", "own.requests"] },
      schema: { response: { 200: Closed({ items: Type.Array(View) }) } },
    },
    async ({ actor }) => ({ items: await listViews(database.db, actor) }),
  );
  app.post("/views", { config, schema: { body: CreateView, response: { 201: View } } }, async (request, reply) =>
    reply.status(201).send(await request.once(201, (trx) => createView(trx, request.actor, request.body))),
  );
  app.patch(
    "/views/:id",
    { config, schema: { params, body: UpdateView, response: { 200: View } } },
    async ({ actor, params, body }) => database.transact((trx) => changeView(trx, actor, params.id, body)),
  );
  app.delete(
    "/views/:id",
    { config, schema: { params, response: { 204: Type.Null() } } },
    async ({ actor, params }, reply) => {
      await database.transact((trx) => removeView(trx, actor, params.id));
      return reply.status(204).send(null);
    },
  );
}
