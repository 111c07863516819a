import { sql } from "kysely";
import { Closed } from "../../../shared/base/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { Followers } from "../../../shared/notifications/followers.ts";
import { TicketNumber } from "../../../shared/tickets/schema.ts";
import { ticketsVisibleTo } from "../../core/conversations/index.ts";
import { requirePerson } from "../../core/identity/index.ts";
import type { Db } from "../../platform/db.ts";
import type { Desk } from "../../platform/desk.ts";
import { notFound } from "../../platform/errors.ts";
import type { App } from "../../platform/http.ts";
import { follow, unfollow } from "./store.ts";

const params = Closed({ number: TicketNumber });
const config = { access: "tickets.read" as const };
const response = { 200: Followers };

export function followerRoutes(app: App, { database: { db } }: Desk): void {
  app.get("/tickets/:number/followers", { config, schema: { params, response } }, async ({ actor, params }) =>
    listFollowers(db, actor, await visible(db, actor, params.number)),
  );
  app.put("/tickets/:number/follow", { config, schema: { params, response } }, async ({ actor, params }) => {
    const ticketId = await visible(db, actor, params.number);
    await follow(db, ticketId, [requirePerson(actor)]);
    return listFollowers(db, actor, ticketId);
  });
  app.delete("/tickets/:number/follow", { config, schema: { params, response } }, async ({ actor, params }) => {
    const ticketId = await visible(db, actor, params.number);
    await unfollow(db, ticketId, requirePerson(actor));
    return listFollowers(db, actor, ticketId);
  });
}

async function visible(db: Db, actor: Actor, number: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select t.id from tickets t where t.number = ${number} and ${ticketsVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw notFound();
  return rows[0].id;
}

async function listFollowers(db: Db, actor: Actor, ticketId: string): Promise<Followers> {
  const people = await db
    .selectFrom("ticket_followers")
    .innerJoin("people", "people.id", "person_id")
    .select(["people.id", "name"])
    .where("ticket_id", "=", ticketId)
    .orderBy("at")
    .execute();
  return {
    following: people.some((person) => person.id === actor.personId),
    people: people.map((person) => ({ ...person, email: null })),
  };
}
