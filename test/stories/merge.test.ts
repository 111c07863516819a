// Two tickets about one thing become one (F13), and two again (B8).
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyHistory } from "../../server/commands/verify.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { openTicket, textsOf, ticketOf, write } from "../support/tickets.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

const merge = (from: string, into: string) => api("POST", `/tickets/${from}/merge`, { into });
const undo = (number: string, operation?: string) =>
  api("POST", `/tickets/${number}/undo`, operation ? { operation } : {});
const same = (ticket: object) => ({ ...ticket, updatedAt: "" });

async function byMail(subject: string, from = "petr@acme.example"): Promise<string> {
  await desk.send({ from, subject, text: `Mail about ${subject}` });
  const find = async () => (await api("GET", `/tickets?q=${encodeURIComponent(subject)}`)).body.items[0];
  return (await until("ticket", find)).number;
}

test("messages, tags and conversations go to the target; the source is closed and leads there", async () => {
  const [source, target] = [await openTicket(api, "Printer out"), await openTicket(api, "Printer broken")];
  await write(api, target, "looked at it");
  await write(api, source, "toner?");
  await api("PATCH", `/tickets/${source}`, { tags: ["printer", "floor2"] });
  await api("PATCH", `/tickets/${target}`, { tags: ["printer"] });

  const { status, body } = await merge(source, target);
  expect(status).toBe(200);
  expect(body.tickets.map((each: { number: string }) => each.number)).toEqual([source, target]);
  const [now, then] = body.tickets;
  expect(now).toMatchObject({ state: "closed", mergedInto: target, messages: 0, can: { reply: false, states: [] } });
  expect(then).toMatchObject({ messages: 4, mergedInto: null, tags: ["floor2", "printer"], state: "new" });
  expect(then.conversations).toHaveLength(2);
  expect((await textsOf(api, target)).sort()).toEqual([
    [1, "About Printer broken"],
    [2, "looked at it"],
    [3, "About Printer out"],
    [4, "toner?"],
  ]);
  expect(await textsOf(api, source)).toEqual([]);
  const kinds = (await api("GET", `/tickets/${target}/events`)).body.items.map((each: { kind: string }) => each.kind);
  expect(kinds).toContain("ticket.merged");
});

test("undone, both are what they were, and what came since stays where it came", async () => {
  const [source, target] = [await openTicket(api, "Two"), await openTicket(api, "One")];
  await write(api, source, "second of two");
  await api("PATCH", `/tickets/${source}`, { state: "waiting-customer", priority: "high", tags: ["a"] });
  const before = [await ticketOf(api, source), await ticketOf(api, target)];
  const { operation } = (await merge(source, target)).body;
  await undo(target);
  const after = [await ticketOf(api, source), await ticketOf(api, target)];
  expect(after.map(same)).toEqual(before.map(same));
  expect(await undo(target, operation)).toMatchObject({ status: 409, body: { error: { code: "already_undone" } } });
  expect(await undo(target)).toMatchObject({ status: 404, body: { error: { code: "operation_not_found" } } });

  await merge(source, target);
  await write(api, target, "written while merged");
  await api("PATCH", `/tickets/${target}`, { subject: "One, renamed" });
  expect((await undo(source)).status).toBe(200);
  expect(same(await ticketOf(api, source))).toEqual(same(before[0]));
  expect(await ticketOf(api, target)).toMatchObject({ subject: "One, renamed", messages: 2, tags: [] });
  const texts = await textsOf(api, target);
  expect(texts).toEqual([
    [1, "About One"],
    [4, "written while merged"],
  ]);
  // A number that was given is not given again.
  expect((await write(api, target, "and on")).number).toBe(5);
});

test("a reply to the source, by its address or its number, lands in the target", async () => {
  const source = await byMail("Zvuk nejde");
  const target = await byMail("Zvuk vůbec nejde", "jana@acme.example");
  await write(api, source, "Zkuste to znovu.", "reply");
  const sent = await until("our reply", async () =>
    desk.smarthost.received.find(({ mail }) => mail.text?.includes("Zkuste to znovu")),
  );
  const { messageId = "", replyTo } = sent.mail;
  await merge(source, target);
  const reply = { from: "petr@acme.example", inReplyTo: messageId, references: messageId };
  await desk.send({ ...reply, to: replyTo?.text, subject: "Re: Zvuk nejde", text: "By the address" });
  await until("reply", async () => (await textsOf(api, target)).some(([, text]) => text === "By the address"));
  await desk.send({ from: "petr@acme.example", subject: `[#${source}] still`, text: "By the number" });
  await until("mail", async () => (await textsOf(api, target)).some(([, text]) => text === "By the number"));
  expect((await api("GET", "/tickets?state=closed&merged=true")).status).toBe(200);
  expect(await textsOf(api, source)).toEqual([]);
});

