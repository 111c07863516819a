// T27: fifty at once. One wins, the others learn so; nothing is done twice, nothing is skipped.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLink, startSession } from "../../server/core/identity/index.ts";
import { type Answer, type Api, apiClient, startDesk, type TestDesk, until } from "../support/desk.ts";
import { sendRaw } from "./support/raw-smtp.ts";

const fifty = Array.from({ length: 50 }, (_, index) => index);
const requester = { email: "jana@acme.example", name: "Jana" };

let desk: TestDesk;
let api: Api;
let agents: Api[];
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
  agents = await Promise.all(fifty.map(agent));
}, 60_000);
afterAll(() => desk?.stop());

/** A person with the role agent and a session of his own. */
async function agent(index: number): Promise<Api> {
  const made = await api("POST", "/people", {
    name: `Agent ${index}`,
    email: `agent${index}@desk.example`,
    roles: ["agent"],
  });
  expect(made.status).toBe(201);
  const { database } = desk.running.desk;
  const secret = await database.transact((trx) => startSession(trx, made.body.id, { ip: null, userAgent: null }));
  return apiClient(desk.url, { cookie: `listek=${secret}`, "x-requested-with": "listek" });
}

async function open(subject: string): Promise<string> {
  const made = await api("POST", "/tickets", { subject, body: "please", requester });
  expect(made.status).toBe(201);
  return made.body.number;
}

/** How often each status was answered. */
const tally = (answers: Answer[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => String(status))].map(([status, { length }]) => [status, length]),
  );

const running = (number: string): number => Number(number.slice(4));

async function spoken(number: string): Promise<number[]> {
  const { body } = await api("GET", `/tickets/${number}/messages?limit=200`);
  return body.items
    .map((each: { number: number | null }) => each.number)
    .filter((each: number | null) => each !== null);
}

describe("a ticket that fifty people want", () => {
  test("is taken by one; the others hear by whom", async () => {
    const number = await open("Who takes it?");
    const answers = await Promise.all(agents.map((each) => each("PATCH", `/tickets/${number}`, { assignee: "me" })));
    expect(tally(answers)).toEqual({ 200: 1, 409: 49 });
    const winner = answers.find(({ status }) => status === 200)?.body.assignee;
    const now = (await api("GET", `/tickets/${number}`)).body;
    expect(now.assignee).toEqual(winner);
    for (const { body } of answers.filter(({ status }) => status === 409))
      expect(body.error.message).toContain(winner.name);
    const events = (await api("GET", `/tickets/${number}/events?limit=200`)).body.items;
    expect(events.filter((each: { kind: string }) => each.kind === "ticket.assigned")).toHaveLength(1);
  });

  test("is closed once", async () => {
    const number = await open("Who closes it?");
    const answers = await Promise.all(agents.map((each) => each("PATCH", `/tickets/${number}`, { state: "closed" })));
    expect(tally(answers)).toEqual({ 200: 1, 409: 49 });
    const events = (await api("GET", `/tickets/${number}/events?limit=200`)).body.items;
    expect(events.filter((each: { kind: string }) => each.kind === "ticket.state-changed")).toHaveLength(1);
  });

  test("numbers their notes 1 to 51 without a gap", async () => {
    const number = await open("Everybody notes");
    const answers = await Promise.all(
      agents.map((each, index) => each("POST", `/tickets/${number}/messages`, { kind: "note", body: `note ${index}` })),
    );
    expect(tally(answers)).toEqual({ 201: 50 });
    expect((await spoken(number)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 51 }, (_, index) => index + 1),
    );
    expect((await api("GET", `/tickets/${number}`)).body.messages).toBe(51);
  });
});

describe("the same request, fifty times at once", () => {
  test("answers once, by one mail", async () => {
    const number = await open("One answer");
    const before = desk.smarthost.received.length;
    const answer = { kind: "reply", body: "Here it is." };
    const answers = await Promise.all(
      fifty.map(() => api("POST", `/tickets/${number}/messages`, answer, { "idempotency-key": "answer-once" })),
    );
    expect(tally(answers)).toEqual({ 201: 50 });
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await spoken(number)).toEqual([1, 2]);
    await until("the mail", async () => desk.smarthost.received.length > before);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(desk.smarthost.received.length - before).toBe(1);
  });

  test("opens one ticket", async () => {
    const wish = { subject: "Double click", body: "please", requester };
    const answers = await Promise.all(
      fifty.map(() => api("POST", "/tickets", wish, { "idempotency-key": "double-click" })),
    );
    expect(tally(answers)).toEqual({ 201: 50 });
    expect(new Set(answers.map(({ body }) => body.number)).size).toBe(1);
    expect(
      (await api("GET", "/tickets?limit=200")).body.items.filter(
        (each: { subject: string }) => each.subject === "Double click",
      ),
    ).toHaveLength(1);
  });
});

