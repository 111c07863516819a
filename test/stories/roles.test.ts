// Who may what: roles as data, people who are let in and out, and somebody who can always manage the desk.
import { afterAll, beforeAll, expect, test } from "vitest";
import { setPassword } from "../../server/core/identity/index.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { type Api, signedIn, startDesk, type TestDesk } from "../support/desk.ts";

const password = "a long way to Tipperary";
let desk: TestDesk;
/** A token that was made at the machine itself: it is nobody. */
let machine: Api;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false, only: "web" });
  machine = await desk.api();
});
afterAll(() => desk?.stop());

async function person(name: string, ...roles: string[]): Promise<string> {
  const { body } = await machine("POST", "/people", { name, email: `${name.toLowerCase()}@desk.example`, roles });
  await desk.running.desk.database.transact((trx) => setPassword(trx, systemActor, body.id, password, "setup"));
  return body.id;
}
const as = (name: string): Promise<Api> => signedIn(desk.url, `${name.toLowerCase()}@desk.example`, password);
const roleOf = async (key: string) =>
  (await machine("GET", "/roles")).body.items.find((role: { key: string }) => role.key === key);
const role = (more: object = {}) => ({ name: { en: "Night shift" }, permissions: ["tickets.read"], ...more });

test("a role is made, given, changed, and works at once", async () => {
  const made = await machine("POST", "/roles", role({ name: { en: "Night shift", cs: "Noční směna" } }));
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ key: "night-shift", builtIn: false, people: 0, tokens: 0 });
  await person("Nora", "night-shift");
  const nora = await as("Nora");
  expect((await nora("GET", "/tickets")).status).toBe(200);
  expect((await nora("GET", "/people")).status).toBe(403);
  await machine("PATCH", `/roles/${made.body.id}`, { permissions: ["tickets.read", "people.read"] });
  await expect.poll(async () => (await nora("GET", "/people")).status).toBe(200);
  expect((await machine("POST", "/roles", role())).body.key).toBe("night-shift-2");
});

test.each([
  [{ permissions: ["tickets.fly"] }, 422, "permissions"],
  [{ permissions: ["tickets.read", "tickets.read"] }, 422, "permissions"],
  [{ name: {} }, 422, "name"],
  [{ name: { en: "  " } }, 422, "name"],
  [{ name: { en: "x", de: "x" } }, 422, "name"],
  [{ key: "Not a key" }, 422, "key"],
  [{ key: "agent" }, 409, "key"],
])("a role with %j is refused by its field", async (more, status, field) => {
  const { status: answered, body } = await machine("POST", "/roles", role(more));
  expect(answered).toBe(status);
  expect(Object.keys(body.error.fields).some((name) => name.startsWith(field))).toBe(true);
});

test("roles that came with the desk keep their names, administrators what they need", async () => {
  const agent = await roleOf("agent");
  expect((await machine("DELETE", `/roles/${agent.id}`)).body.error.code).toBe("role_built_in");
  expect((await machine("PATCH", `/roles/${agent.id}`, { name: { en: "Helper" } })).status).toBe(409);
  const without = agent.permissions.filter((each: string) => each !== "people.write");
  expect((await machine("PATCH", `/roles/${agent.id}`, { permissions: without })).body.permissions).toEqual(without);
  await machine("PATCH", `/roles/${agent.id}`, { permissions: agent.permissions });

  const administrator = await roleOf("administrator");
  const refused = await machine("PATCH", `/roles/${administrator.id}`, { permissions: ["tickets.read"] });
  expect(refused.status).toBe(409);
  expect(refused.body.error.message).toContain("identity.manage, settings.read, settings.write");
});

test("a role in use is not taken away before another takes its place", async () => {
  const { body: old } = await machine("POST", "/roles", role({ name: { en: "Old" } }));
  const { body: next } = await machine("POST", "/roles", role({ name: { en: "Next" } }));
  const olga = await person("Olga", "old");
  const token = await machine("POST", "/tokens", { name: "old robot", role: "old" });
  const refused = await machine("DELETE", `/roles/${old.id}`);
  expect(refused.status).toBe(409);
  expect(refused.body.error).toMatchObject({ code: "role_in_use", fields: { replacement: "is needed" } });
  expect(refused.body.error.message).toContain("1 people and 1 tokens");
  expect((await machine("DELETE", `/roles/${old.id}?replacement=nothing`)).status).toBe(422);
  expect((await machine("DELETE", `/roles/${old.id}?replacement=old`)).status).toBe(422);
  expect((await machine("DELETE", `/roles/${old.id}?replacement=next`)).status).toBe(204);
  expect((await machine("GET", `/people/${olga}`)).body.roles).toEqual(["next"]);
  const tokens = (await machine("GET", "/tokens")).body.items;
  expect(tokens.find((each: { id: string }) => each.id === token.body.id).role).toBe("next");
  expect((await roleOf("next")).id).toBe(next.id);
  expect((await machine("DELETE", `/roles/${old.id}`)).status).toBe(404);
});

