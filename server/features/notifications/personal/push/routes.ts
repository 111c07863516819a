import { ECDH } from "node:crypto";
import { Type } from "typebox";
import { Closed, Id } from "../../../../../shared/base/schema.ts";
import { PushKey, PushSubscription, SavePushSubscription } from "../../../../../shared/notifications/schema.ts";
import { requirePerson } from "../../../../core/identity/index.ts";
import type { Db } from "../../../../platform/db.ts";
import type { Desk } from "../../../../platform/desk.ts";
import { invalidField, notFound } from "../../../../platform/errors.ts";
import type { App } from "../../../../platform/http.ts";
import { refusal } from "../../../../platform/outside.ts";
import { pushKeys } from "./keys.ts";
import { removeSubscription, saveSubscription } from "./store.ts";

const config = { access: "tickets.read" as const };
const List = Closed({ items: Type.Array(PushSubscription) });

export function pushRoutes(app: App, desk: Desk): void {
  const { database } = desk;
  app.get("/push/key", { config, schema: { response: { 200: PushKey } } }, async () => ({
    key: (await pushKeys(database.db)).publicKey,
  }));
  app.get("/push/subscriptions", { config, schema: { response: { 200: List } } }, async ({ actor }) => ({
    items: await listSubscriptions(database.db, requirePerson(actor)),
  }));
  app.post(
    "/push/subscriptions",
    { config, schema: { body: SavePushSubscription, response: { 201: PushSubscription } } },
    async ({ actor, body, headers }, reply) => {
      const personId = requirePerson(actor);
      const why = refusal(body.endpoint, desk.config.callsInside);
      if (why) throw invalidField("endpoint", why);
      requirePoint(body.keys.p256dh);
      const userAgent = headers["user-agent"]?.slice(0, 300) ?? null;
      const id = await database.transact((trx) => saveSubscription(trx, personId, body, userAgent));
      const saved = (await listSubscriptions(database.db, personId)).find((each) => each.id === id);
      if (!saved) throw notFound();
      return reply.status(201).send(saved);
    },
  );
  app.delete(
    "/push/subscriptions/:id",
    { config, schema: { params: Closed({ id: Id }), response: { 204: Type.Null() } } },
    async ({ actor, params }, reply) => {
      if (actor.personId === null || !(await removeSubscription(database.db, actor.personId, params.id)))
        throw notFound();
      return reply.status(204).send(null);
    },
  );
}

/** The browser's public key has to be a point of the curve, or nothing can be encrypted for it. */
function requirePoint(p256dh: string): void {
  try {
    ECDH.convertKey(p256dh, "prime256v1", "base64url");
  } catch {
    throw invalidField("keys.p256dh", "is not a public key of P-256");
  }
}

async function listSubscriptions(db: Db, personId: string) {
  const rows = await db
    .selectFrom("push_subscriptions")
    .select(["id", "endpoint", "user_agent", "created_at"])
    .where("person_id", "=", personId)
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    endpoint: row.endpoint,
    userAgent: row.user_agent,
    createdAt: row.created_at.toISOString(),
  }));
}
