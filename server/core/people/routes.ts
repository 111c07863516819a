import { Type } from "typebox";
import type { Language } from "../../../shared/base/schema.ts";
import { Closed, Id, Page, PageQuery } from "../../../shared/base/schema.ts";
import { SettingsSchema, UpdateSettings } from "../../../shared/base/settings.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { Session, Setup, SetupState, UpdateProfile } from "../../../shared/identity/schema.ts";
import {
  AnswerOffer,
  CreateOrganization,
  CreatePerson,
  Organization,
  Person,
  UpdateOrganization,
  UpdatePerson,
} from "../../../shared/people/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import { notSignedIn } from "../../platform/errors.ts";
import type { App } from "../../platform/http.ts";
import { loadSettings, readSettings } from "../../platform/settings.ts";
import {
  hasAdministrator,
  loadPreferences,
  savePreferences,
  setSessionCookie,
  startSession,
} from "../identity/index.ts";
import { accessRoutes } from "./access-routes.ts";
import { clearAddress } from "./address-marks.ts";
import { changeSettings, requireTimeZone } from "./change-settings.ts";
import { answerOffer } from "./contact-offers.ts";
import { getOrganization, getPerson, listOrganizations, listPeople } from "./list.ts";
import { changeOrganization, createOrganization } from "./save-organization.ts";
import { changePerson, createPerson } from "./save-person.ts";
import { setupDesk } from "./setup-desk.ts";

const ById = Closed({ id: Id });
const q = Type.Optional(Type.String({ maxLength: 200 }));

export function peopleRoutes(app: App, desk: Desk): void {
  setupRoutes(app, desk);
  sessionRoutes(app, desk);
  settingRoutes(app, desk);
  accessRoutes(app, desk);
  const { database } = desk;

  const peopleQuery = Closed({
    ...PageQuery,
    q,
    role: Type.Optional(Type.String({ maxLength: 50 })),
    organization: Type.Optional(Id),
  });
  app.get(
    "/people",
    {
      config: { access: ["people.read", "own.requests"] },
      schema: { querystring: peopleQuery, response: { 200: Page(Person) } },
    },
    async (request) => listPeople(database.db, request.actor, request.query),
  );
  app.get(
    "/people/:id",
    { config: { access: ["people.read", "own.requests"] }, schema: { params: ById, response: { 200: Person } } },
    async (request) => getPerson(database.db, request.actor, request.params.id),
  );
  app.post(
    "/people",
    { config: { access: "people.write" }, schema: { body: CreatePerson, response: { 201: Person } } },
    async (request, reply) => {
      const person = await request.once(201, async (trx) =>
        getPerson(trx, request.actor, await createPerson(trx, request.actor, request.body)),
      );
      return reply.status(201).send(person);
    },
  );
  app.patch(
    "/people/:id",
    { config: { access: "people.write" }, schema: { params: ById, body: UpdatePerson, response: { 200: Person } } },
    async (request) =>
      database.transact(async (trx) => {
        await changePerson(trx, request.actor, request.params.id, request.body);
        return getPerson(trx, request.actor, request.params.id);
      }),
  );
  app.delete(
    "/people/:id/contact-points/:contact/marks",
    {
      config: { access: "people.write" },
      schema: { params: Closed({ id: Id, contact: Id }), response: { 200: Person } },
    },
    async (request) =>
      database.transact(async (trx) => {
        const { id, contact } = request.params;
        await clearAddress(trx, request.actor, id, contact);
        return getPerson(trx, request.actor, id);
      }),
  );
  app.put(
    "/people/:id/offers/:offer",
    {
      config: { access: "people.write" },
      schema: { params: Closed({ id: Id, offer: Id }), body: AnswerOffer, response: { 200: Person } },
    },
    async (request) =>
      database.transact(async (trx) => {
        const { id, offer } = request.params;
        await answerOffer(trx, request.actor, id, offer, request.body.answer);
        return getPerson(trx, request.actor, id);
      }),
  );

  app.get(
    "/organizations",
    {
      config: { access: ["people.read", "own.requests"] },
      schema: { querystring: Closed({ ...PageQuery, q }), response: { 200: Page(Organization) } },
    },
    async (request) => listOrganizations(database.db, request.actor, request.query),
  );
  app.get(
    "/organizations/:id",
    { config: { access: ["people.read", "own.requests"] }, schema: { params: ById, response: { 200: Organization } } },
    async (request) => getOrganization(database.db, request.actor, request.params.id),
  );
  app.post(
    "/organizations",
    {
      config: { access: "organizations.write" },
      schema: { body: CreateOrganization, response: { 201: Organization } },
    },
    async (request, reply) => {
      const organization = await request.once(201, async (trx) =>
        getOrganization(trx, request.actor, await createOrganization(trx, request.actor, request.body)),
      );
      return reply.status(201).send(organization);
    },
  );
  app.patch(
    "/organizations/:id",
    {
      config: { access: "organizations.write" },
      schema: { params: ById, body: UpdateOrganization, response: { 200: Organization } },
    },
    async (request) =>
      database.transact(async (trx) => {
        await changeOrganization(trx, request.actor, request.params.id, request.body);
        return getOrganization(trx, request.actor, request.params.id);
      }),
  );
}