test("the last administrator stays one, whoever asks and by whatever door", async () => {
  const first = await person("Ada", "administrator");
  const ada = await as("Ada");
  for (const change of [{ roles: ["agent"] }, { active: false }, { roles: [] }]) {
    for (const path of [`/people/${first}/access`, `/people/${first}`]) {
      const { status, body } = await machine("PATCH", path, change);
      expect([status, body.error.code]).toEqual([409, "last_administrator"]);
    }
  }
  expect((await ada("PATCH", `/people/${first}/access`, { active: false })).status).toBe(409);

  const second = await person("Bea", "administrator");
  const at = (id: string) => machine("PATCH", `/people/${id}/access`, { active: false });
  const both = await Promise.all([at(first), at(second)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  await machine("PATCH", `/people/${first}/access`, { active: true });
  await machine("PATCH", `/people/${second}/access`, { active: true });
});

test("nobody gives what he has not, nor takes it from who has more", async () => {
  await machine("POST", "/roles", {
    key: "hr",
    name: { en: "HR" },
    permissions: ["identity.manage", "people.read", "tickets.read", "tickets.create"],
  });
  const hans = await person("Hans", "hr");
  const greta = await person("Greta", "hr");
  const boss = await person("Bossa", "administrator");
  const hr = await as("Hans");
  const refusals: [string, string, unknown?][] = [
    ["POST", "/roles", role({ permissions: ["settings.write"] })],
    ["PATCH", `/roles/${(await roleOf("hr")).id}`, { permissions: ["identity.manage", "mail.read"] }],
    ["PATCH", `/roles/${(await roleOf("agent")).id}`, { permissions: [] }],
    ["PATCH", `/people/${greta}/access`, { roles: ["administrator"] }],
    ["PATCH", `/people/${greta}`, { roles: ["administrator"] }],
    ["PATCH", `/people/${boss}/access`, { active: false }],
    ["PATCH", `/people/${boss}`, { active: false }],
    ["POST", "/people", { email: "new@desk.example", roles: ["administrator"] }],
    ["POST", "/tokens", { name: "mine", role: "administrator" }],
  ];
  for (const [method, path, body] of refusals)
    expect([method, path, (await hr(method, path, body)).status]).toEqual([method, path, 403]);
  expect((await hr("PATCH", `/people/${greta}/access`, { roles: ["customer"] })).body.roles).toEqual(["customer"]);
  expect((await hr("PATCH", `/people/${hans}/access`, { roles: [] })).status).toBe(409);
});

test("who may sign in is one list, and access without an address or a known role is refused", async () => {
  const { body: carl } = await machine("POST", "/people", { name: "Carl", phone: "+420 777 123 456" });
  const without = await machine("PATCH", `/people/${carl.id}/access`, { roles: ["agent"] });
  expect([without.status, Object.keys(without.body.error.fields)]).toEqual([422, ["roles"]]);
  const ada = (await machine("GET", "/people/access?q=ada")).body.items[0];
  expect(ada).toMatchObject({ login: "ada@desk.example", roles: ["administrator"], signIn: "ready", active: true });
  const unknown = await machine("PATCH", `/people/${ada.id}/access`, { roles: ["pilot"] });
  expect([unknown.status, unknown.body.error.code]).toEqual([422, "role_unknown"]);
  await person("Kunde", "customer");
  const names = async (query: string) =>
    (await machine("GET", `/people/access?limit=200${query}`)).body.items.map((each: { name: string }) => each.name);
  expect(await names("")).not.toContain("Kunde");
  expect(await names("")).not.toContain("Carl");
  expect(await names("&role=customer")).toContain("Kunde");
  expect((await machine("PATCH", "/people/999999999/access", { active: true })).status).toBe(404);
});

test("a team that keeps a queue to itself is not taken away", async () => {
  const { body: team } = await machine("POST", "/teams", { name: "Vault" });
  const { body: queue } = await machine("POST", "/queues", { name: "Vault", teams: [team.id] });
  const refused = await machine("DELETE", `/teams/${team.id}`);
  expect([refused.status, refused.body.error.code]).toEqual([409, "team_in_use"]);
  expect(refused.body.error.message).toContain("1 queues");
  await machine("PATCH", `/queues/${queue.id}`, { teams: [] });
  expect((await machine("DELETE", `/teams/${team.id}`)).status).toBe(204);
  expect((await machine("DELETE", `/teams/${team.id}`)).status).toBe(404);
});
