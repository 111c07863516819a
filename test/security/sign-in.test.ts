// S16, T23: sign-in, sessions and what ends them, guessing.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setPassword } from "../../server/core/identity/index.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { type Api, apiClient, startDesk, type TestDesk, until } from "../support/desk.ts";

const password = "a long way to Tipperary";
let desk: TestDesk;
let admin: Api;
const ids: Record<string, string> = {};
beforeAll(async () => {
  desk = await startDesk();
  admin = await desk.api();
  for (const name of ["vera", "petr", "olga", "ivan"]) await hire(name);
});
afterAll(() => desk?.stop());

async function hire(name: string): Promise<void> {
  const { body } = await admin("POST", "/people", { name, email: `${name}@desk.example`, roles: ["agent"] });
  ids[name] = body.id;
  await desk.running.desk.database.transact((trx) => setPassword(trx, systemActor, body.id, password, "setup"));
}

interface SignIn {
  status: number;
  cookies: string[];
  text: string;
  ms: number;
}

async function signIn(email: string, secret: string, cookie = ""): Promise<SignIn> {
  const began = performance.now();
  const response = await fetch(`${desk.url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(cookie && { cookie, "x-requested-with": "listek" }) },
    body: JSON.stringify({ email, password: secret }),
  });
  const text = await response.text();
  return { status: response.status, cookies: response.headers.getSetCookie(), text, ms: performance.now() - began };
}

const pairOf = ({ cookies }: SignIn): string => cookies.map((line) => line.split(";")[0]).join("; ");
const client = (cookie: string): Api => apiClient(desk.url, { cookie, "x-requested-with": "listek" });
const browser = async (name: string): Promise<Api> => client(pairOf(await signIn(`${name}@desk.example`, password)));
const isIn = async (api: Api): Promise<boolean> => (await api("GET", "/session")).status === 200;

describe("sessions", () => {
  test("each sign-in gives a new secret, whatever cookie was there before (no fixation)", async () => {
    const first = await signIn("vera@desk.example", password);
    expect(first.status).toBe(204);
    const second = await signIn("vera@desk.example", password, pairOf(first));
    const planted = await signIn("vera@desk.example", password, "listek=planted-by-somebody-else-0123456789abcdef");
    const secrets = [first, second, planted].map((each) => /listek=([^;]+)/.exec(each.cookies.join("\n"))?.[1]);
    expect(new Set(secrets).size).toBe(3);
    expect(secrets).not.toContain("planted-by-somebody-else-0123456789abcdef");
    for (const secret of secrets) expect(Buffer.from(secret ?? "", "base64url").length).toBeGreaterThanOrEqual(16);
  });

  test("the cookie is closed to scripts and to other sites", async () => {
    const { cookies } = await signIn("vera@desk.example", password);
    for (const line of cookies) expect(line).toMatch(/HttpOnly/i);
    for (const line of cookies) expect(line).toMatch(/SameSite=(?:Lax|Strict)/i);
  });

  test("signing out kills this session and no other", async () => {
    const [here, there] = [await browser("vera"), await browser("vera")];
    expect((await here("DELETE", "/session")).status).toBe(204);
    expect(await isIn(here)).toBe(false);
    expect(await isIn(there)).toBe(true);
    expect((await there("DELETE", "/sessions")).status).toBe(204);
    expect(await isIn(there)).toBe(false);
  });

  test("a new password kills the other sessions, asks for the old one, and refuses what everybody tries", async () => {
    const [here, there] = [await browser("petr"), await browser("petr")];
    expect((await here("POST", "/session/password", { current: "wrong", password: "another long one" })).status).toBe(
      401,
    );
    for (const weak of ["password2026!", "petr@desk.example", "short"])
      expect((await here("POST", "/session/password", { current: password, password: weak })).status, weak).toBe(422);
    expect((await here("POST", "/session/password", { current: password, password: "another long one" })).status).toBe(
      204,
    );
    expect(await isIn(here)).toBe(true);
    expect(await isIn(there)).toBe(false);
    expect((await signIn("petr@desk.example", password)).status).toBe(401);
  });

  test("who is deactivated is out within five seconds, and cannot come in again", async () => {
    const api = await browser("olga");
    await admin("PATCH", `/people/${ids.olga}`, { active: false });
    await until("the end of the session", async () => !(await isIn(api)), 5000);
    expect((await signIn("olga@desk.example", password)).status).toBe(401);
  });

  test("a role that is taken away acts at once, and so does one that is given", async () => {
    const api = await browser("ivan");
    expect((await api("GET", "/tickets")).status).toBe(200);
    await admin("PATCH", `/people/${ids.ivan}`, { roles: [] });
    expect((await api("GET", "/tickets")).status).toBe(403);
    await admin("PATCH", `/people/${ids.ivan}`, { roles: ["supervisor"] });
    expect((await api("GET", "/mail")).status).toBe(200);
    await admin("PATCH", `/people/${ids.ivan}`, { roles: ["agent"] });
    expect((await api("GET", "/mail")).status).toBe(403);
  });

  test("what somebody changes about himself is in the history", async () => {
    const api = await browser("vera");
    expect((await api("PATCH", "/session", { name: "Vera Nová" })).body.person.name).toBe("Vera Nová");
    // The history shows nothing before all that may still come before it.
    const last = async () =>
      (await admin("GET", "/events?limit=200")).body.items.findLast(
        (event: { kind: string }) => event.kind === "person.changed",
      );
    await expect.poll(last).toMatchObject({
      person: ids.vera,
      actor: { id: ids.vera, kind: "person" },
      data: { changes: { name: { from: "vera", to: "Vera Nová" } } },
    });
  });

  test("nobody gives himself or others what he does not have", async () => {
    const agent = await desk.api("agent");
    expect((await agent("POST", "/tokens", { name: "mine", role: "administrator" })).status).toBe(403);
    expect((await agent("PATCH", `/people/${ids.vera}`, { roles: ["administrator"] })).status).toBe(403);
    expect((await agent("POST", "/people", { email: "new@desk.example", roles: ["agent"] })).status).toBe(403);
    expect((await agent("PATCH", `/people/${ids.vera}`, { name: "Renamed" })).status).toBe(403);
  });
});

describe("guessing", () => {
  test("a known and an unknown address get the same answer, in the same time", async () => {
    await hire("masha");
    const rounds = 8;
    const known: SignIn[] = [];
    const unknown: SignIn[] = [];
    for (let i = 0; i < rounds; i++) {
      known.push(await signIn("masha@desk.example", `wrong ${i}`));
      unknown.push(await signIn("nobody@desk.example", `wrong ${i}`));
    }
    expect(new Set([...known, ...unknown].map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const median = (list: SignIn[]) => [...list].sort((a, b) => a.ms - b.ms)[Math.floor(list.length / 2)]?.ms ?? 0;
    // Both pay for one scrypt; without it the unknown address would answer in a tenth of the time.
    expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
    expect(median(unknown) / median(known)).toBeLessThan(2);
  });

  test("after ten wrong ones in a quarter of an hour the door stays shut, for an unknown address too", {
    timeout: 60_000,
  }, async () => {
    await hire("karel");
    for (const email of ["karel@desk.example", "nobody-else@desk.example"]) {
      const answers: number[] = [];
      for (let i = 0; i < 12; i++) answers.push((await signIn(email, "wrong")).status);
      expect(answers).toEqual([...Array(10).fill(401), 429, 429]);
    }
    expect((await signIn("karel@desk.example", password)).status).toBe(429);
    expect((await signIn("vera@desk.example", password)).status).toBe(204);
  });

  test("a hundred tries a day from everywhere lock strangers out, not the owner on a browser he used before", async () => {
    await hire("jana");
    const device = pairOf(await signIn("jana@desk.example", password));
    const { pool } = desk.running.desk.database;
    await pool.query(`insert into sign_in_failures (login, ip, at)
      select 'jana@desk.example', '198.51.100.' || n, now() - interval '1 hour' from generate_series(1, 95) n`);
    expect((await signIn("jana@desk.example", password)).status).toBe(429);
    const mark = device.split("; ").find((each) => each.startsWith("listek-device=")) ?? "";
    expect((await signIn("jana@desk.example", password, mark)).status).toBe(204);
    const forged = `listek-device=${Buffer.from("forged").toString("base64url")}`;
    expect((await signIn("jana@desk.example", password, forged)).status).toBe(429);
  });
});
