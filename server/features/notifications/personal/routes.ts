import {
  NotificationPage,
  NotificationQuery,
  ReadNotifications,
  UnreadCount,
} from "../../../../shared/notifications/schema.ts";
import { requirePerson } from "../../../core/identity/index.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { App } from "../../../platform/http.ts";
import type { LiveHub } from "../../../platform/live.ts";
import { countUnread, listNotifications } from "./list.ts";
import { tellNotices } from "./live.ts";
import { markRead } from "./store.ts";
import { kindsFor } from "./wanted.ts";

const config = { access: "tickets.read" as const };

export function notificationRoutes(app: App, { database, log }: Desk, live: LiveHub): void {
  const { db } = database;
  const stop = tellNotices(database, live, log);
  app.addHook("preClose", async () => stop());

  app.get(
    "/notifications",
    { config, schema: { querystring: NotificationQuery, response: { 200: NotificationPage } } },
    async ({ actor, query }) => listNotifications(db, actor, await kindsFor(db, requirePerson(actor), "desk"), query),
  );
  app.post(
    "/notifications/read",
    { config, schema: { body: ReadNotifications, response: { 200: UnreadCount } } },
    async ({ actor, body }) => {
      const personId = requirePerson(actor);
      await database.transact((trx) => markRead(trx, personId, body));
      return { unread: await countUnread(db, actor, await kindsFor(db, personId, "desk")) };
    },
  );
}
