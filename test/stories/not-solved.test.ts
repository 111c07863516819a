// "Solved", "thanks", "not solved" (F28, B3): what the customer is told, what he can say to it, and what that does.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notSolvedLink } from "../../server/core/tickets/index.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { openTicket, textsOf, ticketOf } from "../support/tickets.ts";

const day = 86_400_000;
let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

/** A solved ticket of this person and the path of the link in the mail that says so. */
async function solved(email: string, text = "The printer is dead.") {
  await desk.send({ from: email, subject: `Request of ${email}`, text });
  const { number } = await until("ticket", async () => (await api("GET", `/tickets?q=${email}`)).body.items[0]);
  expect((await api("PATCH", `/tickets/${number}`, { state: "solved" })).status).toBe(200);
  const mail = await until("notice", async () =>
    desk.smarthost.received.find((each) => each.to.includes(email) && each.mail.text?.includes("/not-solved/")),
  );
  const [, path = ""] = /https?:\/\/[^/\s]+(\/not-solved\/\S+)/.exec(mail.mail.text ?? "") ?? [];
  return { number: String(number), path, mail };
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${desk.url}${path}`, { headers });
const press = (path: string, comment = "", headers: Record<string, string> = {}) =>
  fetch(`${desk.url}${path}`, { method: "POST", body: new URLSearchParams({ comment }), headers });

test("who solved it tells the customer, in his language, with a link", async () => {
  const { mail, number } = await solved("petr@acme.example", "Dobrý den,\n\ntiskárna v místnosti 12 netiskne.\n\nPetr");
  expect(mail.mail.subject).toBe(`[#${number}] Váš požadavek je vyřešen`);
  expect(mail.mail.headers.get("auto-submitted")).toBe("auto-replied");
  expect(mail.envelopeFrom).toBe("");
});

test("looking changes nothing, the button takes the ticket up again, once", async () => {
  const { number, path } = await solved("anna@acme.example");
  for (let i = 0; i < 3; i++) {
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("no-store");
    const html = await page.text();
    expect(html).toContain(number);
    expect(html).toContain("It is not solved");
    expect(html).not.toMatch(/<script|printer|anna@/i);
  }
  expect((await ticketOf(api, number)).state).toBe("solved");
  const pages = await Promise.all([1, 2, 3].map(() => press(path, "It still\u0000 smokes <b>")));
  expect(pages.map((page) => page.status)).toEqual([200, 200, 200]);
  expect(await ticketOf(api, number)).toMatchObject({ state: "open", messages: 2 });
  const texts = (await textsOf(api, number)).map(([, text]) => text);
  expect(texts.filter((text) => text.includes("smokes"))).toEqual(["It still smokes <b>"]);
  const { items } = (await api("GET", `/tickets/${number}/events?limit=100`)).body;
  expect(items.filter((each: { kind: string }) => each.kind === "ticket.state-changed").at(-1)?.data).toMatchObject({
    to: "open",
    why: "the customer says that it is not solved",
  });
  expect(await (await get(path)).text()).toContain("is being worked on");
});

test("without a comment his words stand in the ticket in his language", async () => {
  const { number, path } = await solved("ivan@acme.example", "Здравствуйте! Принтер в кабинете 12 не печатает.");
  expect(await (await press(path)).text()).toContain("снова в работе");
  expect((await textsOf(api, number)).at(-1)?.[1]).toBe("Не решено.");
});

test("a closed ticket stays closed, and the page says what to do", async () => {
  const { number, path } = await solved("eva@acme.example");
  await api("PATCH", `/tickets/${number}`, { state: "closed" });
  expect(await (await press(path, "no")).text()).toContain("is closed");
  expect((await ticketOf(api, number)).state).toBe("closed");
});

