// Texts kept to be used again: one's own, a team's, everybody's.
import { afterAll, beforeAll, expect, test } from "vitest";
import { closedQueue, newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let admin: Api;
let chief: TestPerson;
let jana: TestPerson;
let radek: TestPerson;
let team: string;
let vault: string;
beforeAll(async () => {
  desk = await startDesk({ only: "web" });
  admin = await desk.api();
  chief = await signedInPerson(desk, "Chief", "administrator");
  jana = await signedInPerson(desk, "Jana");
  radek = await signedInPerson(desk, "Radek");
  const closed = await closedQueue(admin, "Vault", [jana]);
  team = closed.team;
  vault = await newTicket(admin, { queue: closed.queue, subject: "zqsecretqz" });
});
afterAll(() => desk?.stop());

async function keep(person: TestPerson, more: object): Promise<string> {
  const answer = await person.api("POST", "/canned-replies", { name: "Name", body: "Body", ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}
const names = async (api: Api, query = ""): Promise<string[]> =>
  (await api("GET", `/canned-replies${query}`)).body.items.map((each: { name: string }) => each.name);

test("each sees his own, his teams' and the shared ones; others are not there for him", async () => {
  const own = await keep(jana, { name: "own" });
  const ofTeam = await keep(jana, { name: "of the team", scope: "team", team });
  const shared = await keep(chief, { name: "shared", scope: "shared" });
  expect(await names(jana.api)).toEqual(["of the team", "own", "shared"]);
  expect(await names(radek.api)).toEqual(["shared"]);
  expect(await names(chief.api)).toEqual(["of the team", "shared"]);
  for (const id of [own, ofTeam, "999999999"]) {
    const answers = [
      await radek.api("PATCH", `/canned-replies/${id}`, { name: "his" }),
      await radek.api("DELETE", `/canned-replies/${id}`),
      await radek.api("POST", `/canned-replies/${id}/render`, {}),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 404, body: { error: { code: "canned_reply_not_found" } } });
  }
  expect((await radek.api("PATCH", `/canned-replies/${shared}`, { name: "his" })).status).toBe(403);
  expect((await radek.api("DELETE", `/canned-replies/${shared}`)).status).toBe(403);
  expect((await radek.api("POST", "/canned-replies", { name: "x", body: "x", scope: "shared" })).status).toBe(403);
  const foreign = await radek.api("POST", "/canned-replies", { name: "x", body: "x", scope: "team", team });
  expect(foreign.body.error.fields).toHaveProperty("team");
  expect((await jana.api("PATCH", `/canned-replies/${own}`, { scope: "shared" })).status).toBe(403);
  const moved = await jana.api("PATCH", `/canned-replies/${own}`, { scope: "team", team, language: "cs" });
  expect(moved.body).toMatchObject({ scope: "team", team: { id: team }, language: "cs", can: { edit: true } });
  for (const [person, id] of [
    [jana, own],
    [chief, ofTeam],
    [chief, shared],
  ] as const)
    expect((await person.api("DELETE", `/canned-replies/${id}`)).status).toBe(204);
});

test("it is filled in from the ticket, counted as used, and shown by language and use", async () => {
  const ticket = await newTicket(admin);
  const id = await keep(jana, {
    name: "later",
    body: "Hello {{ customer.firstName }}, {{ ticket.number }}: {{ organization.name }} {{agent.name}}",
  });
  await keep(jana, { name: "first by name" });
  const czech = await keep(jana, { name: "zz", language: "cs" });
  const rendered = await jana.api("POST", `/canned-replies/${id}/render`, { ticket });
  expect(rendered.body).toEqual({
    body: `Hello Anna, ${ticket}: ‹organization.name› Jana`,
    missing: ["organization.name"],
  });
  expect(await names(jana.api)).toEqual(["later", "first by name", "zz"]);
  const { items } = (await admin("GET", "/people?q=anna")).body;
  await admin("PATCH", `/people/${items[0].id}`, { language: "cs" });
  expect((await names(jana.api, `?ticket=${ticket}`))[0]).toBe("zz");
  expect(await names(jana.api, "?q=FIRST%20BY")).toEqual(["first by name"]);
  const [conversation] = (await admin("GET", `/tickets/${ticket}`)).body.conversations;
  const there = await jana.api("POST", `/canned-replies/${id}/render`, { conversation });
  expect(there.body.body).toContain("Hello Anna, ‹ticket.number›");
  await jana.api("DELETE", `/canned-replies/${czech}`);
});

test("nothing of a ticket that one may not see is filled in", async () => {
  const id = await keep(radek, { body: "{{ ticket.subject }}" });
  const [conversation] = (await admin("GET", `/tickets/${vault}`)).body.conversations;
  for (const of of [{ ticket: vault }, { ticket: "19990001" }, { conversation }]) {
    for (const answer of [
      await radek.api("POST", `/canned-replies/${id}/render`, of),
      await radek.api("POST", "/canned-replies/preview", { body: "{{ ticket.subject }}", ...of }),
    ]) {
      expect(answer.status).toBe(404);
      expect(JSON.stringify(answer.body)).not.toContain("zqsecretqz");
    }
  }
  expect((await radek.api("GET", `/canned-replies?ticket=${vault}`)).status).toBe(404);
});

test.each([
  ["body", { name: "x", body: "{% if %}" }],
  ["body", { name: "x", body: "" }],
  ["name", { name: "", body: "x" }],
  ["scope", { name: "x", body: "x", scope: "world" }],
  ["team", { name: "x", body: "x", scope: "team" }],
  ["team", { name: "x", body: "x", team: "1" }],
  ["language", { name: "x", body: "x", language: "de" }],
])("a wrong %s is refused and named", async (field, body) => {
  const answer = await jana.api("POST", "/canned-replies", body);
  expect([400, 422]).toContain(answer.status);
  expect(Object.keys(answer.body.error.fields).join()).toContain(field);
});