describe("fifty new tickets at once", () => {
  const format = new RegExp(`^${new Date().getUTCFullYear()}\\d{4,}$`);

  test("by the API: every number once, none left out", async () => {
    const answers = await Promise.all(
      fifty.map((index) =>
        api("POST", "/tickets", {
          subject: `New ${index}`,
          body: "please",
          requester: { email: `new${index}@acme.example` },
        }),
      ),
    );
    expect(tally(answers)).toEqual({ 201: 50 });
    const numbers = answers.map(({ body }) => body.number as string);
    for (const number of numbers) expect(number).toMatch(format);
    const sorted = numbers.map(running).toSorted((a, b) => a - b);
    expect(sorted).toEqual(fifty.map((index) => (sorted[0] as number) + index));
    expect(running(await open("The next one"))).toBeGreaterThan(sorted.at(-1) as number);
  });

  test("by mail: every number once, none left out", async () => {
    await Promise.all(fifty.map((index) => mail(`mail${index}@post.example`, `By mail ${index}`)));
    const tickets = await until(
      "fifty tickets",
      async () => {
        const { items } = (await api("GET", "/tickets?limit=200&channel=email")).body;
        const found = items.filter((each: { subject: string }) => each.subject.startsWith("By mail"));
        return found.length >= 50 && found;
      },
      30_000,
    );
    const numbers = tickets.map((each: { number: string }) => each.number);
    expect(new Set(numbers).size).toBe(50);
    for (const number of numbers) expect(number).toMatch(format);
  });
});

test("fifty mails of one customer into one ticket stand there as 1 to 51", async () => {
  await mail("talker@post.example", "Much to say");
  const ticket = await until("ticket", async () =>
    (await api("GET", "/tickets?limit=200")).body.items.find(
      (each: { subject: string }) => each.subject === "Much to say",
    ),
  );
  await Promise.all(fifty.map((index) => mail("talker@post.example", `Re: [#${ticket.number}] more ${index}`)));
  const path = `/tickets/${ticket.number}`;
  await until("fifty-one messages", async () => (await api("GET", path)).body.messages === 51, 30_000);
  expect((await spoken(ticket.number)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 51 }, (_, index) => index + 1),
  );
});

test("two mails from an address nobody knew make one person", async () => {
  await Promise.all(fifty.slice(0, 10).map((index) => mail("newcomer@post.example", `First contact ${index}`)));
  await until(
    "ten tickets",
    async () => {
      const { items } = (await api("GET", "/tickets?limit=200")).body;
      return items.filter((each: { subject: string }) => each.subject.startsWith("First contact")).length === 10;
    },
    20_000,
  );
  expect((await api("GET", "/people?q=newcomer")).body.items).toHaveLength(1);
});

test("the same mail by two ways at once is one message", async () => {
  const raw = letter("twice@post.example", "Twice on its way", "<twice@post.example>");
  await desk.running.desk.database.transact(async (trx) => {
    await trx.insertInto("queues").values({ name: "Sales", address: "sales@desk.example" }).execute();
  });
  await new Promise((resolve) => setTimeout(resolve, 5500));
  for (const _ of [1, 2, 3]) {
    await Promise.all(
      ["support@desk.example", "sales@desk.example"].map((to) =>
        sendRaw({ port: desk.smtpPort }, { from: "twice@post.example", to: [to], raw }),
      ),
    );
  }
  await until("both read", async () => {
    const { items } = (await api("GET", "/mail?direction=in&q=twice%20on%20its%20way")).body;
    return items.length === 2 && items.every((each: { outcome: string }) => each.outcome !== "received");
  });
  const { items } = (await api("GET", "/mail?direction=in&q=twice%20on%20its%20way")).body;
  expect(items.map((each: { outcome: string }) => each.outcome).toSorted()).toEqual(["done", "dropped"]);
});

test("fifty hands on one setup link: one administrator", async () => {
  const { database } = desk.running.desk;
  await database.transact(async (trx) => {
    await trx.deleteFrom("person_roles").execute();
  });
  const token = await database.transact((trx) => createLink(trx, "setup", null));
  const answers = await Promise.all(
    fifty.map((index) =>
      apiClient(desk.url, {})("POST", "/setup", {
        token,
        name: `Admin ${index}`,
        email: `admin${index}@desk.example`,
        password: `a long enough password ${index}`,
        language: "en",
        timeZone: "UTC",
      }),
    ),
  );
  const { 429: slowed = 0, ...others } = tally(answers);
  expect(others).toEqual({ 204: 1, 410: 49 - slowed });
});

const letter = (from: string, subject: string, id = `<${crypto.randomUUID()}@post.example>`): Buffer =>
  Buffer.from(
    [
      `From: <${from}>`,
      "To: support@desk.example",
      `Subject: ${subject}`,
      `Message-ID: ${id}`,
      "Date: Mon, 02 Nov 2026 10:00:00 +0000",
      "",
      `About: ${subject}`,
      "",
    ].join("\r\n"),
  );

async function mail(from: string, subject: string): Promise<void> {
  const answer = await sendRaw(
    { port: desk.smtpPort },
    { from, to: ["support@desk.example"], raw: letter(from, subject) },
  );
  expect(answer).toMatch(/^250/);
}
