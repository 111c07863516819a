// "Not solved": what the link in the mail opens. Looking changes nothing; the button does, once. No session, no scripts.
import { Type } from "typebox";
import { Closed } from "../../../shared/base/schema.ts";
import { readNotSolvedLink, type SolvedTicket, takeNotSolved, ticketOfLink } from "../../core/tickets/index.ts";
import type { Desk } from "../../platform/desk.ts";
import { acceptedLanguage, isKnown } from "../../platform/html/accepted-language.ts";
import type { App } from "../../platform/http.ts";
import { loadSettings, type Settings } from "../../platform/settings.ts";
import { commentAtMost, notSolvedPage } from "./page.ts";
import { wordsIn } from "./words.ts";

/** Links that are none, an hour and address (S3). */
const missesAtMost = 100;
const htmlType = "text/html; charset=utf-8";

export async function notSolvedRoutes(app: App, { database, config }: Desk): Promise<void> {
  await app.register(async (inner) => {
    const scope = inner as unknown as App;
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 64 * 1024 },
      (_request, body, done) => done(null, { comment: commentIn(body as string) }),
    );
    const countMiss = scope.rateLimit({ timeWindow: 3_600_000, max: missesAtMost, keyGenerator: (r) => r.ip });
    const options = {
      config: { access: "public" as const },
      schema: { hide: true, params: Closed({ token: Type.String({ maxLength: 200 }) }) },
    };

    scope.get("/not-solved/:token", options, async (request, reply) => {
      const settings = await loadSettings(database.db);
      const found = await look(request.params.token);
      if (typeof found === "string") await countMiss.call(app, request, reply);
      const { status, page } = answer(found, settings, request.headers["accept-language"], false);
      return reply.status(status).type(htmlType).send(page);
    });

    scope.post(
      "/not-solved/:token",
      {
        ...options,
        schema: { ...options.schema, body: Closed({ comment: Type.String({ maxLength: commentAtMost }) }) },
      },
      async (request, reply) => {
        const settings = await loadSettings(database.db);
        const found = await look(request.params.token);
        if (typeof found === "string") await countMiss.call(app, request, reply);
        const reopened = typeof found !== "string" && (await press(found, settings, request.body.comment));
        const { status, page } = answer(found, settings, request.headers["accept-language"], reopened);
        return reply.status(status).type(htmlType).send(page);
      },
    );
  });

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
    const language = acceptedLanguage(accepts) ?? settings.desk.language;
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
