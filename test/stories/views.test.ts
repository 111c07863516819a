// Views that people store: one's own, a team's, everybody's; each with its counter.
import { afterAll, beforeAll, expect, test } from "vitest";
import { closedQueue, newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let admin: Api;
let chief: TestPerson;
let jana: TestPerson;
let radek: TestPerson;
let team: string;
beforeAll(async () => {
  desk = await startDesk({ only: "web" });
  admin = await desk.api();
  chief = await signedInPerson(desk, "Chief", "administrator");
  jana = await signedInPerson(desk, "Jana");
  radek = await signedInPerson(desk, "Radek");
  const closed = await closedQueue(admin, "Vault", [jana]);
  team = closed.team;
  await newTicket(admin, { queue: closed.queue, tags: ["vpn"] });
  await newTicket(admin, { tags: ["vpn"] });
  await newTicket(admin, {});
});
afterAll(() => desk?.stop());

interface Shown {
  key: string;
  name: string | null;
  count: number | null;
}
const views = async (api: Api): Promise<Shown[]> => (await api("GET", "/views")).body.items;
const stored = async (api: Api) => (await views(api)).filter((view) => view.name !== null);
async function keep(person: TestPerson, more: object): Promise<string> {
  const answer = await person.api("POST", "/views", { name: "Name", filter: {}, ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.key;
}

test("the desk's own views are there for all, with counters of what each may see", async () => {
  const counts = async (api: Api) => Object.fromEntries((await views(api)).map(({ key, count }) => [key, count]));
  const none = { inbox: 3, unassigned: 3, open: 3, overdue: 0, snoozed: 0, solved: null };
  expect(await counts(admin)).toEqual(none);
  expect(await counts(jana.api)).toEqual({ ...none, mine: 0, mentions: null });
  expect(await counts(radek.api)).toMatchObject({ inbox: 2, open: 2 });
});

test("each sees his own, his teams' and the shared ones; others are not there for him", async () => {
  const own = await keep(jana, { name: "own", filter: { state: "unsolved", tag: "vpn" } });
  const ofTeam = await keep(jana, { name: "of the team", scope: "team", team, filter: { state: "open,new" } });
  const shared = await keep(chief, { name: "shared", scope: "shared", filter: { state: "unsolved", tag: "vpn" } });
  expect((await stored(jana.api)).map(({ name, count }) => [name, count])).toEqual([
    ["own", 2],
    ["of the team", 3],
    ["shared", 2],
  ]);
  expect((await stored(radek.api)).map(({ name, count }) => [name, count])).toEqual([["shared", 1]]);
  expect((await stored(chief.api)).map(({ name }) => name)).toEqual(["of the team", "shared"]);
  for (const key of [own, ofTeam, "999999999"]) {
    for (const answer of [
      await radek.api("PATCH", `/views/${key}`, { name: "his" }),
      await radek.api("DELETE", `/views/${key}`),
    ])
      expect(answer).toMatchObject({ status: 404, body: { error: { code: "view_not_found" } } });
  }
  expect((await radek.api("PATCH", `/views/${shared}`, { name: "his" })).status).toBe(403);
  expect((await radek.api("DELETE", `/views/${shared}`)).status).toBe(403);
  expect((await radek.api("POST", "/views", { name: "x", filter: {}, scope: "shared" })).status).toBe(403);
  expect((await jana.api("PATCH", `/views/${own}`, { scope: "shared" })).status).toBe(403);
  const foreign = await radek.api("POST", "/views", { name: "x", filter: {}, scope: "team", team });
  expect(foreign.body.error.fields).toHaveProperty("team");
  expect((await admin("POST", "/views", { name: "x", filter: {} })).status).toBe(401);
  const moved = await jana.api("PATCH", `/views/${own}`, { scope: "team", team, layout: "board", board: "assignee" });
  expect(moved.body).toMatchObject({ scope: "team", team: { id: team }, layout: "board", can: { edit: true } });
  const back = await chief.api("PATCH", `/views/${own}`, { scope: "personal" });
  expect(back.body).toMatchObject({ scope: "personal", team: null });
  expect((await stored(jana.api)).map(({ name }) => name)).not.toContain("own");
  for (const [person, key] of [
    [chief, own],
    [chief, ofTeam],
    [chief, shared],
  ] as const)
    expect((await person.api("DELETE", `/views/${key}`)).status).toBe(204);
  expect(await stored(chief.api)).toEqual([]);
});

test("a view keeps all that it was given", async () => {
  const all = {
    name: "Приоритетные 'заявки'",
    filter: { state: "open", notTag: '"a, b"', createdFrom: "7d", unanswered: "true", q: '"two words"' },
    layout: "table",
    columns: ["subject", "dueAt"],
    sort: "-priority",
    board: null,
    position: 3,
  };
  const answer = await jana.api("POST", "/views", all);
  expect(answer.body).toMatchObject({ ...all, scope: "personal", team: null, count: null, can: { edit: true } });
  expect(answer.body.filter).toEqual(all.filter);
  const renamed = await jana.api("PATCH", `/views/${answer.body.key}`, { name: "Other" });
  expect(renamed.body).toMatchObject({ ...all, name: "Other" });
});

test.each<[input: object, field: string]>([
  [{ name: "" }, "name"],
  [{ name: "   " }, "name"],
  [{ filter: { colour: "red" } }, "filter.colour"],
  [{ filter: { createdFrom: "2026-02-30" } }, "createdFrom"],
  [{ filter: { tag: "," } }, "tag"],
  [{ filter: { priority: "highest" } }, "filter.priority"],
  [{ filter: { unanswered: true } }, "filter.unanswered"],
  [{ columns: ["subject", "subject"] }, "columns"],
  [{ columns: ["secret"] }, "columns.0"],
  [{ sort: "colour" }, "sort"],
  [{ scope: "team" }, "team"],
  [{ scope: "personal", team: "1" }, "team"],
  [{ layout: "cube" }, "layout"],
  [{ owner: "1" }, "owner"],
])("%j is refused", async (input, field) => {
  const answer = await chief.api("POST", "/views", { name: "x", filter: {}, ...input });
  expect(answer.status).toBe(422);
  expect(answer.body.error.fields).toHaveProperty(field);
});

test("what is changed for others is history", async () => {
  const key = await keep(chief, { name: "told", scope: "shared" });
  await chief.api("PATCH", `/views/${key}`, { name: "told again" });
  await chief.api("DELETE", `/views/${key}`);
  const own = await keep(chief, { name: "my own" });
  const { items } = (await chief.api("GET", "/settings/history?limit=200")).body;
  const about = items.filter((each: { what?: string }) => JSON.stringify(each).includes(`view ${key}`));
  expect(about).toHaveLength(3);
  expect(JSON.stringify(items)).not.toContain(`view ${own}`);
});

test("there is room for fifty", async () => {
  for (let i = 0; i < 50; i++) await keep(radek, { name: `view ${i}`, filter: { state: "unsolved" } });
  expect((await radek.api("POST", "/views", { name: "one more", filter: {} })).status).toBe(409);
  expect((await stored(radek.api)).filter(({ count }) => count === 2)).toHaveLength(50);
});
