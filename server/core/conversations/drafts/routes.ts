import { sql } from "kysely";
import { Type } from "typebox";
import { Closed, Id } from "../../../../shared/base/schema.ts";
import { Draft, SaveDraft, SavedDraft } from "../../../../shared/drafts/schema.ts";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import { TicketNumber } from "../../../../shared/tickets/schema.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import type { Desk } from "../../../platform/desk.ts";
import { notFound } from "../../../platform/errors.ts";
import type { App } from "../../../platform/http.ts";
import type { LiveHub } from "../../../platform/live.ts";
import { requirePerson } from "../../identity/index.ts";
import { conversationsVisibleTo, ticketsVisibleTo } from "../visible.ts";
import { listDrafts, listOwnDrafts } from "./list.ts";
import { tellDrafts } from "./live.ts";
import { saveDraft } from "./save-draft.ts";
import { type Place, removeDraft } from "./store.ts";
import { takeDraft } from "./take-draft.ts";

const Drafts = Closed({ items: Type.Array(Draft) });
/** As long as the longest message, in the longest escapes that JSON has. */
const bodyLimit = 4 * 1024 * 1024;

export function draftRoutes(app: App, desk: Desk, live: LiveHub): void {
  const { db } = desk.database;
  app.get(
    "/drafts",
    { config: { access: "tickets.work" }, schema: { response: { 200: Drafts } } },
    async ({ actor }) => ({ items: await listOwnDrafts(db, actor) }),
  );
  placeRoutes(app, desk, "/tickets", "number", TicketNumber, visibleTicketPlace);
  placeRoutes(app, desk, "/conversations", "id", Id, visibleConversationPlace);
  const stop = tellDrafts(desk.database, live, desk.log);
  app.addHook("preClose", async () => stop());
}

type FindPlace = (db: Db | Trx, actor: Actor, name: string) => Promise<Place>;

async function visibleTicketPlace(db: Db | Trx, actor: Actor, number: string): Promise<Place> {
  const { rows } = await sql<{ id: string }>`
    select t.id from tickets t where t.number = ${number} and ${ticketsVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw notFound();
  return { ticketId: rows[0].id };
}

async function visibleConversationPlace(db: Db | Trx, actor: Actor, id: string): Promise<Place> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c where c.id = ${id} and ${conversationsVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw notFound();
  return { conversationId: rows[0].id };
}

function placeRoutes(
  app: App,
  { database }: Desk,
  path: string,
  key: string,
  name: typeof TicketNumber | typeof Id,
  find: FindPlace,
): void {
  const params = Closed({ [key]: name });
  const named = (given: unknown): string => (given as Record<string, string>)[key] ?? "";
  const one = `${path}/:${key}/draft`;

  app.get(
    `${one}s`,
    { config: { access: "tickets.read" }, schema: { params, response: { 200: Drafts } } },
    async (request) => {
      const place = await find(database.db, request.actor, named(request.params));
      return { items: await listDrafts(database.db, request.actor, place) };
    },
  );
  app.put(
    one,
    {
      bodyLimit,
      config: { access: "tickets.work" },
      schema: { params, body: SaveDraft, response: { 200: SavedDraft } },
    },
    async ({ actor, params, body }) =>
      database.transact(async (trx) => {
        const place = await find(trx, actor, named(params));
        await saveDraft(trx, actor, place, body);
        return { draft: (await listDrafts(trx, actor, place)).find((draft) => draft.mine) ?? null };
      }),
  );
  app.delete(
    one,
    { config: { access: "tickets.work" }, schema: { params, response: { 204: Type.Null() } } },
    async ({ actor, params }, reply) => {
      await database.transact(async (trx) => {
        const place = await find(trx, actor, named(params));
        await removeDraft(trx, place, requirePerson(actor));
      });
      return reply.status(204).send(null);
    },
  );
  app.post(
    `${one}s/:draft/take`,
    {
      config: { access: "tickets.work" },
      schema: { params: Closed({ [key]: name, draft: Id }), response: { 200: Draft } },
    },
    async ({ actor, params }) =>
      database.transact(async (trx) => {
        const place = await find(trx, actor, named(params));
        await takeDraft(trx, actor, place, (params as { draft: string }).draft);
        const mine = (await listDrafts(trx, actor, place)).find((draft) => draft.mine);
        if (!mine) throw notFound();
        return mine;
      }),
  );
}
