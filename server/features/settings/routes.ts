import { Type } from "typebox";
import { Closed, Id, LanguageSchema, Page, PageQuery } from "../../../shared/base/schema.ts";
import { Invitation } from "../../../shared/identity/access.ts";
import {
  MailStatus,
  PreviewTemplate,
  SettingsChange,
  Template,
  TemplatePreview,
  TemplateText,
  TestedMail,
  TestMail,
} from "../../../shared/settings/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { readSettings } from "../../platform/settings.ts";
import { listChanges } from "./history.ts";
import { mailStatus, sendInvitation, sendTestMail } from "./mail.ts";
import type { Mailer } from "./mailer.ts";
import { listTemplates, previewTemplate, saveTemplate } from "./templates.ts";
import { undoChange } from "./undo.ts";

const ById = Closed({ id: Id });
const ByTemplate = Closed({ kind: Type.String({ maxLength: 50 }), language: LanguageSchema });

export function settingsRoutes(app: App, desk: Desk, mailer: Mailer): void {
  templateRoutes(app, desk, mailer);
  mailRoutes(app, desk, mailer);
  const { database } = desk;
  app.get(
    "/settings/history",
    {
      config: { access: "settings.read" },
      schema: { querystring: Closed(PageQuery), response: { 200: Page(SettingsChange) } },
    },
    async (request) => listChanges(database.db, request.actor, request.query),
  );
  app.post(
    "/settings/history/:id/undo",
    {
      config: { access: ["settings.write", "identity.manage"] },
      schema: { params: ById, response: { 204: Type.Null() } },
    },
    async ({ actor, params }, reply) => {
      await database.transact((trx) => undoChange(trx, actor, mailer, params.id));
      return reply.status(204).send(null);
    },
  );
}

function templateRoutes(app: App, { database }: Desk, { templates: book }: Mailer): void {
  const write = { access: "settings.write" } as const;
  app.get(
    "/templates",
    { config: { access: "settings.read" }, schema: { response: { 200: Closed({ items: Type.Array(Template) }) } } },
    async () => ({ items: listTemplates(book, (await readSettings(database.db)).templates) }),
  );
  app.put(
    "/templates/:kind/:language",
    { config: write, schema: { params: ByTemplate, body: TemplateText, response: { 200: Template } } },
    async ({ actor, params, body }) =>
      database.transact((trx) => saveTemplate(trx, actor, book, [params.kind, params.language], body)),
  );
  // Back to the words that the desk came with.
  app.delete(
    "/templates/:kind/:language",
    { config: write, schema: { params: ByTemplate, response: { 200: Template } } },
    async ({ actor, params }) =>
      database.transact((trx) => saveTemplate(trx, actor, book, [params.kind, params.language], null)),
  );
  app.post(
    "/templates/:kind/:language/preview",
    { config: write, schema: { params: ByTemplate, body: PreviewTemplate, response: { 200: TemplatePreview } } },
    async ({ actor, params, body }) => previewTemplate(database.db, actor, book, [params.kind, params.language], body),
  );
}

function mailRoutes(app: App, desk: Desk, mailer: Mailer): void {
  app.get(
    "/settings/mail",
    { config: { access: "settings.read" }, schema: { response: { 200: MailStatus } } },
    async () => mailStatus(desk.config),
  );
  app.post(
    "/settings/mail/test",
    { config: { access: "settings.write", slow: 10 }, schema: { body: TestMail, response: { 200: TestedMail } } },
    async ({ body }) => sendTestMail(desk, mailer, body.to),
  );
  app.post(
    "/people/:id/invite",
    { config: { access: "identity.manage", slow: 30 }, schema: { params: ById, response: { 201: Invitation } } },
    async ({ actor, params }, reply) => reply.status(201).send(await sendInvitation(desk, mailer, actor, params.id)),
  );
}
