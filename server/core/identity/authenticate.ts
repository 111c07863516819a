// From a request to its actor: the browser's session cookie, or `Authorization: Bearer TOKEN`.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Permission } from "../../../shared/identity/permissions.ts";
import type { Database, Db } from "../../platform/db.ts";
import type { Caller } from "../../platform/http.ts";
import { loadActor } from "./load-actor.ts";
import { hashSecret } from "./secret.ts";

export const sessionDays = { idle: 14, absolute: 90 };

/** `__Host-` binds the cookie to this host and to TLS; browsers refuse that name on plain http. */
export const cookieName = (url: string): string => (url.startsWith("https:") ? "__Host-listek" : "listek");

export function setSessionCookie(reply: FastifyReply, url: string, secret: string): void {
  reply.setCookie(cookieName(url), secret, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: url.startsWith("https:"),
    maxAge: sessionDays.absolute * 86_400,
  });
}

export const clearSessionCookie = (reply: FastifyReply, url: string): void =>
  void reply.clearCookie(cookieName(url), {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: url.startsWith("https:"),
  });

const keepMs = 3000;
const keepAtMost = 5000;

/** Remembers answers for three seconds and forgets them all as soon as any right, session or token changes. */
export function createAuthenticator(database: Database, url: string) {
  let known = new Map<string, { at: number; caller: Caller | null }>();
  database.bell.on("access", () => {
    known = new Map();
  });

  return async function authenticate(request: FastifyRequest): Promise<Caller | null> {
    const credential = credentialOf(request, cookieName(url));
    if (!credential) return null;
    // What is looked up while rights change is remembered among what was forgotten then.
    const answers = known;
    const remembered = answers.get(credential.secret);
    if (remembered && Date.now() - remembered.at < keepMs) return remembered.caller;
    const hash = hashSecret(credential.secret);
    const caller =
      credential.by === "token" ? await callerOfToken(database.db, hash) : await callerOfSession(database.db, hash);
    if (answers.size >= keepAtMost) answers.clear();
    answers.set(credential.secret, { at: Date.now(), caller });
    return caller;
  };
}

function credentialOf(request: FastifyRequest, cookie: string): { by: "token" | "session"; secret: string } | null {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const secret = /^Bearer ([\w-]{20,200})$/i.exec(header)?.[1];
    return secret ? { by: "token", secret } : null;
  }
  const secret = request.cookies[cookie];
  return secret && secret.length < 200 ? { by: "session", secret } : null;
}

async function callerOfToken(db: Db, hash: Buffer): Promise<Caller | null> {
  const row = await db
    .selectFrom("api_tokens")
    .innerJoin("roles", "roles.id", "api_tokens.role_id")
    .leftJoin("people as creator", "creator.id", "api_tokens.created_by")
    .select(["api_tokens.id", "api_tokens.name", "roles.permissions", "last_used_at", "created_by"])
    .where("token_hash", "=", hash)
    .where("revoked_at", "is", null)
    .where((where) => where.or([where("expires_at", "is", null), where("expires_at", ">", new Date())]))
    // Who was deactivated acts no longer, by no token either.
    .where((where) => where.or([where("created_by", "is", null), where("creator.active", "=", true)]))
    .executeTakeFirst();
  if (!row) return null;
  if (!row.last_used_at || Date.now() - row.last_used_at.getTime() > 60_000) {
    await db.updateTable("api_tokens").set({ last_used_at: new Date() }).where("id", "=", row.id).execute();
  }
  return {
    by: "token",
    owner: `token ${row.id}`,
    answerable: row.created_by,
    sessionId: null,
    actor: {
      personId: null,
      kind: "token",
      name: row.name,
      permissions: new Set(row.permissions as Permission[]),
      teamIds: [],
      managedOrganizationIds: [],
    },
  };
}

async function callerOfSession(db: Db, hash: Buffer): Promise<Caller | null> {
  const session = await db
    .selectFrom("sessions")
    .select(["id", "person_id", "last_seen_at"])
    .where("token_hash", "=", hash)
    .where("expires_at", ">", new Date())
    .where("last_seen_at", ">", new Date(Date.now() - sessionDays.idle * 86_400_000))
    .executeTakeFirst();
  if (!session) return null;
  if (Date.now() - session.last_seen_at.getTime() > 5 * 60_000) {
    await db.updateTable("sessions").set({ last_seen_at: new Date() }).where("id", "=", session.id).execute();
  }
  const actor = await loadActor(db, session.person_id);
  if (!actor) return null;
  return {
    by: "session",
    owner: `person ${session.person_id}`,
    answerable: session.person_id,
    sessionId: session.id,
    actor,
  };
}
