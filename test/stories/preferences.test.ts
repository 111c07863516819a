// How each person wants his desk.
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultPreferences } from "../../shared/identity/preferences.ts";
import { signedInPerson, type TestPerson } from "../support/agents.ts";
import { startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let jana: TestPerson;
beforeAll(async () => {
  desk = await startDesk({ only: "web" });
  jana = await signedInPerson(desk, "Jana");
});
afterAll(() => desk?.stop());

test("who has chosen nothing has everything as shipped", async () => {
  expect((await jana.api("GET", "/session")).body.preferences).toEqual(defaultPreferences);
});

test("what is named changes, the rest stays, and others keep theirs", async () => {
  const radek = await signedInPerson(desk, "Radek");
  const first = await jana.api("PATCH", "/session", {
    preferences: { theme: "dark", notifications: { reply: { push: true } }, ui: { "list.width": 420 } },
  });
  expect(first.status).toBe(200);
  await jana.api("PATCH", "/session", {
    preferences: {
      notifications: { reply: { mail: true }, woken: { desk: false } },
      quietHours: { from: "20:00", to: "07:30", days: [1, 2, 3] },
    },
  });
  const { preferences } = (await jana.api("GET", "/session")).body;
  expect(preferences).toEqual({
    ...defaultPreferences,
    theme: "dark",
    ui: { "list.width": 420 },
    quietHours: { from: "20:00", to: "07:30", days: [1, 2, 3] },
    notifications: {
      ...defaultPreferences.notifications,
      reply: { desk: true, push: true, mail: true },
      woken: { desk: false, push: true, mail: true },
    },
  });
  expect((await radek.api("GET", "/session")).body.preferences).toEqual(defaultPreferences);
  await jana.api("PATCH", "/session", { preferences: { quietHours: null } });
  expect((await jana.api("GET", "/session")).body.preferences.quietHours).toBeNull();
});

test("a token stands for nobody and has none", async () => {
  const token = await desk.api();
  expect((await token("PATCH", "/session", { preferences: { theme: "dark" } })).status).toBe(401);
});

test("of changes at the same time none is lost", async () => {
  const kinds = ["mention", "assigned", "reply", "followed", "failed"];
  await Promise.all(
    kinds.map((kind) => jana.api("PATCH", "/session", { preferences: { notifications: { [kind]: { desk: false } } } })),
  );
  const { notifications } = (await jana.api("GET", "/session")).body.preferences;
  for (const kind of kinds) expect(notifications[kind].desk, kind).toBe(false);
});

test.each([
  ["theme", { theme: "pink" }],
  ["quietHours", { quietHours: { from: "25:00", to: "07:00", days: [1] } }],
  ["quietHours", { quietHours: { from: "20:00", to: "07:00", days: [0] } }],
  ["quietHours", { quietHours: { from: "20:00", to: "07:00", days: [] } }],
  ["notifications", { notifications: { mention: { pigeon: true } } }],
  ["notifications", { notifications: { gossip: { desk: true } } }],
  ["ui", { ui: { width: "x".repeat(501) } }],
  ["ui", { ui: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${i}`, 1])) }],
])("a wrong one is refused and named: %s, %#", async (field, preferences) => {
  const answer = await jana.api("PATCH", "/session", { preferences });
  expect([400, 422]).toContain(answer.status);
  expect(JSON.stringify(answer.body.error.fields)).toContain(field);
});