test("a link is good for one ticket and thirty days, and cannot be made up", async () => {
  const { number, path } = await solved("jan@acme.example");
  const { config, database } = desk.running.desk;
  const { rows } = await database.pool.query("select id from tickets where number = $1", [number]);
  const old = new URL(notSolvedLink(config, rows[0].id, new Date(Date.now() - 31 * day))).pathname;
  expect((await press(old)).status).toBe(410);
  const [id, expires, signed = ""] = path.replace("/not-solved/", "").split(".");
  const wrong = [
    `${Number.parseInt(id as string, 36) - 1}.${expires}.${signed}`,
    `${id}.${(Number.parseInt(expires as string, 36) + 1).toString(36)}.${signed}`,
    `${id}.${expires}.${signed.slice(0, -2)}AA`,
    `${id}.${expires}.`,
    `${id}.${expires}.${createHmac("sha256", "guess").update("x").digest("base64url")}`,
    "null",
    "%00",
    "[]",
  ];
  for (const token of wrong) expect([404, 400]).toContain((await press(`/not-solved/${token}`)).status);
  expect((await ticketOf(api, number)).state).toBe("solved");
  expect(Buffer.from(signed, "base64url")).toHaveLength(32);
});

test("the page speaks the browser's language where it knows no customer", async () => {
  const page = await get("/not-solved/x", { "accept-language": "th-TH,th;q=0.9" });
  expect(await page.text()).toContain('lang="th"');
});

test("a page elsewhere cannot press the button, nor can anybody send something else", async () => {
  const { number, path } = await solved("lea@acme.example");
  expect((await press(path, "", { origin: "https://evil.example" })).status).toBe(403);
  const json = await fetch(`${desk.url}${path}`, {
    method: "POST",
    body: JSON.stringify({ comment: 1 }),
    headers: { "content-type": "application/json" },
  });
  expect(json.status).toBe(422);
  expect((await press(path, "x".repeat(5001))).status).toBe(422);
  expect((await press(path, "x".repeat(100_000))).status).toBe(413);
  expect((await ticketOf(api, number)).state).toBe("solved");
});

test("guessing is stopped after a hundred misses", async () => {
  let status = 0;
  for (let i = 0; i < 110 && status !== 429; i++) status = (await get(`/not-solved/1.zzzzzz.${"A".repeat(43)}`)).status;
  expect(status).toBe(429);
});

test("thanks leave it solved and say so; the notice is not sent when it is taken back in time", async () => {
  const { number, mail } = await solved("otto@acme.example");
  await desk.send({
    from: "otto@acme.example",
    to: mail.mail.replyTo?.value[0]?.address as string,
    subject: "Re: solved",
    text: "Thank you!",
  });
  const { body } = await until("thanks", async () => {
    const answer = await api("GET", `/tickets/${number}/messages`);
    return answer.body.items.some((each: { text: string }) => each.text === "Thank you!") && answer;
  });
  const thanks = body.items.at(-1);
  expect(thanks.onlyThanks).toBe(true);
  expect(body.items[0].onlyThanks).toBe(false);
  expect((await ticketOf(api, number)).state).toBe("solved");
  expect((await api("PATCH", `/tickets/${number}`, { state: "open" })).status).toBe(200);
});

test("nobody is told when the setting is off, nor for a ticket that came without mail", async () => {
  await api("PATCH", "/settings", { mail: { solvedNotices: false } });
  await until("setting", async () => !(await api("GET", "/settings")).body.mail.solvedNotices);
  const number = await openTicket(api, "by hand", "quiet@acme.example");
  await api("PATCH", `/tickets/${number}`, { state: "solved" });
  await desk.send({ from: "marker@acme.example", subject: "marker", text: "x" });
  await until("receipt", async () => desk.smarthost.received.some((each) => each.to.includes("marker@acme.example")));
  expect(desk.smarthost.received.filter((each) => each.to.includes("quiet@acme.example"))).toEqual([]);
  await api("PATCH", "/settings", { mail: { solvedNotices: true } });
});
