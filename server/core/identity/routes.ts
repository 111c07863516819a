import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { Closed, Id, Some } from "../../../shared/base/schema.ts";
import { CreateRole, ReplaceRole, UpdateRole } from "../../../shared/identity/access.ts";
import { systemActor } from "../../../shared/identity/permissions.ts";
import {
  ChangePassword,
  CreateToken,
  NewToken,
  ResetPassword,
  ResetRequest,
  Role,
  SignedIn,
  SignIn,
  Token,
} from "../../../shared/identity/schema.ts";
import { SaveTeam, Team } from "../../../shared/tickets/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import { record } from "../../platform/events.ts";
import type { App } from "../../platform/http.ts";
import { changePassword, personOfLogin, setPassword } from "./accounts.ts";
import { clearSessionCookie, setSessionCookie } from "./authenticate.ts";
import { knowsDevice, rememberDevice } from "./device.ts";
import { linkUsed } from "./errors.ts";
import { takeLink } from "./links.ts";
import { changeRole, createRole, listRoles, removeRole } from "./roles.ts";
import { listSessions } from "./sessions.ts";
import { endSessions, signIn } from "./sign-in.ts";
import { listTeams, removeTeam, saveTeam } from "./teams.ts";
import { createToken, listTokens, revokeToken } from "./tokens.ts";

const ById = Closed({ id: Id });
const Nothing = Type.Null();
const List = <T extends Parameters<typeof Type.Array>[0]>(item: T) => Closed({ items: Type.Array(item) });

export function identityRoutes(app: App, desk: Desk): void {
  signInRoutes(app, desk);
  passwordRoutes(app, desk);
  tokenRoutes(app, desk);
  roleRoutes(app, desk);
  teamRoutes(app, desk);
}

function signInRoutes(app: App, { database, config }: Desk): void {
  app.post(
    "/session",
    { config: { access: "public", slow: 60 }, schema: { body: SignIn, response: { 204: Nothing } } },
    async (request, reply) => {
      const { secret } = await signIn(database, {
        ...request.body,
        ip: request.ip,
        userAgent: request.headers["user-agent"] ?? null,
        knownDevice: knowsDevice(request, config.secret, request.body.email),
      });
      rememberDevice(reply, config, request.body.email);
      setSessionCookie(reply, config.url, secret);
      return reply.status(204).send(null);
    },
  );

  app.delete(
    "/session",
    { config: { access: "signed-in" }, schema: { response: { 204: Nothing } } },
    async (request, reply) => {
      await endOwn(request, false);
      clearSessionCookie(reply, config.url);
      return reply.header("clear-site-data", '"cache", "storage"').status(204).send(null);
    },
  );

  app.get(
    "/sessions",
    { config: { access: "signed-in" }, schema: { response: { 200: List(SignedIn) } } },
    async (request) => ({
      items: await listSessions(database.db, request.actor, request.caller?.sessionId ?? null),
    }),
  );

  // Everywhere: on every device, this one included.
  app.delete(
    "/sessions",
    { config: { access: "signed-in" }, schema: { response: { 204: Nothing } } },
    async (request, reply) => {
      await endOwn(request, true);
      clearSessionCookie(reply, config.url);
      return reply.status(204).send(null);
    },
  );

  async function endOwn(request: FastifyRequest, everywhere: boolean): Promise<void> {
    const { actor, caller } = request;
    const { personId } = actor;
    if (personId === null) return;
    await database.transact(async (trx) => {
      await endSessions(trx, personId, everywhere ? {} : { only: caller?.sessionId ?? "0" });
      await record(trx, { kind: "identity.signed-out", actor, about: { personId }, data: { everywhere } });
    });
  }
}

