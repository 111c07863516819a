// States, queues and fields: read by everybody who works with tickets, changed by who may change settings.
import { type Static, Type } from "typebox";
import { Closed, Id, Key, Some } from "../../../shared/base/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { Field, PreviewSender, Queue, SaveQueue, Sender, State } from "../../../shared/tickets/schema.ts";
import {
  CreateField,
  CreateState,
  InUse,
  Order,
  RemoveField,
  ReplaceQueue,
  ReplaceState,
  UpdateField,
  UpdateState,
} from "../../../shared/tickets/settings.ts";
import type { Trx } from "../../platform/db.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { requireSendable, shownAs } from "../conversations/index.ts";
import { changeField, createField, listFields, orderFields, removeField, usesOfField } from "./fields.ts";
import { listQueues, queueOf, removeQueue, saveQueue, usesOfQueue } from "./queues.ts";
import { orderStates } from "./workflow/order-states.ts";
import { removeState, usesOfState } from "./workflow/remove-state.ts";
import { changeState, createState } from "./workflow/save-state.ts";
import { listStates } from "./workflow.ts";

const ById = Closed({ id: Id });
const ByKey = Closed({ key: Key });
const ByFieldKey = Closed({ key: Field.properties.key });
const List = <T extends Parameters<typeof Type.Array>[0]>(item: T) => Closed({ items: Type.Array(item) });
const Nothing = Type.Null();
const write = { access: "settings.write" } as const;

export function settingRoutes(app: App, desk: Desk): void {
  stateRoutes(app, desk);
  queueRoutes(app, desk);
  fieldRoutes(app, desk);
}

function stateRoutes(app: App, { database }: Desk): void {
  const { db } = database;
  const read = { access: ["tickets.read", "own.requests"] } as const;
  app.get("/states", { config: read, schema: { response: { 200: List(State) } } }, async () => ({
    items: await listStates(db),
  }));
  app.post(
    "/states",
    { config: write, schema: { body: CreateState, response: { 201: State } } },
    async (request, reply) =>
      reply.status(201).send(await request.once(201, (trx) => createState(trx, request.actor, request.body))),
  );
  app.put(
    "/states/order",
    { config: write, schema: { body: Order, response: { 200: List(State) } } },
    async ({ actor, body }) => ({ items: await database.transact((trx) => orderStates(trx, actor, body.keys)) }),
  );
  app.patch(
    "/states/:key",
    { config: write, schema: { params: ByKey, body: UpdateState, response: { 200: State } } },
    async ({ actor, params, body }) => database.transact((trx) => changeState(trx, actor, params.key, body)),
  );
  app.get(
    "/states/:key/use",
    { config: write, schema: { params: ByKey, response: { 200: InUse } } },
    async ({ params }) => usesOfState(db, params.key),
  );
  app.delete(
    "/states/:key",
    { config: write, schema: { params: ByKey, querystring: ReplaceState, response: { 204: Nothing } } },
    async ({ actor, params, query }, reply) => {
      await database.transact((trx) => removeState(trx, actor, params.key, query.replacement));
      return reply.status(204).send(null);
    },
  );
}

function queueRoutes(app: App, { database, config }: Desk): void {
  const { db } = database;
  const save = async (trx: Trx, actor: Actor, id: string | null, input: Partial<Static<typeof SaveQueue>>) => {
    await requireSendable(trx, input, config.address);
    return saveQueue(trx, actor, id, input);
  };
  app.get(
    "/queues",
    { config: { access: "tickets.read" }, schema: { response: { 200: List(Queue) } } },
    async (request) => ({ items: await listQueues(db, request.actor) }),
  );
  app.post(
    "/queues",
    { config: write, schema: { body: SaveQueue, response: { 201: Queue } } },
    async (request, reply) =>
      reply.status(201).send(await request.once(201, (trx) => save(trx, request.actor, null, request.body))),
  );
  app.post(
    "/queues/sender/preview",
    { config: write, schema: { body: PreviewSender, response: { 200: Sender } } },
    async ({ actor, body }) => {
      await requireSendable(db, body, config.address);
      const { senderName = null, senderAgent = true, senderAddress = null, signature = null } = body;
      return shownAs(db, { senderName, senderAgent, senderAddress, signature }, actor);
    },
  );
  app.patch(
    "/queues/:id",
    { config: write, schema: { params: ById, body: Some(SaveQueue.properties), response: { 200: Queue } } },
    async ({ actor, params, body }) => database.transact((trx) => save(trx, actor, params.id, body)),
  );
  app.get(
    "/queues/:id/use",
    { config: write, schema: { params: ById, response: { 200: InUse } } },
    async ({ actor, params }) => {
      await queueOf(db, actor, params.id);
      return usesOfQueue(db, params.id);
    },
  );
  app.delete(
    "/queues/:id",
    { config: write, schema: { params: ById, querystring: ReplaceQueue, response: { 204: Nothing } } },
    async ({ actor, params, query }, reply) => {
      await database.transact((trx) => removeQueue(trx, actor, params.id, query.replacement));
      return reply.status(204).send(null);
    },
  );
}

function fieldRoutes(app: App, { database }: Desk): void {
  const { db } = database;
  app.get("/fields", { config: { access: "tickets.read" }, schema: { response: { 200: List(Field) } } }, async () => ({
    items: await listFields(db),
  }));
  app.post(
    "/fields",
    { config: write, schema: { body: CreateField, response: { 201: Field } } },
    async (request, reply) =>
      reply.status(201).send(await request.once(201, (trx) => createField(trx, request.actor, request.body))),
  );
  app.put(
    "/fields/order",
    { config: write, schema: { body: Order, response: { 200: List(Field) } } },
    async ({ actor, body }) => ({ items: await database.transact((trx) => orderFields(trx, actor, body.keys)) }),
  );
  app.patch(
    "/fields/:key",
    { config: write, schema: { params: ByFieldKey, body: UpdateField, response: { 200: Field } } },
    async ({ actor, params, body }) => database.transact((trx) => changeField(trx, actor, params.key, body)),
  );
  app.get(
    "/fields/:key/use",
    { config: write, schema: { params: ByFieldKey, response: { 200: InUse } } },
    async ({ params }) => usesOfField(db, params.key),
  );
  app.delete(
    "/fields/:key",
    { config: write, schema: { params: ByFieldKey, querystring: RemoveField, response: { 204: Nothing } } },
    async ({ actor, params, query }, reply) => {
      await database.transact((trx) => removeField(trx, actor, params.key, query.confirm));
      return reply.status(204).send(null);
    },
  );
}
