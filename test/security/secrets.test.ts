// S3, T25, quick: what somebody carries (sessions, tokens, links, reply addresses) cannot be guessed, from afar or nearby.
// S14: what is kept of it leaves by no answer, and looking changes nothing.
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../../server/app.ts";
import { readReplyAddress, replyAddress } from "../../server/core/conversations/index.ts";
import { createLink } from "../../server/core/identity/index.ts";
import type { App } from "../../server/platform/http.ts";
import { matrix } from "./matrix.ts";
import { type ActorName, actorNames, buildWorld, type World } from "./world.ts";

let world: World;
let app: App;
beforeAll(async () => {
  world = await buildWorld();
  ({ app } = await buildApp(world.desk.running.desk, { jobs: () => true }));
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await world?.desk.stop();
});

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** One letter changed, one left out, one more, cut, doubled, in another case. */
function neighbours(secret: string): string[] {
  const changed = [...secret].flatMap((letter, at) =>
    ["A", "a", letters[(letters.indexOf(letter) + 1) % 64]].map(
      (other) => secret.slice(0, at) + other + secret.slice(at + 1),
    ),
  );
  const others = [
    secret.slice(1),
    secret.slice(0, -1),
    `${secret}A`,
    secret.repeat(2),
    secret.toLowerCase(),
    secret.toUpperCase(),
  ];
  // The last letter of base64url holds unused bits: another text for the same bytes must not pass either.
  return [...new Set([...changed, ...others])].filter((each) => each !== secret);
}
const random = (count: number, prefix = ""): string[] =>
  Array.from({ length: count }, () => prefix + randomBytes(32).toString("base64url"));

async function statuses(headersOf: (secret: string) => Record<string, string>, secrets: string[]): Promise<number[]> {
  const seen = new Set<number>();
  for (const secret of secrets) {
    const { statusCode } = await app.inject({ url: "/api/v1/session", headers: headersOf(secret) });
    seen.add(statusCode);
  }
  return [...seen];
}

