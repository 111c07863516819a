// The HTTP frame without a feature in it.
import { connect } from "node:net";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { Database } from "./db.ts";
import { type App, createHttp } from "./http.ts";

const database = { watch: { healthy: true } } as unknown as Database;

const frame = (): Promise<App> =>
  createHttp({
    database,
    log: pino({ level: "silent" }),
    url: "http://localhost:8080",
    version: "0",
    authenticate: async () => null,
  });

async function listening(): Promise<{ app: App; port: number }> {
  const app = await frame();
  app.get("/slow", { config: { access: "public" } }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return { done: true };
  });
  app.get("/quick", { config: { access: "public" } }, async () => ({ done: true }));
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  return { app, port: typeof address === "object" && address ? address.port : 0 };
}

test("a stop answers what it was asked, and waits for nobody who asks nothing", async () => {
  const { app, port } = await listening();
  const silent = connect(port, "127.0.0.1");
  silent.on("error", () => {});
  await new Promise((resolve) => silent.once("connect", resolve));
  await (await fetch(`http://127.0.0.1:${port}/quick`)).text();
  const slow = fetch(`http://127.0.0.1:${port}/slow`).then((response) => response.json());
  await new Promise((resolve) => setTimeout(resolve, 200));
  const began = Date.now();
  await app.close();
  expect(await slow).toEqual({ done: true });
  expect(Date.now() - began).toBeLessThan(8000);
}, 20_000);

test("a route that does not say who may call it stops the start", async () => {
  const app = await frame();
  expect(() => app.get("/open", {} as never, async () => ({}))).toThrow("does not say who may call it");
  await app.close();
});
