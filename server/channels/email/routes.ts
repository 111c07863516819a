// How mail leaves, as administrators see and change it: smarthosts, domains, keys.
import { Type } from "typebox";
import { Closed, Id } from "../../../shared/base/schema.ts";
import {
  CheckedDomain,
  CreateSmarthost,
  OrderSmarthosts,
  SendingDomain,
  Smarthost,
  TestedHost,
  UpdateSmarthost,
} from "../../../shared/sending/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import { createDns } from "../../platform/dns.ts";
import type { App } from "../../platform/http.ts";
import { createKey, getDomain, removeKey, startUsing } from "./dkim/change-keys.ts";
import { checkRecords } from "./dkim/check.ts";
import { listDomains } from "./dkim/domains.ts";
import {
  changeSmarthost,
  createSmarthost,
  getRow,
  listSmarthosts,
  orderSmarthosts,
  removeSmarthost,
} from "./smarthosts/save-smarthost.ts";
import { hostOf } from "./smarthosts/store.ts";
import { testSmarthost } from "./smarthosts/test-smarthost.ts";

const ById = Closed({ id: Id });
const ByDomain = Closed({ domain: Type.String({ minLength: 1, maxLength: 253 }) });
const Smarthosts = Closed({ items: Type.Array(Smarthost) });
const read = { access: "settings.read" } as const;
const write = { access: "settings.write" } as const;
/** What asks others: so many a minute. */
const asking = { access: "settings.write", slow: 20 } as const;

export function sendingRoutes(app: App, desk: Desk): void {
  smarthostRoutes(app, desk);
  domainRoutes(app, desk);
}

function smarthostRoutes(app: App, { database, config }: Desk): void {
  const { secret } = config;
  app.get("/smarthosts", { config: read, schema: { response: { 200: Smarthosts } } }, async () => ({
    items: await listSmarthosts(database.db),
  }));
  app.post(
    "/smarthosts",
    { config: write, schema: { body: CreateSmarthost, response: { 201: Smarthost } } },
    async (request, reply) => {
      const { actor, body } = request;
      return reply.status(201).send(await request.once(201, (trx) => createSmarthost(trx, actor, secret, body)));
    },
  );
  app.put(
    "/smarthosts/order",
    { config: write, schema: { body: OrderSmarthosts, response: { 200: Smarthosts } } },
    async ({ actor, body }) => ({ items: await database.transact((trx) => orderSmarthosts(trx, actor, body.ids)) }),
  );
  app.patch(
    "/smarthosts/:id",
    { config: write, schema: { params: ById, body: UpdateSmarthost, response: { 200: Smarthost } } },
    async ({ actor, params, body }) => database.transact((trx) => changeSmarthost(trx, actor, secret, params.id, body)),
  );
  app.delete(
    "/smarthosts/:id",
    { config: write, schema: { params: ById, response: { 204: Type.Null() } } },
    async ({ actor, params }, reply) => {
      await database.transact((trx) => removeSmarthost(trx, actor, params.id));
      return reply.status(204).send(null);
    },
  );
  app.post(
    "/smarthosts/:id/test",
    { config: asking, schema: { params: ById, response: { 200: TestedHost } } },
    async ({ params }) => testSmarthost(hostOf(secret, await getRow(database.db, params.id))),
  );
}

function domainRoutes(app: App, desk: Desk): void {
  const { database, config } = desk;
  const dns = createDns(config);
  const Domains = Closed({ items: Type.Array(SendingDomain) });
  app.get("/sending-domains", { config: read, schema: { response: { 200: Domains } } }, async () => ({
    items: await listDomains(database.db, config),
  }));
  app.post(
    "/sending-domains/:domain/check",
    { config: asking, schema: { params: ByDomain, response: { 200: CheckedDomain } } },
    async ({ params }) => {
      const { domain, records } = await getDomain(database.db, desk, params.domain);
      return { domain, at: new Date().toISOString(), records: await checkRecords(dns, records) };
    },
  );
  app.post(
    "/sending-domains/:domain/keys",
    { config: asking, schema: { params: ByDomain, response: { 201: SendingDomain } } },
    async ({ actor, params }, reply) => reply.status(201).send(await createKey(desk, actor, params.domain)),
  );
  app.post(
    "/dkim-keys/:id/use",
    { config: asking, schema: { params: ById, response: { 200: SendingDomain } } },
    async ({ actor, params }) => startUsing(desk, dns, actor, params.id),
  );
  app.delete(
    "/dkim-keys/:id",
    { config: write, schema: { params: ById, response: { 204: Type.Null() } } },
    async ({ actor, params }, reply) => {
      await removeKey(desk, actor, params.id);
      return reply.status(204).send(null);
    },
  );
}
