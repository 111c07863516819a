import { afterAll, beforeAll, expect, test } from "vitest";
import { startPickyHost } from "../../../../test/support/smarthost.ts";
import { fromUrl, type Smarthost } from "../send/smarthost.ts";
import { testSmarthost } from "./test-smarthost.ts";

let picky: Awaited<ReturnType<typeof startPickyHost>>;
beforeAll(async () => {
  picky = await startPickyHost();
});
afterAll(async () => picky?.stop());

const host = (more: Partial<Smarthost>): Smarthost => ({
  ...fromUrl(new URL(`smtp://u:right@127.0.0.1:${picky.port}`)),
  ...more,
});

test.each([
  ["certificate", { security: "required", verify: true }],
  ["password", { security: "required", password: "wrong" }],
  ["password", { security: "none", password: null }],
  ["tls", { security: "implicit" }],
  ["refused", { port: 9 }],
  ["name", { host: "no-such-host.invalid" }],
  [null, { security: "required" }],
  [null, { security: "opportunistic" }],
] satisfies [string | null, Partial<Smarthost>][])("%s: %j", async (problem, more) => {
  expect((await testSmarthost(host(more))).problem).toBe(problem);
});
