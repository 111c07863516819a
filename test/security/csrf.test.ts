// S19: a page elsewhere can make a signed-in browser send a request, but nothing comes of it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../../server/app.ts";
import { startSession } from "../../server/core/identity/index.ts";
import { createAdministrator } from "../../server/core/people/index.ts";
import type { App, RouteEntry } from "../../server/platform/http.ts";
import { startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let app: App;
let cookie: string;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  ({ app } = await buildApp(desk.running.desk, { jobs: () => true }));
  await app.ready();
  cookie = await desk.running.desk.database.transact(async (trx) => {
    const person = await createAdministrator(trx, { email: "admin@desk.example", name: "Admin" });
    return `listek=${await startSession(trx, person, { ip: null, userAgent: null })}`;
  });
});
afterAll(async () => {
  await app?.close();
  await desk?.stop();
});

const changes = (): RouteEntry[] => app.routeTable.filter(({ method }) => method !== "GET");

/** What the browser of a signed-in administrator could be made to send from a page elsewhere. */
const tricks: [name: string, headers: () => Record<string, string>, body: string | undefined][] = [
  ["no Origin, no header of ours", () => ({ "content-type": "application/json" }), "{}"],
  ["a foreign Origin", () => ({ "content-type": "application/json", origin: "https://evil.example" }), "{}"],
  [
    "a foreign Origin with our header",
    () => ({ "content-type": "application/json", origin: "https://evil.example", "x-requested-with": "listek" }),
    "{}",
  ],
  ["Origin null", () => ({ "content-type": "application/json", origin: "null", "x-requested-with": "listek" }), "{}"],
  [
    "an Origin that only looks like ours",
    () => ({ "content-type": "application/json", origin: `${desk.url}.evil.example`, "x-requested-with": "listek" }),
    "{}",
  ],
  ["a form", () => ({ "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" }), "name=x"],
  [
    "a form with a file",
    () => ({ "content-type": "multipart/form-data; boundary=x", origin: "https://evil.example" }),
    "--x--",
  ],
  ["text that is JSON", () => ({ "content-type": "text/plain", origin: "https://evil.example" }), '{"name":"x"}'],
  ["nothing at all", () => ({}), undefined],
];

async function footprint(): Promise<unknown> {
  const { rows } = await desk.running.desk.database.pool.query(`select
    (select count(*) from events) as events, (select count(*) from people) as people, (select count(*) from sessions) as sessions,
    (select count(*) from uploads) as uploads, (select count(*) from api_tokens) as tokens, (select count(*) from teams) as teams`);
  return rows[0];
}

describe("every route that changes something", () => {
  test.each(tricks)("%s: 0 changes", async (_name, headers, body) => {
    const before = await footprint();
    expect(changes().length).toBeGreaterThan(20);
    for (const { method, url } of changes()) {
      const address = `${desk.url}${url.replace(":number", "20260001").replace(/:\w+/, "1234567890123456")}`;
      const response = await fetch(address, { method, headers: { cookie, ...headers() }, body });
      // Behind a link out of a mail nobody is signed in: the link itself is the right, and this one is none.
      const refusals = /^\/(?:confirm|first-contact|unsubscribe)\//.test(url) ? [403, 404, 415] : [403, 415, 422];
      expect.soft(refusals, `${method} ${url} answers ${response.status}`).toContain(response.status);
      if (response.status === 403) expect((await response.json()).error.code).toMatch(/foreign_origin/);
      else await response.text();
    }
    expect(await footprint()).toEqual(before);
  });

  test("signing in and out by force: a foreign page can do neither", async () => {
    const response = await fetch(`${desk.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://evil.example" },
      body: JSON.stringify({ email: "mallory@evil.example", password: "x" }),
    });
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

test("the desk's own page gets through, by its own origin and header", async () => {
  const response = await fetch(`${desk.url}/api/v1/teams`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", origin: desk.url, "x-requested-with": "listek" },
    body: JSON.stringify({ name: "Ours" }),
  });
  expect(response.status).toBe(201);
});

test("a token needs no header, and a cookie beside it is not looked at", async () => {
  const api = await desk.api("customer");
  expect((await api("POST", "/teams", { name: "By token" }, { cookie })).status).toBe(403);
});
