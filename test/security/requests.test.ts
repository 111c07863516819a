// Requests that nobody who means well sends: each gets an answer that names what was wrong, nothing half done, never 500.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Api, startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
let path: string;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  api = await desk.api();
  const requester = { email: "a@client.example" };
  path = `/tickets/${(await api("POST", "/tickets", { subject: "one", body: "text", requester })).body.number}`;
});
afterAll(() => desk?.stop());

const ticket = { subject: "s", body: "b", requester: { email: "a@client.example" } };
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

function expectRefusal(answer: Answer, status: number[], field?: string): void {
  expect(status, JSON.stringify(answer.body)).toContain(answer.status);
  expect(answer.body.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  if (field) expect(Object.keys(answer.body.error.fields ?? {})).toContain(field);
}

const bodies: [what: string, path: string, body: unknown, status: number, field?: string][] = [
  ["nothing at all", "/tickets", "", 422],
  ["a broken object", "/tickets", '{"subject":', 400],
  ["null", "/tickets", "null", 422],
  ["a list", "/tickets", [ticket], 422],
  ["a string", "/tickets", '"ticket"', 422],
  ["an empty object", "/tickets", {}, 422, "subject"],
  ["a number for a subject", "/tickets", { ...ticket, subject: 7 }, 422, "subject"],
  ["a list for a subject", "/tickets", { ...ticket, subject: ["s"] }, 422, "subject"],
  ["an object for a subject", "/tickets", { ...ticket, subject: { $gt: "" } }, 422, "subject"],
  ["an empty subject", "/tickets", { ...ticket, subject: "" }, 422, "subject"],
  ["a subject without end", "/tickets", { ...ticket, subject: "s".repeat(501) }, 422, "subject"],
  ["a body without end", "/tickets", { ...ticket, body: "b".repeat(500_001) }, 422, "body"],
  ["an unknown field", "/tickets", { ...ticket, isAdmin: true }, 422, "isAdmin"],
  ["a requester who is a string", "/tickets", { ...ticket, requester: "a@b.example" }, 422, "requester"],
  [
    "two ways to name a requester",
    "/tickets",
    { ...ticket, requester: { id: "1", email: "a@b.example" } },
    422,
    "requester",
  ],
  ["an address that is none", "/tickets", { ...ticket, requester: { email: "nobody" } }, 422, "requester"],
  ["an unknown priority", "/tickets", { ...ticket, priority: "asap" }, 422, "priority"],
  ["a queue by its name", "/tickets", { ...ticket, queue: "Support" }, 422, "queue"],
  ["a queue that is not there", "/tickets", { ...ticket, queue: "999999" }, 422, "queue"],
  ["an own field that is not there", "/tickets", { ...ticket, fields: { nope: "x" } }, 422, "fields.nope"],
  ["a tag with a comma", "/tickets", { ...ticket, tags: ["a,b"] }, 422, "tags.0"],
  [
    "a file that is not base64",
    "/tickets",
    { ...ticket, attachments: [{ name: "f", content: "?!" }] },
    422,
    "attachments.0.content",
  ],
  ["a file that was never sent", "/tickets", { ...ticket, uploads: ["0123456789abcdef"] }, 422, "uploads"],
  [
    "__proto__",
    "/tickets",
    '{"subject":"s","body":"b","requester":{"email":"a@b.example"},"__proto__":{"isAdmin":true}}',
    400,
  ],
  ["constructor.prototype", "/tickets", '{"constructor":{"prototype":{"isAdmin":true}}}', 400],
  ["a hundred thousand levels", "/tickets", deep(100_000), 400],
  ["a kind that is none", "messages", { kind: "inbound", body: "x" }, 422, "kind"],
  [
    "recipients that are no addresses",
    "messages",
    { kind: "reply", body: "x", to: ["a@b.example\r\nBcc: c@d.example"] },
    422,
    "to.0",
  ],
  ["two recipients in one", "messages", { kind: "reply", body: "x", cc: ["a@b.example, c@d.example"] }, 422, "cc.0"],
  ["a state that is not there", "messages", { kind: "note", body: "x", state: "done" }, 422, "state"],
  ["a time that is none", "messages", { kind: "reply", body: "x", sendAt: "tomorrow" }, 422, "sendAt"],
  [
    "a time in a hundred years",
    "messages",
    { kind: "reply", body: "x", sendAt: "2126-01-01T00:00:00Z" },
    422,
    "sendAt",
  ],
];

describe("bodies", () => {
  test.each(bodies)("%s", async (_what, where, body, status, field) => {
    const answer = await api("POST", where === "messages" ? `${path}/messages` : where, body);
    expectRefusal(answer, [status], field);
  });

  test("none of them left anything", async () => {
    expect((await api("GET", "/tickets")).body.items).toHaveLength(1);
    expect((await api("GET", `${path}/messages`)).body.items).toHaveLength(1);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test("NUL and half a surrogate pair are left out, the rest stays", async () => {
    const { status, body } = await api(
      "POST",
      "/tickets",
      '{"subject":"a\\u0000b \\ud83d c","body":"x\\udc00y","requester":{"email":"n@client.example"}}',
    );
    expect(status).toBe(201);
    expect(body.subject).toBe("ab \ufffd c");
    const { items } = (await api("GET", `/tickets/${body.number}/messages`)).body;
    expect(items[0].text).toBe("x\ufffdy");
  });

  test("more than a request may hold is 413", async () => {
    expectRefusal(await api("POST", "/people", { name: "x".repeat(1_100_000), email: "a@b.example" }), [413]);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "image/png",
  ])("%s is 415", async (type) => {
    expectRefusal(await api("POST", "/people", "name=x", { "content-type": type }), [415]);
  });
});

const addresses: [path: string, status: number[]][] = [
  ["/tickets?limit=0", [400]],
  ["/tickets?limit=-1", [400]],
  ["/tickets?limit=201", [400]],
  ["/tickets?limit=abc", [400]],
  ["/tickets?limit=1e2", [200, 400]],
  ["/tickets?limit=1&limit=2", [400]],
  ["/tickets?after=x", [400]],
  ["/tickets?after=1.2.3", [400]],
  ["/tickets?after=99999999999999.1", [200, 400]],
  ["/tickets?after=%00", [200]],
  ["/tickets?nothing=1", [400]],
  ["/tickets?sort=number;drop", [400]],
  ["/tickets?sort=-updatedAt,id", [400]],
  ["/tickets?queue=1%20or%201=1", [200]],
  ["/tickets?assignee=me", [400]],
  ["/tickets?state=%27", [200]],
  ["/tickets?q=%25%27%22%5C%00_", [200]],
  ["/tickets?createdFrom=yesterday", [400]],
  ["/tickets?createdFrom=0000-00-00T00:00:00Z", [422]],
  ["/tickets?createdFrom=2026-02-30", [422]],
  ["/tickets?createdFrom=999y", [200]],
  ["/tickets?dueTo=999y&createdTo=9999-12-31", [200]],
  ["/tickets?createdFrom=0001-01-01T00:00:00%2B23:59", [422]],
  [`/tickets?after=${Buffer.from('["2026-01-01 00:00:00","1\'"]').toString("base64url")}`, [400]],
  [`/tickets?tag=${",x".repeat(200)}`, [422]],
  ["/tickets?createdFrom=9999-12-31T23:59:60Z", [422]],
  ["/people?after=abc", [400]],
  ["/people?organization=x", [400]],
  ["/people?q=%25%27%22%5C_", [200]],
  ["/organizations?after=-1", [400]],
  ["/conversations?after=x.y", [400]],
  ["/outbox?after=1'", [400]],
  ["/outbox?state=nowhere", [400]],
  ["/mail?after=x", [400]],
  ["/mail?q=%27%25%00", [200]],
  ["/events?after=x", [400]],
  ["/events?after=9999-999999999999999999-999999999999999999", [200]],
  ["/tickets/../people/1", [200, 404]],
  ["/tickets/%2e%2e%2fpeople", [404]],
  ["/tickets/' or 1=1 --", [404]],
  ["/tickets/%00", [404]],
  ["/people/0", [404]],
  ["/people/-1", [404]],
  ["/people/1e3", [404]],
  ["/people/99999999999999999999", [404]],
  ["/people/1;select", [404]],
  ["/messages/999999999999999999/html", [404]],
  ["/attachments/1.5", [404]],
  ["/mail/x/raw", [404]],
];
test.each(addresses)("GET %s answers %j", async (address, status) => {
  const answer = await api("GET", address);
  expect(status, JSON.stringify(answer.body)).toContain(answer.status);
});

describe("Idempotency-Key", () => {
  const send = (key: string, subject: string) =>
    api("POST", "/tickets", { ...ticket, subject }, { "idempotency-key": key });

  test("the same request twice, or twenty times at once, is done once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send("key-at-once-1", "at once")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.number)).size).toBe(1);
    expect((await api("GET", "/tickets?q=at%20once")).body.items).toHaveLength(1);
  });

  test("another request under the same key is refused, and another caller's key is another key", async () => {
    const first = await send("key-shared-1", "mine");
    expectRefusal(await send("key-shared-1", "different"), [409]);
    const other = await (await desk.api("agent"))(
      "POST",
      "/tickets",
      { ...ticket, subject: "mine" },
      { "idempotency-key": "key-shared-1" },
    );
    expect(other.status).toBe(201);
    expect(other.body.number).not.toBe(first.body.number);
  });

  test.each(["short", "x".repeat(201)])("a key of the wrong length (%s) is 400", async (key) => {
    expectRefusal(await send(key, "x"), [400]);
  });

  test("a request that failed may be sent again under its key", async () => {
    expectRefusal(
      await api("POST", "/tickets", { ...ticket, queue: "999999" }, { "idempotency-key": "key-after-failure" }),
      [422],
    );
    expect((await send("key-after-failure", "second try")).status).toBe(201);
  });
});