describe("guessing", () => {
  test("API tokens", async () => {
    const secret = (world.credentials["administrator token"].authorization as string).slice("Bearer ".length);
    const wrong = [
      ...neighbours(secret),
      ...random(1000, "ltk_"),
      "",
      "ltk_",
      "null",
      "undefined",
      "[]",
      "%00".repeat(10),
    ];
    expect(await statuses((each) => ({ authorization: `Bearer ${each}` }), wrong)).toEqual([401]);
    const other = [
      secret,
      `Basic ${btoa(`x:${secret}`)}`,
      `bearer${secret}`,
      `Bearer  ${secret}`,
      `Bearer ${secret} x`,
    ];
    expect(await statuses((each) => ({ authorization: each }), other)).toEqual([401]);
    expect(
      (await app.inject({ url: "/api/v1/tickets", query: { token: secret, access_token: secret } })).statusCode,
    ).toBe(401);
  });

  test("sessions", async () => {
    const secret = (world.credentials["agent inside"].cookie as string).slice("listek=".length);
    const wrong = [...neighbours(secret), ...random(1000), "", "listek", "null"];
    expect(await statuses((each) => ({ cookie: `listek=${each}` }), wrong)).toEqual([401]);
    expect(await statuses((each) => ({ cookie: `__Host-listek=${each}; Listek=${each}` }), [secret])).toEqual([401]);
    expect(await statuses((each) => ({ authorization: `Bearer ${each}` }), [secret])).toEqual([401]);
  });

  test.each([
    ["reset", "/api/v1/session/reset/confirm", { password: "a password of some length" }],
    [
      "setup",
      "/api/v1/setup",
      { name: "M", email: "m@evil.example", password: "a password of some length", language: "en", timeZone: "UTC" },
    ],
  ] as const)("links for %s", async (purpose, url, body) => {
    const { database } = world.desk.running.desk;
    const person = purpose === "reset" ? (world.ids["anna@acme.example"] as string) : null;
    const secret = await database.transact((trx) => createLink(trx, purpose, person));
    const other = await database.transact((trx) => createLink(trx, purpose === "reset" ? "setup" : "reset", person));
    const wrong = [...neighbours(secret), ...random(1000), other, "", "null", ["x".repeat(43)], null, { length: 43 }];
    const seen = new Set<number>();
    for (const [index, token] of wrong.entries()) {
      // Each from another place: the limit by place is not what stops them here.
      const remoteAddress = `198.51.${100 + (index >> 8)}.${index & 255}`;
      const { statusCode } = await app.inject({ method: "POST", url, remoteAddress, payload: { token, ...body } });
      seen.add(statusCode);
    }
    expect([...seen].sort()).toEqual([410, 422]);
    const known = await database.db
      .selectFrom("one_time_links")
      .select("used_at")
      .where("purpose", "=", purpose)
      .execute();
    expect(known.every(({ used_at }) => used_at === null)).toBe(true);
  });

  test("from one place, misses are slowed down", async () => {
    const answers: number[] = [];
    for (const token of random(30)) {
      const payload = { token, password: "a password of some length" };
      const url = "/api/v1/session/reset/confirm";
      answers.push((await app.inject({ method: "POST", url, remoteAddress: "203.0.113.9", payload })).statusCode);
    }
    expect(answers.filter((status) => status === 410).length).toBeLessThanOrEqual(20);
    expect(answers.at(-1)).toBe(429);
  });

  test("reply addresses: each is good for its own conversation only", () => {
    const key = "a key of the desk";
    const now = Date.now();
    const read = (address: string) => readReplyAddress(key, address, now);
    const mine = replyAddress(key, "support@desk.example", "77", null, now);
    expect(read(mine)).toMatchObject({ conversationId: "77", personId: null, exact: true });
    expect(read(mine.toUpperCase())).toMatchObject({ conversationId: "77", exact: false });
    const [head = "", domain = ""] = mine.split("@");
    const signature = head.slice(-26);
    const wrong = [
      ...neighbours(signature).map((each) => `support+r.25.${each}@${domain}`),
      ...Array.from({ length: 1000 }, (_, id) => `support+r.${id.toString(36)}.${signature}@${domain}`).filter(
        (each) => each !== mine,
      ),
      ...random(1000).map(
        (each) =>
          `support+r.25.${each
            .toLowerCase()
            .replace(/[^a-z2-7]/g, "a")
            .slice(0, 26)}@${domain}`,
      ),
      `support+r.25.@${domain}`,
      `support+r..${signature}@${domain}`,
      `support+r.0025.${signature}x@${domain}`,
      `support@${domain}`,
    ].filter((each) => each.toLowerCase() !== mine);
    expect(wrong.filter((each) => read(each) !== null)).toEqual([]);
    expect(readReplyAddress("another key", mine, now)).toBeNull();
  });

  test("reply addresses: each is good for its own recipient only, and says how old it is", () => {
    const key = "a key of the desk";
    const made = Date.UTC(2026, 4, 1);
    const address = (personId: string, holder: "party" | "agent") =>
      replyAddress(key, "support@desk.example", "77", { personId, holder }, made);
    const read = (text: string) => readReplyAddress(key, text, made + 40 * 86_400_000);
    const mine = address("5", "party");
    expect(read(mine)).toEqual({
      conversationId: "77",
      holder: "party",
      inside: false,
      personId: "5",
      age: 40,
      exact: true,
    });
    expect(read(address("5", "agent"))).toMatchObject({ holder: "agent", personId: "5", age: 40 });
    const signature = mine.slice(-"@desk.example".length - 26, -"@desk.example".length);
    const [, conversation, person, day] = /\+r\.(\w+)\.(\w+)\.(\w+)\./.exec(mine) as RegExpExecArray;
    const wrong = [
      `a.${conversation}.${person}.${day}`,
      `r.${conversation}.6.${day}`,
      `r.26.${person}.${day}`,
      `r.${conversation}.${person}.${day}0`,
      `r.${conversation}.0${person}.${day}`,
      `r.${conversation}`,
    ].map((each) => `support+${each}.${signature}@desk.example`);
    expect([...wrong, mine.replace(signature, signature.slice(1))].filter((each) => read(each) !== null)).toEqual([]);
    // No room in the local part (64 bytes): the shorter kind, which proves nothing about a person.
    const long = replyAddress(
      key,
      "the-longest-address-of-all-of-us@desk.example",
      "77",
      { personId: "5", holder: "party" },
      made,
    );
    expect(read(long)).toMatchObject({ conversationId: "77", personId: null });
  });
});

/** Every readable route, as often as the matrix knows ways to ask it. */
function readings(actor: ActorName): string[] {
  return Object.entries(matrix).flatMap(([route, rows]) =>
    route.startsWith("GET ") && Array.isArray(rows)
      ? rows.map((row) => `/api/v1${row.ask(world.things.acme, world, actor)[0]}`)
      : [],
  );
}

