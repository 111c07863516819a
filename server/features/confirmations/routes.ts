import { Type } from "typebox";
import { Closed, Id, Nullable } from "../../../shared/base/schema.ts";
import { Confirmation } from "../../../shared/conversations/trust.ts";
import { getMessage } from "../../core/conversations/index.ts";
import type { Desk } from "../../platform/desk.ts";
import { languageOfReader, linkPages, sendPage } from "../../platform/http/link-pages.ts";
import type { App } from "../../platform/http.ts";
import { loadSettings } from "../../platform/settings.ts";
import { answerConfirmation, askedBy } from "./answer.ts";
import { askToConfirm, presentConfirmation } from "./ask.ts";
import { askPage, donePage, gonePage } from "./page.ts";
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

/** What customers see: outside of the API, without a script, without signing in. */
export async function confirmationPages(app: App, { database }: Desk): Promise<void> {
  const { db } = database;
  await linkPages(app, (pages, countMiss) => {
    pages.get(
      "/confirm/:secret",
      {
        config: { access: "public" },
        schema: { hide: true, params: Closed({ secret: Type.String({ maxLength: 200 }) }) },
      },
      async (request, reply) => {
        const { desk } = await loadSettings(db);
        const asked = await askedBy(db, request.params.secret);
        const language = languageOfReader(asked?.language, request.headers["accept-language"], desk.language);
        if (!asked) await countMiss(request, reply);
        const page = asked ? askPage(language, desk, request.params.secret, asked) : gonePage(language, desk);
        return sendPage(reply, asked ? 200 : 410, page);
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
        const { desk } = await loadSettings(db);
        const { answer } = request.params;
        const asked = await askedBy(db, request.params.secret);
        const language = languageOfReader(asked?.language, request.headers["accept-language"], desk.language);
        const done =
          asked !== null && (await database.transact((trx) => answerConfirmation(trx, request.params.secret, answer)));
        if (!done) await countMiss(request, reply);
        return sendPage(reply, done ? 200 : 410, done ? donePage(language, desk, answer) : gonePage(language, desk));
      },
    );
  });
}
