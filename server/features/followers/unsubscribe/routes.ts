// What List-Unsubscribe of a mail leads to. Looking changes nothing, for mail scanners open links; the page's button and a
// mail program's one click (RFC 8058) do, without signing in, and as often as they like. No session, no scripts.
import { Type } from "typebox";
import { Closed, type Language } from "../../../../shared/base/schema.ts";
import { type Refusal, readUnsubscribe } from "../../../core/conversations/index.ts";
import type { Desk } from "../../../platform/desk.ts";
import { escapeHtml } from "../../../platform/html/plain-html.ts";
import { plainPage, saying } from "../../../platform/html/plain-page.ts";
import { type CountMiss, languageOfReader, linkPages, sendPage } from "../../../platform/http/link-pages.ts";
import type { App } from "../../../platform/http.ts";
import { loadSettings } from "../../../platform/settings.ts";
import { findRefusal, type Refusing, refuse } from "./refuse.ts";
import { wordsIn } from "./words.ts";

/** One click comes as either of these; there is nothing in it that the address does not say. */
const types = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

export async function unsubscribeRoutes(app: App, { database, config }: Desk): Promise<void> {
  const routes = (pages: App, countMiss: CountMiss) => {
    for (const method of ["GET", "POST"] as const)
      pages.route({
        method,
        url: "/unsubscribe/:token",
        config: { access: "public" as const },
        schema: { hide: true, params: Closed({ token: Type.String({ maxLength: 300 }) }) },
        async handler(request, reply) {
          const { desk } = await loadSettings(database.db);
          const refusal = readUnsubscribe(config.secret, request.params.token);
          const known = refusal && (await findRefusal(database.db, refusal));
          if (!known) await countMiss(request, reply);
          else if (method === "POST" && !known.done) {
            await database.transact((trx) => refuse(trx, refusal as Refusal, new Date()));
            known.done = true;
          }
          const language = languageOfReader(known?.language, request.headers["accept-language"], desk.language);
          return sendPage(reply, known ? 200 : 404, pageOf(language, desk.name, refusal, known));
        },
      });
  };
  await linkPages(app, routes, { types, limit: 16 * 1024 });
}

function pageOf(language: Language, desk: string, refusal: Refusal | null, known: Refusing | null): string {
  const words = wordsIn[language];
  const page = (body: string) => plainPage(language, desk, words.title, body);
  if (!refusal || !known) return page(saying(words.unknown));
  if (known.done) return page(saying(words.done[refusal.of]));
  const text =
    refusal.of === "kinds"
      ? words.ask.kinds(refusal.kinds.map((kind) => words.kinds[kind]).join(", "))
      : words.ask[refusal.of](known.number);
  const form = `<form method="post"><button type="submit">${escapeHtml(words.button)}</button></form>`;
  return page(`<p>${escapeHtml(text)}</p>${form}`);
}