/** PATCH changes what it names, and leaves an event with what was and what is. */
function settingRoutes(app: App, { database }: Desk): void {
  app.get(
    "/settings",
    { config: { access: "settings.read" }, schema: { response: { 200: SettingsSchema } } },
    async () => readSettings(database.db),
  );
  app.patch(
    "/settings",
    { config: { access: "settings.write" }, schema: { body: UpdateSettings, response: { 200: SettingsSchema } } },
    async (request) => database.transact((trx) => changeSettings(trx, request.actor, request.body)),
  );
}

/** The first visit: only the holder of the one-time link gets through, and only once. */
function setupRoutes(app: App, { database, config }: Desk): void {
  app.get("/setup", { config: { access: "public" }, schema: { response: { 200: SetupState } } }, async () => ({
    needed: !(await hasAdministrator(database.db)),
    deskName: (await loadSettings(database.db)).desk.name,
    address: config.address,
  }));
  app.post(
    "/setup",
    { config: { access: "public", slow: 20 }, schema: { body: Setup, response: { 204: Type.Null() } } },
    async (request, reply) => {
      requireTimeZone(request.body.timeZone);
      const secret = await database.transact(async (trx) => {
        const personId = await setupDesk(trx, request.body);
        return startSession(trx, personId, { ip: request.ip, userAgent: request.headers["user-agent"] ?? null });
      });
      setSessionCookie(reply, config.url, secret);
      return reply.status(204).send(null);
    },
  );
}

function sessionRoutes(app: App, { database, version }: Desk): void {
  async function describe(actor: Actor): Promise<Session> {
    if (actor.personId === null) throw notSignedIn();
    const { desk } = await loadSettings(database.db);
    const person = await database.db
      .selectFrom("people")
      .leftJoin("accounts", "accounts.person_id", "people.id")
      .select(["people.id", "name", "language", "time_zone", "login"])
      .where("people.id", "=", actor.personId)
      .executeTakeFirstOrThrow();
    return {
      person: {
        id: person.id,
        name: person.name,
        email: person.login,
        language: (person.language ?? desk.language) as Language,
        timeZone: person.time_zone ?? desk.timeZone,
      },
      permissions: [...actor.permissions],
      desk: { name: desk.name, version },
      preferences: await loadPreferences(database.db, person.id),
    };
  }
  app.get("/session", { config: { access: "signed-in" }, schema: { response: { 200: Session } } }, async (request) =>
    describe(request.actor),
  );
  app.patch(
    "/session",
    { config: { access: "signed-in" }, schema: { body: UpdateProfile, response: { 200: Session } } },
    async (request) => {
      const { preferences, ...profile } = request.body;
      const { timeZone } = profile;
      if (timeZone !== undefined) requireTimeZone(timeZone);
      const { personId } = request.actor;
      if (personId === null) throw notSignedIn();
      await database.transact(async (trx) => {
        if (preferences) await savePreferences(trx, personId, preferences);
        if (Object.keys(profile).length) await changePerson(trx, request.actor, personId, profile);
      });
      return describe(request.actor);
    },
  );
}
