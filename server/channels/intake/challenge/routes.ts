// What the sender of a first contact sees: outside of the API, without signing in. The signed link is all that is needed.
import { Type } from "typebox";
import { Closed } from "../../../../shared/base/schema.ts";
import type { Desk } from "../../../platform/desk.ts";
import { languageOfReader, linkPages, sendPage } from "../../../platform/http/link-pages.ts";
import type { App } from "../../../platform/http.ts";
import { loadSettings } from "../../../platform/settings.ts";
import { findFirstContact } from "../store.ts";
import { confirmFirstContact } from "./confirm.ts";
import { readChallengeLink } from "./link.ts";
import { challengePage, saidPage } from "./page.ts";

export async function challengeRoutes(app: App, { database, config }: Desk): Promise<void> {
  await linkPages(app, (pages, countMiss) => {
    const options = {
      config: { access: "public" as const },
      schema: { hide: true, params: Closed({ token: Type.String({ maxLength: 200 }) }) },
    };
    pages.get("/first-contact/:token", options, async (request, reply) => {
      const { desk } = await loadSettings(database.db);
      const language = languageOfReader(null, request.headers["accept-language"], desk.language);
      const id = readChallengeLink(config.secret, request.params.token, new Date());
      if (id === null) await countMiss(request, reply);
      const mail = id === null || id === "expired" ? null : await findFirstContact(database.db, id);
      const page = mail
        ? challengePage(language, desk, mail)
        : saidPage(language, desk, id === null ? "unknown" : id === "expired" ? "expired" : "over");
      return sendPage(reply, statusOf(id), page);
    });
    pages.post("/first-contact/:token", options, async (request, reply) => {
      const { desk } = await loadSettings(database.db);
      const language = languageOfReader(null, request.headers["accept-language"], desk.language);
      const id = readChallengeLink(config.secret, request.params.token, new Date());
      if (id === null) await countMiss(request, reply);
      const isReal = id !== null && id !== "expired";
      const done = isReal && (await database.transact((trx) => confirmFirstContact(trx, id)));
      const said = done ? "done" : isReal ? "over" : (id ?? "unknown");
      return sendPage(reply, statusOf(id), saidPage(language, desk, said));
    });
  });
}

const statusOf = (id: string | null): number => (id === null ? 404 : id === "expired" ? 410 : 200);
