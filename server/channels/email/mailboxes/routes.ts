import { Type } from "typebox";
import { Closed, Id } from "../../../../shared/base/schema.ts";
import {
  AskConsent,
  AskedConsent,
  ConsentAddress,
  ConsentGrant,
  CreateMailbox,
  DiscoveredMailbox,
  DiscoverMailbox,
  Mailbox,
  ReturnedConsent,
  TestedMailbox,
  TestMailbox,
  UpdateMailbox,
} from "../../../../shared/mailboxes/schema.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { App } from "../../../platform/http.ts";
import { askConsent, finishConsent } from "./consent.ts";
import { discoverMailbox } from "./discover.ts";
import { standardProviders } from "./oauth.ts";
import { listMailboxes } from "./present.ts";
import { changeMailbox, createMailbox, removeMailbox, type SaveContext } from "./save-mailbox.ts";
import { tryMailbox } from "./try-mailbox.ts";

const ById = Closed({ id: Id });
const write = { access: "settings.write" } as const;
/** They wait for servers elsewhere. */
const slow = { ...write, slow: 30 } as const;

export function mailboxRoutes(app: App, desk: Desk, { requireQueue }: Pick<SaveContext, "requireQueue">): void {
  const { database, config } = desk;
  const context = { secret: config.secret, requireQueue };
  app.get(
    "/mailboxes",
    { config: { access: "settings.read" }, schema: { response: { 200: Closed({ items: Type.Array(Mailbox) }) } } },
    async () => ({ items: await listMailboxes(database.db) }),
  );
  app.post(
    "/mailboxes",
    { config: write, schema: { body: CreateMailbox, response: { 201: Mailbox } } },
    async (request, reply) =>
      reply
        .status(201)
        .send(await request.once(201, (trx) => createMailbox(trx, request.actor, context, request.body))),
  );
  app.patch(
    "/mailboxes/:id",
    { config: write, schema: { params: ById, body: UpdateMailbox, response: { 200: Mailbox } } },
    async ({ actor, params, body }) => database.transact((trx) => changeMailbox(trx, actor, context, params.id, body)),
  );
  app.delete(
    "/mailboxes/:id",
    { config: write, schema: { params: ById, response: { 204: Type.Null() } } },
    async ({ actor, params }, reply) => {
      await database.transact((trx) => removeMailbox(trx, actor, params.id));
      return reply.status(204).send(null);
    },
  );
  connectRoutes(app, desk);
}

/** What the wizard asks on the way to a mailbox. */
function connectRoutes(app: App, { database, config }: Desk): void {
  const { secret } = config;
  const providers = standardProviders;
  const consent = { database, secret, providers, redirect: `${config.url}/desk/settings/mailboxes` };
  app.post(
    "/mailboxes/discover",
    { config: slow, schema: { body: DiscoverMailbox, response: { 200: DiscoveredMailbox } } },
    async ({ body }) => discoverMailbox(body.address),
  );
  app.post(
    "/mailboxes/test",
    { config: slow, schema: { body: TestMailbox, response: { 200: TestedMailbox } } },
    async ({ actor, body }) => tryMailbox({ database, secret, providers }, actor, body),
  );
  app.get("/mailboxes/consent", { config: write, schema: { response: { 200: ConsentAddress } } }, async () => ({
    redirect: consent.redirect,
  }));
  app.post(
    "/mailboxes/consent",
    { config: slow, schema: { body: AskConsent, response: { 200: AskedConsent } } },
    async ({ actor, body }) => ({ url: await askConsent(consent, actor, body) }),
  );
  // The provider sends the browser back to the page of the settings, which hands over what it came with: no address that a
  // stranger's page could send somebody to changes anything.
  app.post(
    "/mailboxes/consent/callback",
    { config: slow, schema: { body: ReturnedConsent, response: { 200: ConsentGrant } } },
    async ({ actor, body }) => finishConsent(consent, actor, body),
  );
}