test("into itself, into what is merged, in a circle and twice: refused, and nothing happens", async () => {
  const [a, b, c] = [await openTicket(api, "a"), await openTicket(api, "b"), await openTicket(api, "c")];
  expect(await merge(a, a)).toMatchObject({ status: 422, body: { error: { fields: { into: expect.anything() } } } });
  expect((await merge(a, b)).status).toBe(200);
  const refused = { status: 409, body: { error: { code: "ticket_merged" } } };
  expect(await merge(b, a)).toMatchObject(refused);
  expect(await merge(a, c)).toMatchObject(refused);
  expect(await merge(c, a)).toMatchObject(refused);
  expect(await merge(b, "19990001")).toMatchObject({ status: 404 });
  for (const [method, path, body] of [
    ["PATCH", "", { priority: "low" }],
    ["POST", "/messages", { kind: "note", body: "x" }],
    ["POST", "/split", { messages: ["1"] }],
  ] as const)
    expect(await api(method, `/tickets/${a}${path}`, body)).toMatchObject(refused);
});

test("of a chain every number leads to the end, and it is undone from its end only", async () => {
  const [a, b, c] = [
    await openTicket(api, "chain a"),
    await openTicket(api, "chain b"),
    await openTicket(api, "chain c"),
  ];
  const before = await Promise.all([a, b, c].map((each) => ticketOf(api, each)));
  const first = (await merge(a, b)).body.operation;
  await merge(b, c);
  expect((await ticketOf(api, a)).mergedInto).toBe(c);
  expect((await ticketOf(api, c)).messages).toBe(3);
  expect(await undo(a, first)).toMatchObject({ status: 409, body: { error: { code: "undo_newer_first" } } });
  expect((await undo(c)).status).toBe(200);
  expect((await ticketOf(api, a)).mergedInto).toBe(b);
  expect((await undo(b)).status).toBe(200);
  const after = await Promise.all([a, b, c].map((each) => ticketOf(api, each)));
  expect(after.map(same)).toEqual(before.map(same));
});

test("of merges of the same tickets at once the later are refused, and no message is lost or doubled", async () => {
  const source = await openTicket(api, "race");
  const targets = await Promise.all([1, 2, 3, 4, 5].map((n) => openTicket(api, `target ${n}`)));
  const answers = await Promise.all([
    ...targets.map((target) => merge(source, target)),
    ...targets.map((target) => merge(target, source)),
  ]);
  const merged = answers.filter(({ status }) => status === 200);
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect(merged.length).toBeGreaterThan(0);
  const all = await Promise.all([source, ...targets].map((number) => ticketOf(api, number)));
  const living = all.filter(({ mergedInto }) => mergedInto === null);
  expect(living.reduce((sum, { messages }) => sum + messages, 0)).toBe(6);
  for (const { mergedInto } of all.filter((each) => each.mergedInto))
    expect(living.some(({ number }) => number === mergedInto)).toBe(true);
  const undone = await Promise.all([1, 2, 3].map(() => undo(source, merged[0]?.body.operation)));
  expect(undone.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
});

test("mail that arrives while its ticket is being merged lands in the target, and opens nothing", async () => {
  const [source, target] = [await byMail("Arriving"), await byMail("Waiting for it", "jana@acme.example")];
  const write = (n: number) =>
    desk.send({ from: "petr@acme.example", subject: `[#${source}] and more`, text: `Arrived ${n}` });
  const early = [1, 2, 3, 4].map(write);
  await Promise.all([...early, merge(source, target), ...[5, 6, 7, 8].map(write)]);
  await until("all of them", async () => {
    const texts = await textsOf(api, target);
    return texts.filter(([, text]) => text.startsWith("Arrived")).length === 8;
  });
  expect((await api("GET", "/tickets?q=and+more")).body.items).toEqual([]);
  const numbers = (await textsOf(api, target)).map(([place]) => place).filter((place) => place !== null);
  expect([...numbers].sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
});

test("of two tickets in one conversation a reply lands in the one that it answers to, or that it names", async () => {
  const first = await byMail("Two in one");
  await desk.send({ from: "petr@acme.example", subject: `[#${first}]`, text: "And a second thing" });
  const items = await until("both", async () => {
    const found = (await api("GET", `/tickets/${first}/messages`)).body.items;
    return found.find((each: { text: string }) => each.text === "And a second thing");
  });
  const split = await api("POST", `/tickets/${first}/split`, { messages: [items.id], subject: "Second thing" });
  const second = split.body.tickets[1].number;
  await write(api, first, "About the first thing.", "reply");
  const sent = await until("our reply", async () =>
    desk.smarthost.received.find(({ mail }) => mail.text?.includes("About the first thing.")),
  );
  const { messageId = "", replyTo } = sent.mail;
  const from = "petr@acme.example";
  await desk.send({ from, to: replyTo?.text, inReplyTo: messageId, subject: "Re: Two", text: "Answer to the first" });
  await desk.send({ from, subject: `[#${second}]`, text: "Named the second" });
  await desk.send({ from, subject: `[#${first}]`, text: "Named the first" });
  const texts = async (number: string) => (await textsOf(api, number)).map(([, text]) => text);
  await until("all", async () => (await texts(first)).length + (await texts(second)).length >= 7);
  expect(await texts(first)).toEqual(expect.arrayContaining(["Answer to the first", "Named the first"]));
  expect(await texts(second)).toEqual(["And a second thing", "Named the second"]);
});

test("the history is proved after all this", async () => {
  expect(await verifyHistory(desk.running.desk.database)).toMatchObject({ ok: true });
});
