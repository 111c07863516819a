// What the sender of a first contact sees: outside of the API, without signing in. The signed link is all that is needed.
import { Type } from "typebox";
import { Closed } from "../../../../shared/base/schema.ts";
import type { Desk } from "../../../platform/desk.ts";
import { acceptedLanguage } from "../../../platform/html/accepted-language.ts";
import type { App } from "../../../platform/http.ts";
import { loadSettings } from "../../../platform/settings.ts";
import { findFirstContact } from "../store.ts";
import { confirmFirstContact } from "./confirm.ts";
import { readChallengeLink } from "./link.ts";
import { challengePage, saidPage } from "./page.ts";

/** Links that are none, an hour and address (S3). */
const missesAtMost = 100;
const htmlType = "text/html; charset=utf-8";

export async function challengeRoutes(app: App, { database, config }: Desk): Promise<void> {
  await app.register(async (inner) => {
    const scope = inner as unknown as App;
    // A form of plain HTML sends this type; there is nothing in it that we need.
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 1024 },
      (_request, _body, done) => done(null, undefined),
    );
    const countMiss = scope.rateLimit({ timeWindow: 3_600_000, max: missesAtMost, keyGenerator: (r) => r.ip });
    const options = {
      config: { access: "public" as const },
      schema: { hide: true, params: Closed({ token: Type.String({ maxLength: 200 }) }) },
    };
    scope.get("/first-contact/:token", options, async (request, reply) => {
      const { desk } = await loadSettings(database.db);
      const language = acceptedLanguage(request.headers["accept-language"]) ?? desk.language;
      const id = readChallengeLink(config.secret, request.params.token, new Date());
      if (id === null) await countMiss.call(app, request, reply);
      const mail = id === null || id === "expired" ? null : await findFirstContact(database.db, id);
      const page = mail
        ? challengePage(language, desk, mail)
        : saidPage(language, desk, id === null ? "unknown" : id === "expired" ? "expired" : "over");
      return reply.status(statusOf(id)).type(htmlType).send(page);
    });
    scope.post("/first-contact/:token", options, async (request, reply) => {
      const { desk } = await loadSettings(database.db);
      const language = acceptedLanguage(request.headers["accept-language"]) ?? desk.language;
      const id = readChallengeLink(config.secret, request.params.token, new Date());
      if (id === null) await countMiss.call(app, request, reply);
      const isReal = id !== null && id !== "expired";
      const done = isReal && (await database.transact((trx) => confirmFirstContact(trx, id)));
      const said = done ? "done" : isReal ? "over" : (id ?? "unknown");
      return reply
        .status(statusOf(id))
        .type(htmlType)
        .send(saidPage(language, desk, said));
    });
  });
}

const statusOf = (id: string | null): number => (id === null ? 404 : id === "expired" ? 410 : 200);
