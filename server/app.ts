// The HTTP app, built from the features, listed by hand.

import { can } from "../shared/identity/permissions.ts";
import type { Channel } from "./channels/contract.ts";
import { mailKeyRoutes } from "./channels/email/crypto/keys/routes.ts";
import { mailboxRoutes } from "./channels/email/mailboxes/routes.ts";
import { sendingRoutes } from "./channels/email/routes.ts";
import { challengeRoutes } from "./channels/intake/challenge/routes.ts";
import { mailRoutes } from "./channels/intake/routes.ts";
import { createChannels } from "./channels/registry.ts";
import { draftRoutes } from "./core/conversations/drafts/routes.ts";
import { conversationRoutes } from "./core/conversations/routes.ts";
import { createAuthenticator } from "./core/identity/index.ts";
import { identityRoutes } from "./core/identity/routes.ts";
import { peopleRoutes } from "./core/people/routes.ts";
import { readLive } from "./core/tickets/history.ts";
import { requireQueue } from "./core/tickets/index.ts";
import { ticketRoutes } from "./core/tickets/routes.ts";
import { cannedReplyRoutes } from "./features/canned-replies/routes.ts";
import { confirmationPages, confirmationRoutes } from "./features/confirmations/routes.ts";
import { followerRoutes } from "./features/followers/routes.ts";
import { unsubscribeRoutes } from "./features/followers/unsubscribe/routes.ts";
import { notSolvedRoutes } from "./features/not-solved/routes.ts";
import { pushRoutes } from "./features/notifications/personal/push/routes.ts";
import { notificationRoutes } from "./features/notifications/personal/routes.ts";
import { presenceRoutes } from "./features/presence/routes.ts";
import { searchRoutes } from "./features/search/routes.ts";
import { settingsRoutes } from "./features/settings/routes.ts";
import type { Desk } from "./platform/desk.ts";
import { type App, createHttp } from "./platform/http.ts";
import { createLiveHub, type LiveHub } from "./platform/live.ts";
import { probeRoutes, type Readiness } from "./platform/probes.ts";
import { webRoutes } from "./platform/web.ts";

export interface BuiltApp {
  app: App;
  live: LiveHub;
}

/** Not listening yet, so that tests can inject requests. */
export async function buildApp(
  desk: Desk,
  readiness: Readiness,
  email: Channel = createChannels(desk).get("email") as Channel,
): Promise<BuiltApp> {
  const { database, config, log, version } = desk;
  const authenticate = createAuthenticator(database, config.url);
  const app = await createHttp({ database, log, url: config.url, version, authenticate });
  const live = createLiveHub({
    database,
    log,
    read: (after, limit) => readLive(database.db, after, limit),
    authenticate: async (request) => {
      const actor = (await authenticate(request))?.actor;
      return actor && can(actor, "events.read") ? actor : null;
    },
  });
  await app.register(
    async (api) => {
      const v1 = api as unknown as App;
      identityRoutes(v1, desk);
      peopleRoutes(v1, desk);
      conversationRoutes(v1, desk);
      draftRoutes(v1, desk, live);
      presenceRoutes(v1, desk, live);
      cannedReplyRoutes(v1, desk);
      followerRoutes(v1, desk);
      notificationRoutes(v1, desk, live);
      pushRoutes(v1, desk);
      ticketRoutes(v1, desk, live);
      searchRoutes(v1, desk);
      mailRoutes(v1, desk, email);
      mailKeyRoutes(v1, desk);
      sendingRoutes(v1, desk);
      confirmationRoutes(v1, desk);
      mailboxRoutes(v1, desk, { requireQueue });
      settingsRoutes(v1, desk, email);
      v1.get("/openapi.json", { config: { access: "public" }, schema: { hide: true } }, () => app.swagger());
    },
    { prefix: "/api/v1" },
  );
  await notSolvedRoutes(app, desk);
  await confirmationPages(app, desk);
  await unsubscribeRoutes(app, desk);
  await challengeRoutes(app, desk);
  probeRoutes(app, desk, readiness, live);
  await webRoutes(app);
  app.addHook("preClose", async () => live.stop());
  return { app, live };
}
