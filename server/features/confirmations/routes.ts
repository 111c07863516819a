import { Type } from "typebox";
import { Closed, Id, type Language, Nullable } from "../../../shared/base/schema.ts";
import { Confirmation } from "../../../shared/conversations/trust.ts";
import { getMessage } from "../../core/conversations/index.ts";
import type { Desk } from "../../platform/desk.ts";
import { tooMany } from "../../platform/errors.ts";
import type { App } from "../../platform/http.ts";
import { loadSettings } from "../../platform/settings.ts";
import { answerConfirmation, askedBy } from "./answer.ts";
import { askToConfirm, presentConfirmation } from "./ask.ts";
import { askPage, donePage, gonePage, languageOf } from "./page.ts";
import { lastConfirmation } from "./store.ts";

const params = Closed({ id: Id });

export function confirmationRoutes(app: App, { database }: Desk): void {
  app.get(
    "/messages/:id/confirmation",
    {
      config: { access: "tickets.read" },
      schema: { params, response: { 200: Closed({ asked: Nullable(Confirmation) }) } },
    },
    async (request) => {
      const { id } = await getMessage(database.db, request.actor, request.params.id);
      const last = await lastConfirmation(database.db, id);
      return { asked: last && presentConfirmation(last) };
    },
  );
  app.post(
    "/messages/:id/confirmation",
    { config: { access: "tickets.work" }, schema: { params, response: { 201: Confirmation } } },
    async (request, reply) =>
      reply.status(201).send(await request.once(201, (trx) => askToConfirm(trx, request.actor, request.params.id))),
  );
}

const secret = Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" });
const missesAnHour = 100;
const hour = 3_600_000;

/** What customers see: outside of the API, without a script, without signing in. */
export async function confirmationPages(app: App, { database }: Desk): Promise<void> {
  const { db } = database;
  const misses = new Map<string, { since: number; count: number }>();
  /** S3: who guesses is slowed down. */
  function miss(ip: string): void {
    const now = Date.now();
    if (misses.size > 10_000) for (const [key, { since }] of misses) if (now - since > hour) misses.delete(key);
    const known = misses.get(ip);
    if (known && now - known.since < hour) known.count++;
    else misses.set(ip, { since: now, count: 1 });
  }
  function refuseGuessers(ip: string): void {
    const known = misses.get(ip);
    if (known && Date.now() - known.since < hour && known.count >= missesAnHour) throw tooMany();
  }
  await app.register(async (scope) => {
    const pages = scope as unknown as App;
    // A form of plain HTML sends this type; there is nothing in it that we need.
    pages.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 1024 },
      (_request, _body, done) => done(null, undefined),
    );
    pages.get(
      "/confirm/:secret",
      {
        config: { access: "public" },
        schema: { hide: true, params: Closed({ secret: Type.String({ maxLength: 200 }) }) },
      },
      async (request, reply) => {
        refuseGuessers(request.ip);
        const { desk } = await loadSettings(db);
        const asked = await askedBy(db, request.params.secret);
        const language = languageOf(
          asked?.language ?? null,
          request.headers["accept-language"],
          desk.language as Language,
        );
        if (!asked) miss(request.ip);
        return reply
          .status(asked ? 200 : 410)
          .header("content-type", "text/html; charset=utf-8")
          .send(asked ? askPage(language, desk, request.params.secret, asked) : gonePage(language, desk));
      },
    );
    pages.post(
      "/confirm/:secret/:answer",
      {
        config: { access: "public" },
        schema: {
          hide: true,
          params: Closed({ secret, answer: Type.Union([Type.Literal("yes"), Type.Literal("no")]) }),
        },
      },
      async (request, reply) => {
        refuseGuessers(request.ip);
        const { desk } = await loadSettings(db);
        const { answer } = request.params;
        const asked = await askedBy(db, request.params.secret);
        const language = languageOf(
          asked?.language ?? null,
          request.headers["accept-language"],
          desk.language as Language,
        );
        const done =
          asked !== null && (await database.transact((trx) => answerConfirmation(trx, request.params.secret, answer)));
        if (!done) miss(request.ip);
        return reply
          .status(done ? 200 : 410)
          .header("content-type", "text/html; charset=utf-8")
          .send(done ? donePage(language, desk, answer) : gonePage(language, desk));
      },
    );
  });
}