function passwordRoutes(app: App, { database }: Desk): void {
  // The same answer whether the address is known or not (ASVS 6.3.8).
  app.post(
    "/session/reset",
    { config: { access: "public", slow: 10 }, schema: { body: ResetRequest, response: { 202: Nothing } } },
    async (request, reply) => {
      await database.transact(async (trx) => {
        const personId = await personOfLogin(trx, request.body.email);
        if (personId)
          await record(trx, { kind: "identity.reset-asked", actor: systemActor, about: { personId }, data: {} });
      });
      return reply.status(202).send(null);
    },
  );

  app.post(
    "/session/reset/confirm",
    { config: { access: "public", slow: 20 }, schema: { body: ResetPassword, response: { 204: Nothing } } },
    async (request, reply) => {
      await database.transact(async (trx) => {
        const { personId } = await takeLink(trx, ["reset", "invite"], request.body.token);
        if (!personId) throw linkUsed();
        await setPassword(trx, systemActor, personId, request.body.password, "reset");
      });
      return reply.status(204).send(null);
    },
  );

  app.post(
    "/session/password",
    { config: { access: "signed-in", slow: 20 }, schema: { body: ChangePassword, response: { 204: Nothing } } },
    async (request, reply) => {
      const { actor, caller } = request;
      await changePassword(database, actor, actor.personId ?? "0", request.body, caller?.sessionId ?? null);
      return reply.status(204).send(null);
    },
  );
}

function tokenRoutes(app: App, { database }: Desk): void {
  const access = "identity.manage" as const;
  app.get("/tokens", { config: { access }, schema: { response: { 200: List(Token) } } }, async () => ({
    items: await listTokens(database.db),
  }));
  app.post(
    "/tokens",
    { config: { access }, schema: { body: CreateToken, response: { 201: NewToken } } },
    async ({ actor, body, caller }, reply) =>
      // A token made by a token ends with the same person.
      reply.status(201).send(await database.transact((trx) => createToken(trx, actor, body, caller?.answerable))),
  );
  app.delete(
    "/tokens/:id",
    { config: { access }, schema: { params: ById, response: { 204: Nothing } } },
    async (request, reply) => {
      await database.transact((trx) => revokeToken(trx, request.actor, request.params.id));
      return reply.status(204).send(null);
    },
  );
}

function roleRoutes(app: App, { database }: Desk): void {
  const access = "identity.manage" as const;
  app.get("/roles", { config: { access: "settings.read" }, schema: { response: { 200: List(Role) } } }, async () => ({
    items: await listRoles(database.db),
  }));
  app.post(
    "/roles",
    { config: { access }, schema: { body: CreateRole, response: { 201: Role } } },
    async (request, reply) =>
      reply.status(201).send(await request.once(201, (trx) => createRole(trx, request.actor, request.body))),
  );
  app.patch(
    "/roles/:id",
    { config: { access }, schema: { params: ById, body: UpdateRole, response: { 200: Role } } },
    async ({ actor, params, body }) => database.transact((trx) => changeRole(trx, actor, params.id, body)),
  );
  app.delete(
    "/roles/:id",
    { config: { access }, schema: { params: ById, querystring: ReplaceRole, response: { 204: Nothing } } },
    async ({ actor, params, query }, reply) => {
      await database.transact((trx) => removeRole(trx, actor, params.id, query.replacement));
      return reply.status(204).send(null);
    },
  );
}

function teamRoutes(app: App, { database }: Desk): void {
  app.get("/teams", { config: { access: "tickets.read" }, schema: { response: { 200: List(Team) } } }, async () => ({
    items: await listTeams(database.db),
  }));
  app.post(
    "/teams",
    { config: { access: "settings.write" }, schema: { body: SaveTeam, response: { 201: Team } } },
    async (request, reply) =>
      reply.status(201).send(await request.once(201, (trx) => saveTeam(trx, request.actor, null, request.body))),
  );
  app.patch(
    "/teams/:id",
    {
      config: { access: "settings.write" },
      schema: { params: ById, body: Some(SaveTeam.properties), response: { 200: Team } },
    },
    async (request) => database.transact((trx) => saveTeam(trx, request.actor, request.params.id, request.body)),
  );
  app.delete(
    "/teams/:id",
    { config: { access: "settings.write" }, schema: { params: ById, response: { 204: Nothing } } },
    async (request, reply) => {
      await database.transact((trx) => removeTeam(trx, request.actor, request.params.id));
      return reply.status(204).send(null);
    },
  );
}
