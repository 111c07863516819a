import { Type } from "typebox";
import { Closed } from "../../../shared/base/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { LeavePresence, Presence, SignPresence } from "../../../shared/presence/schema.ts";
import { TicketNumber } from "../../../shared/tickets/schema.ts";
import { requirePerson } from "../../core/identity/index.ts";
import type { Desk } from "../../platform/desk.ts";
import { notFound } from "../../platform/errors.ts";
import type { App } from "../../platform/http.ts";
import type { LiveHub } from "../../platform/live.ts";
import { getPresence } from "./list.ts";
import { leavePresence, signPresence } from "./store.ts";
import { watchPresence } from "./watch.ts";

const params = Closed({ number: TicketNumber });
const access = "tickets.read";

export function presenceRoutes(app: App, { database, log }: Desk, live: LiveHub): void {
  const { db, bell } = database;
  const stop = watchPresence(database, live, log);
  app.addHook("preClose", async () => stop());

  const visible = async (actor: Actor, number: string): Promise<Presence> => {
    const found = await getPresence(db, actor, number);
    if (!found) throw notFound();
    return found;
  };

  app.get(
    "/tickets/:number/presence",
    { config: { access }, schema: { params, response: { 200: Presence } } },
    async (request) => visible(request.actor, request.params.number),
  );
  app.put(
    "/tickets/:number/presence",
    { config: { access }, schema: { params, body: SignPresence, response: { 200: Presence } } },
    async ({ actor, params, body }) => {
      if (actor.personId === null) await visible(actor, params.number);
      requirePerson(actor);
      const signed = await signPresence(db, actor, params.number, body);
      if (signed?.changed) bell.ring("presence");
      return visible(actor, params.number);
    },
  );
  app.post(
    "/tickets/:number/presence/leave",
    { config: { access }, schema: { params, body: LeavePresence, response: { 204: Type.Null() } } },
    async ({ actor, params, body }, reply) => {
      await visible(actor, params.number);
      if (await leavePresence(db, requirePerson(actor), params.number, body.tab)) bell.ring("presence");
      return reply.status(204).send(null);
    },
  );
}
