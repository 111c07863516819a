// What every answer carries (ASVS 3.4), whoever asks for whatever: pages, the API, its description, errors.
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../server/app.ts";
import type { App } from "../../server/platform/http.ts";
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

const strict = /^default-src 'self';script-src 'self';/;

test("every route answers with the headers that browsers guard by", async () => {
  const urls = app.routeTable
    .filter(({ method, url }) => method === "GET" && !url.endsWith("/live"))
    .map(({ url }) => url);
  expect(urls.length).toBeGreaterThan(30);
  for (const url of [...urls, "/api/v1/nothing-here"]) {
    const { headers } = await app.inject({ url: url.replace(/:\w+|\*/g, "1") });
    expect.soft(headers, url).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "content-security-policy": expect.stringMatching(strict),
    });
    expect.soft(headers["access-control-allow-origin"], url).toBeUndefined();
    expect.soft(headers["x-powered-by"], url).toBeUndefined();
  }
});

test("the pages that describe the API run no inline script, so the policy does not break them", async () => {
  const { body, statusCode } = await app.inject({ url: "/api/docs/" });
  expect(statusCode).toBe(200);
  expect(body).toContain("swagger-ui");
  expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=/i);
});

test.each(["/%c0%ae", "/api/v1/tickets/%", `/api/v1/tickets/${"9".repeat(300)}`])(
  "an address that cannot be read, %s, gets an error of ours",
  async (url) => {
    const { headers, statusCode, json } = await app.inject({ url });
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
    expect(json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
    expect(headers["x-content-type-options"]).toBe("nosniff");
  },
);

test("what is private is not kept by anybody on the way", async () => {
  const { headers } = await app.inject({ url: "/api/v1/tickets" });
  expect(headers["cache-control"]).toBe("no-store");
});
