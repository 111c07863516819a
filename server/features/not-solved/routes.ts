// "Not solved": what the link in the mail opens. Looking changes nothing; the button does, once. No session, no scripts.
import { Type } from "typebox";
import { Closed } from "../../../shared/base/schema.ts";
import { readNotSolvedLink, type SolvedTicket, takeNotSolved, ticketOfLink } from "../../core/tickets/index.ts";
import type { Desk } from "../../platform/desk.ts";
import { isKnown } from "../../platform/html/accepted-language.ts";
import { type CountMiss, languageOfReader, linkPages, sendPage } from "../../platform/http/link-pages.ts";
import type { App } from "../../platform/http.ts";
import { loadSettings, type Settings } from "../../platform/settings.ts";
import { commentAtMost, notSolvedPage } from "./page.ts";
import { wordsIn } from "./words.ts";

export async function notSolvedRoutes(app: App, { database, config }: Desk): Promise<void> {
  const routes = (pages: App, countMiss: CountMiss) => {
    const options = {
      config: { access: "public" as const },
      schema: { hide: true, params: Closed({ token: Type.String({ maxLength: 200 }) }) },
    };

    pages.get("/not-solved/:token", options, async (request, reply) => {
      const settings = await loadSettings(database.db);
      const found = await look(request.params.token);
      if (typeof found === "string") await countMiss(request, reply);
      const { status, page } = answer(found, settings, request.headers["accept-language"], false);
      return sendPage(reply, status, page);
    });

    pages.post(
      "/not-solved/:token",
      {
        ...options,
        schema: { ...options.schema, body: Closed({ comment: Type.String({ maxLength: commentAtMost }) }) },
      },
      async (request, reply) => {
        const settings = await loadSettings(database.db);
        const found = await look(request.params.token);
        if (typeof found === "string") await countMiss(request, reply);
        const reopened = typeof found !== "string" && (await press(found, settings, request.body.comment));
        const { status, page } = answer(found, settings, request.headers["accept-language"], reopened);
        return sendPage(reply, status, page);
      },
    );
  };
  await linkPages(app, routes, { limit: 64 * 1024, read: (body) => ({ comment: commentIn(body) }) });

  async function look(token: string): Promise<SolvedTicket | "expired" | "unknown"> {
    const id = readNotSolvedLink(config.secret, token, new Date());
    if (id === null || id === "expired") return id ?? "unknown";
    return (await ticketOfLink(database.db, id)) ?? "unknown";
  }

  const press = (ticket: SolvedTicket, settings: Settings, comment: string): Promise<boolean> =>
    database.transact((trx) =>
      takeNotSolved(trx, settings, ticket.id, comment || wordsIn[languageFor(ticket, settings)].said, new Date()),
    );
}

const languageFor = ({ language }: SolvedTicket, settings: Settings) =>
  isKnown(language) ? language : settings.desk.language;

function answer(
  found: SolvedTicket | "expired" | "unknown",
  settings: Settings,
  accepts: string | undefined,
  reopened: boolean,
): { status: number; page: string } {
  const desk = settings.desk.name;
  if (typeof found === "string") {
    const language = languageOfReader(null, accepts, settings.desk.language);
    const page = notSolvedPage({ language, desk, text: wordsIn[language][found], asks: false });
    return { status: found === "expired" ? 410 : 404, page };
  }
  const language = languageFor(found, settings);
  const words = wordsIn[language];
  const asks = found.category === "solved" && !reopened;
  const say = reopened
    ? words.reopened
    : asks
      ? words.question
      : found.category === "closed"
        ? words.closed
        : words.working;
  return { status: 200, page: notSolvedPage({ language, desk, text: say(found.number), asks }) };
}

/** PostgreSQL text holds neither NUL nor half a surrogate pair. */
const commentIn = (body: string): string =>
  (new URLSearchParams(body).get("comment") ?? "")
    .replaceAll("\u0000", "")
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .trim();
