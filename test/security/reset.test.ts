// The way back in for who forgot his password, through real mail, and what a stranger can make of it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { setPassword } from "../../server/core/identity/index.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { type Api, apiClient, type Incoming, signedIn, startDesk, type TestDesk, until } from "../support/desk.ts";

const email = "vera@desk.example";
const old = "what she has forgotten";
let desk: TestDesk;
let session: Api;
const stranger = (): Api => apiClient(desk.url, {});
beforeAll(async () => {
  desk = await startDesk();
  const admin = await desk.api();
  const { body } = await admin("POST", "/people", { name: "Vera", email, roles: ["agent"] });
  await desk.running.desk.database.transact((trx) => setPassword(trx, systemActor, body.id, old, "setup"));
  session = await signedIn(desk.url, email, old);
});
afterAll(() => desk?.stop());

const resets = (): Incoming[] => desk.smarthost.received.filter((mail) => mail.to.includes(email));
const tokenIn = (mail: Incoming | undefined): string => /token=([\w-]+)/.exec(mail?.mail.text ?? "")?.[1] ?? "";

/** What left so far does not count; how many are too many is the last test's matter. */
const forgetMails = () => desk.running.desk.database.pool.query("delete from automatic_mails");

async function askForMail(): Promise<string> {
  await forgetMails();
  const before = resets().length;
  expect((await stranger()("POST", "/session/reset", { email })).status).toBe(202);
  await until("the mail with the link", async () => resets().length > before);
  return tokenIn(resets().at(-1));
}

test("known and unknown addresses get the same answer; only the owner gets a mail", async () => {
  const known = await stranger()("POST", "/session/reset", { email: email.toUpperCase() });
  const unknown = await stranger()("POST", "/session/reset", { email: "nobody@desk.example" });
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  const mail = await until("the mail", async () => resets()[0]);
  expect(mail.mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(tokenIn(mail)).toMatch(/^[\w-]{43}$/);
  expect(desk.smarthost.received.some(({ to }) => to.includes("nobody@desk.example"))).toBe(false);
});

test("the link works once, ends every session, and no older one works beside it", async () => {
  const older = await askForMail();
  const token = await askForMail();
  const confirm = (secret: string, password: string) =>
    stranger()("POST", "/session/reset/confirm", { token: secret, password });
  expect((await confirm(older, "should not be taken")).status).toBe(410);
  expect((await confirm(token, "password1")).status).toBe(422);
  expect((await confirm(token, "a better one, kept")).status).toBe(204);
  expect((await confirm(token, "a second use of it")).status).toBe(410);
  expect((await session("GET", "/session")).status).toBe(401);
  await expect(signedIn(desk.url, email, old)).rejects.toThrow("401");
  await signedIn(desk.url, email, "a better one, kept");
});

test("of ten who use it at once, one gets through", async () => {
  const token = await askForMail();
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, i) =>
      stranger()("POST", "/session/reset/confirm", { token, password: `taken by number ${i}` }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 410, 410, 410, 410]);
});

test("a link is dead after two hours", async () => {
  const token = await askForMail();
  await desk.running.desk.database.pool.query(
    "update one_time_links set expires_at = now() - interval '1 second' where used_at is null",
  );
  expect((await stranger()("POST", "/session/reset/confirm", { token, password: "far too late now" })).status).toBe(
    410,
  );
});

test("nothing of a link is kept but its hash, and none is told by an event", async () => {
  const token = await askForMail();
  const { pool } = desk.running.desk.database;
  const tables = await pool.query("select table_name from information_schema.tables where table_schema = 'public'");
  for (const { table_name } of tables.rows) {
    const { rows } = await pool.query(`select count(*)::int as n from "${table_name}" t where t::text like $1`, [
      `%${token}%`,
    ]);
    expect(rows[0].n, table_name).toBe(0);
  }
});

test("nobody is flooded: after a few mails an hour there are no more", async () => {
  await forgetMails();
  const before = resets().length;
  const { pool } = desk.running.desk.database;
  for (let i = 0; i < 20; i++)
    await pool.query(
      `insert into events (at, kind, actor_kind, actor_name, person_id, data, hash)
       select now(), 'identity.reset-asked', 'system', 'test', person_id, '{}', sha256('x') from accounts where login = $1`,
      [email],
    );
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(resets().length - before).toBeLessThanOrEqual(5);
});
