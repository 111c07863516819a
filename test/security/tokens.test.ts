// API tokens end when they are revoked, when they expire, and with the person who made them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { setPassword } from "../../server/core/identity/index.ts";
import { revokeToken } from "../../server/core/identity/tokens.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { type Api, apiClient, signedIn, startDesk, type TestDesk, until } from "../support/desk.ts";

const password = "a long way to Tipperary";
let desk: TestDesk;
/** By a token that was made at the machine itself. */
let machine: Api;
let eva: string;
let asEva: Api;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false, only: "web" });
  machine = await desk.api();
  const hired = await machine("POST", "/people", { name: "Eva", email: "eva@desk.example", roles: ["administrator"] });
  eva = hired.body.id;
  // Somebody who stays: the last administrator cannot be sent away.
  const other = await machine("POST", "/people", { email: "otto@desk.example", roles: ["administrator"] });
  for (const id of [eva, other.body.id])
    await desk.running.desk.database.transact((trx) => setPassword(trx, systemActor, id, password, "setup"));
  asEva = await signedIn(desk.url, "eva@desk.example", password);
});
afterAll(() => desk?.stop());

const byToken = (token: string): Api => apiClient(desk.url, { authorization: `Bearer ${token}` });
const works = async (api: Api): Promise<boolean> => {
  const { status } = await api("GET", "/tickets");
  expect([200, 401]).toContain(status);
  return status === 200;
};
const token = async (maker: Api, more: object = {}): Promise<{ id: string; api: Api }> => {
  const { status, body } = await maker("POST", "/tokens", { name: "robot", role: "administrator", ...more });
  expect(status).toBe(201);
  return { id: body.id, api: byToken(body.token) };
};

test("a token ends with the person who made it, and with it the tokens that it made", async () => {
  const { api: hers } = await token(asEva);
  const { api: madeByHers } = await token(hers);
  const { api: grandchild } = await token(madeByHers);
  const { api: madeByMachine } = await token(machine);
  for (const api of [hers, madeByHers, grandchild, madeByMachine]) expect(await works(api)).toBe(true);

  await machine("PATCH", `/people/${eva}`, { active: false });
  for (const api of [hers, madeByHers, grandchild]) await until("the end", async () => !(await works(api)), 5000);
  expect(await works(machine)).toBe(true);
  expect(await works(madeByMachine)).toBe(true);

  await machine("PATCH", `/people/${eva}`, { active: true });
  await until("the tokens' return", async () => works(grandchild), 5000);
});

test("a live stream that was opened with such a token is cut off", async () => {
  const { status, body } = await asEva("POST", "/tokens", { name: "listener", role: "agent" });
  expect(status).toBe(201);
  const stream = await fetch(`${desk.url}/api/v1/live`, { headers: { authorization: `Bearer ${body.token}` } });
  expect(stream.status).toBe(200);
  const over = (async () => {
    for await (const _chunk of stream.body ?? []);
  })().then(
    () => "over",
    () => "over",
  );
  await machine("PATCH", `/people/${eva}`, { active: false });
  const late = new Promise((resolve) => setTimeout(() => resolve("still open"), 5000).unref());
  expect(await Promise.race([over, late])).toBe("over");
  await machine("PATCH", `/people/${eva}`, { active: true });
});

test("a revoked token and an expired one are refused", async () => {
  const revoked = await token(machine);
  expect((await machine("DELETE", `/tokens/${revoked.id}`)).status).toBe(204);
  await until("the end", async () => !(await works(revoked.api)), 5000);
  const short = await token(machine, { expiresAt: new Date(Date.now() + 1500).toISOString() });
  expect(await works(short.api)).toBe(true);
  await until("the end", async () => !(await works(short.api)), 10_000);
});

test("a token that is revoked while it is looked up is refused from the next request on", async () => {
  const { id, api } = await token(machine);
  const { database } = desk.running.desk;
  const isWaiting = async () => {
    const { rowCount } = await database.pool.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update \"api_tokens\"%'",
    );
    return rowCount === 1;
  };
  // Its first use is written down, which waits here for the one who revokes it.
  let first: Promise<boolean> | undefined;
  await database.transact(async (trx) => {
    await trx.selectFrom("api_tokens").select("id").where("id", "=", id).forUpdate().execute();
    first = works(api);
    await until("the look-up", isWaiting);
    await revokeToken(trx, systemActor, id);
  });
  await first;
  expect(await works(api)).toBe(false);
});
