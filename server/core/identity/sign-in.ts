// Sign-in with a password, and what holds back those who guess (ASVS 6.3.1, T23).

import { systemActor } from "../../../shared/identity/permissions.ts";
import type { Database, Trx } from "../../platform/db.ts";
import { ringAfterCommit } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { sessionDays } from "./authenticate.ts";
import { tooManyTries, wrongPassword } from "./errors.ts";
import { loadActor } from "./load-actor.ts";
import { verifyPassword } from "./password.ts";
import { newSecret } from "./secret.ts";

export interface SignInInput {
  email: string;
  password: string;
  ip: string;
  userAgent: string | null;
  /** He signed in from this browser before: others' guesses do not lock him out here. */
  knownDevice: boolean;
}

export interface SignedIn {
  /** For the cookie; not kept. */
  secret: string;
}

/** Tries allowed from one place in a quarter of an hour, and for one account in a day from everywhere together. */
const triesHere = 10;
const triesADay = 90;

export async function signIn(database: Database, input: SignInInput): Promise<SignedIn> {
  const login = input.email.trim().toLowerCase();
  await refuseGuessers(database, login, input);
  const account = await database.db
    .selectFrom("accounts")
    .select(["person_id", "password_hash"])
    .where("login", "=", login)
    .executeTakeFirst();
  const right = await verifyPassword(input.password, account?.password_hash ?? null);
  const actor = right && account ? await loadActor(database.db, account.person_id) : null;
  if (!actor || !account) {
    await noteFailure(database, login, input.ip);
    throw wrongPassword();
  }
  return database.transact(async (trx) => {
    const secret = await startSession(trx, account.person_id, input);
    await trx.deleteFrom("sign_in_failures").where("login", "=", login).where("ip", "=", input.ip).execute();
    await record(trx, {
      kind: "identity.signed-in",
      actor,
      about: { personId: account.person_id },
      data: { ip: input.ip },
    });
    return { secret };
  });
}

/** A new session, and with it a new secret: nothing that was known before the sign-in stays valid (no fixation). */
export async function startSession(
  trx: Trx,
  personId: string,
  from: { ip: string | null; userAgent: string | null },
): Promise<string> {
  const { secret, hash } = newSecret("");
  await trx
    .insertInto("sessions")
    .values({
      token_hash: hash,
      person_id: personId,
      ip: from.ip,
      user_agent: from.userAgent?.slice(0, 300) ?? null,
      expires_at: new Date(Date.now() + sessionDays.absolute * 86_400_000),
    })
    .execute();
  return secret;
}

async function refuseGuessers(database: Database, login: string, { ip, knownDevice }: SignInInput): Promise<void> {
  const since = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const counts = await database.db
    .selectFrom("sign_in_failures")
    .select((select) => [
      select.fn.countAll<string>().filterWhere("ip", "=", ip).filterWhere("at", ">", since(15)).as("here"),
      select.fn.countAll<string>().as("day"),
    ])
    .where("login", "=", login)
    .where("at", ">", since(24 * 60))
    .executeTakeFirstOrThrow();
  if (Number(counts.here) >= triesHere) throw tooManyTries();
  if (!knownDevice && Number(counts.day) >= triesADay) throw tooManyTries();
}

async function noteFailure(database: Database, login: string, ip: string): Promise<void> {
  await database.transact(async (trx) => {
    await trx.insertInto("sign_in_failures").values({ login, ip }).execute();
    await record(trx, {
      kind: "identity.sign-in-refused",
      actor: systemActor,
      data: { email: login, ip, why: "wrong address or password" },
    });
  });
}

/** Ends one session, or all of a person's but `except`. */
export async function endSessions(
  trx: Trx,
  personId: string,
  which: { only?: string; except?: string | null },
): Promise<void> {
  let query = trx.deleteFrom("sessions").where("person_id", "=", personId);
  if (which.only) query = query.where("id", "=", which.only);
  if (which.except) query = query.where("id", "<>", which.except);
  await query.execute();
  ringAfterCommit(trx, "access");
}

/** Failed tries are of no use after a day, finished sessions and used links after a month. */
export async function forgetOldSignIns(database: Database): Promise<void> {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  await database.db.deleteFrom("sign_in_failures").where("at", "<", daysAgo(1)).execute();
  await database.db.deleteFrom("sessions").where("expires_at", "<", new Date()).execute();
  await database.db.deleteFrom("one_time_links").where("expires_at", "<", daysAgo(30)).execute();
}
