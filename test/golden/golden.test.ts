// What the world sees, as tables: each route with who may call it, the API's description, each kind of event. A change is
// recorded by hand (`npm test -- test/golden -u`) and reviewed with the code that made it.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../server/app.ts";
import { validators } from "../../server/platform/http/bodies.ts";
import type { App, RouteEntry } from "../../server/platform/http.ts";
import { startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let app: App;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  ({ app } = await buildApp(desk.running.desk, { jobs: () => true }));
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await desk?.stop();
});

const accessText = ({ access }: RouteEntry): string => (typeof access === "string" ? access : access.join(" or "));

function routeLine(route: RouteEntry): string {
  const slow = route.slow === null ? "" : `, ${route.slow} a minute`;
  return `${route.method.padEnd(7)}${route.url.padEnd(44)}${accessText(route)}${slow}`;
}

test("routes: method, address, who may", async () => {
  // Files of the web part are there only when it is built.
  const routes = app.routeTable.filter(({ url }) => url !== "/desk/*" && !url.startsWith("/api/docs/static/"));
  const byUrl = [...routes].sort((a, b) => (a.url === b.url ? (a.method < b.method ? -1 : 1) : a.url < b.url ? -1 : 1));
  await expect(`${byUrl.map(routeLine).join("\n")}\n`).toMatchFileSnapshot("routes.txt");
});

test("what each route asks for can be checked, which it is at the first request", () => {
  const compile = validators();
  const parts = ["body", "querystring", "params", "headers"] as const;
  const asked = app.routeTable.flatMap((route) =>
    parts.map((httpPart) => ({ httpPart, schema: route.schema[httpPart] })),
  );
  const schemas = asked.filter(({ schema }) => schema !== undefined);
  expect(schemas.length).toBeGreaterThan(100);
  for (const each of schemas) compile(each)({});
});

test("the API's description", async () => {
  const description = `${JSON.stringify(app.swagger(), null, 2)}\n`;
  await expect(description).toMatchFileSnapshot("../../docs/api/openapi.json");
});

test("events: kind, and what each says", async () => {
  const source = readFileSync(new URL("../../shared/events.ts", import.meta.url), "utf8");
  const [, body = ""] = /export interface EventData \{\n([\s\S]*?\n)\}/.exec(source) ?? [];
  const events = body.matchAll(/^ {2}"([\w.-]+)":\s*([\s\S]*?);\n(?= {2}["/]|$(?![\s\S]))/gm);
  const lines = [...events].map(([, kind = "", fields = ""]) => `${kind.padEnd(26)}${fields.replace(/\s+/g, " ")}`);
  expect(lines.length).toBeGreaterThan(20);
  await expect(`${lines.sort().join("\n")}\n`).toMatchFileSnapshot("events.txt");
});