describe("S14", () => {
  const canary = "zqsecretqz";

  test("no answer to anybody holds a password's hash, a session, a token or a link", async () => {
    const { pool } = world.desk.running.desk.database;
    await pool.query(`update accounts set password_hash = '${canary}hash'`);
    const hashes =
      await pool.query(`select encode(token_hash, 'hex') as hex, encode(token_hash, 'base64') as base from sessions
      union all select encode(token_hash, 'hex'), encode(token_hash, 'base64') from api_tokens
      union all select encode(token_hash, 'hex'), encode(token_hash, 'base64') from one_time_links`);
    const own = Object.values(world.credentials).flatMap(({ cookie, authorization }) => [
      cookie?.replace("listek=", ""),
      authorization?.replace("Bearer ", ""),
    ]);
    const secrets = [
      canary,
      ...hashes.rows.flatMap(({ hex, base }) => [hex, base]),
      ...own.filter((each) => each !== undefined),
    ];
    expect(secrets.length).toBeGreaterThan(20);
    const leaks: string[] = [];
    for (const actor of actorNames) {
      for (const url of readings(actor)) {
        const { body } = await app.inject({ url, headers: world.credentials[actor] });
        leaks.push(
          ...secrets
            .filter((secret) => body.includes(secret))
            .map((secret) => `${actor} ${url}: ${secret.slice(0, 12)}`),
        );
      }
    }
    expect(leaks).toEqual([]);
  });

  test("every answer has a closed schema, but those that are bytes or pages", () => {
    const open = Object.entries(app.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { responses?: Record<string, unknown> }>).flatMap(
        ([method, { responses = {} }]) => {
          const good = Object.keys(responses).filter((status) => status.startsWith("2"));
          return good.length && JSON.stringify(responses).includes("schema") ? [] : [`${method.toUpperCase()} ${path}`];
        },
      ),
    );
    const bytes = [
      "GET /api/v1/attachments/{id}",
      "GET /api/v1/live",
      "GET /api/v1/mail/{id}/raw",
      "GET /api/v1/messages/{id}/html",
      "GET /api/v1/messages/{id}/raw",
      "GET /api/v1/mail-keys/{id}/public",
      "GET /api/v1/tickets/export",
    ];
    expect(open.filter((route) => !bytes.includes(route))).toEqual([]);
    expect(looseObjects(app.swagger())).toEqual([]);
  });

  test("looking changes nothing", async () => {
    const { pool } = world.desk.running.desk.database;
    const tables = (await pool.query("select tablename from pg_tables where schemaname = 'public'")).rows.map(
      (row) => row.tablename as string,
    );
    // When somebody was last here is the only thing that looking may change.
    const lastSeen: Record<string, string> = { sessions: "last_seen_at", api_tokens: "last_used_at" };
    const state = async () => {
      const sums = tables.map(
        (table) =>
          `select '${table}' as name, md5(coalesce(string_agg((to_jsonb(t) - '${lastSeen[table] ?? ""}')::text, '' order by t::text), '')) as sum from "${table}" t`,
      );
      const quiet = sums.filter((sql) => !/'(?:instances|feed_cursors|event_blocks)'/.test(sql));
      return (await pool.query(quiet.join(" union all "))).rows;
    };
    const before = await state();
    for (const actor of ["administrator token", "agent inside", "anna", "anonymous"] as const)
      for (const url of readings(actor)) {
        await app.inject({ url, headers: world.credentials[actor] });
        await app.inject({ method: "HEAD", url, headers: world.credentials[actor] });
      }
    expect(await state()).toEqual(before);
  });

  test("nothing is kept in the clear: only hashes of what people carry", async () => {
    const { pool } = world.desk.running.desk.database;
    const token = (world.credentials["agent token"].authorization as string).slice("Bearer ".length);
    const { rows } = await pool.query("select count(*)::int as n from api_tokens where token_hash = $1", [
      createHash("sha256").update(token).digest(),
    ]);
    expect(rows[0].n).toBe(1);
    const dump = await pool.query("select string_agg(t::text, '') as all from (select * from api_tokens) t");
    expect(dump.rows[0].all).not.toContain(token);
  });
});

/** Places of answers where anything could stand: objects that name their fields but let others through. */
function looseObjects(document: unknown, trail = ""): string[] {
  if (Array.isArray(document)) return document.flatMap((each, index) => looseObjects(each, `${trail}/${index}`));
  if (typeof document !== "object" || document === null) return [];
  const node = document as { type?: string; properties?: object; additionalProperties?: unknown };
  const loose =
    trail.includes("/responses/") &&
    node.type === "object" &&
    node.properties !== undefined &&
    node.additionalProperties !== false;
  const below = Object.entries(node).flatMap(([name, value]) => looseObjects(value, `${trail}/${name}`));
  return loose ? [trail, ...below] : below;
}
