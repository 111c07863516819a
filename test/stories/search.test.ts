// What the search field finds: tickets by all their words, people, organizations; in four languages, by beginnings, and never
// what the asker may not see.
import { afterAll, beforeAll, expect, test } from "vitest";
import { indexMissing } from "../../server/features/search/index.ts";
import { closedQueue, newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let admin: Api;
let inside: TestPerson;
let outside: TestPerson;
let customer: TestPerson;
let other: TestPerson;
const numbers: Record<string, string> = {};

beforeAll(async () => {
  desk = await startDesk({ only: "web,worker" });
  admin = await desk.api();
  inside = await signedInPerson(desk, "Inside");
  outside = await signedInPerson(desk, "Outside");
  customer = await signedInPerson(desk, "Jana", "customer");
  other = await signedInPerson(desk, "Stranger", "customer");
  await admin("POST", "/organizations", { name: "Žluťoučký kůň, s.r.o.", domains: ["kun.example"] });
  const vault = await closedQueue(admin, "Vault", [inside]);
  const requester = { id: customer.id };
  numbers.printer = await newTicket(admin, {
    subject: "Tiskárna netiskne",
    body: "Display says E-042 fuser.",
    requester,
  });
  numbers.thai = await newTicket(admin, { subject: "เครื่องพิมพ์เสีย", body: "ห้องประชุมชั้นสาม" });
  numbers.russian = await newTicket(admin, { subject: "Ёлочная гирлянда", body: "Не горит свет в переговорной" });
  numbers.vault = await newTicket(admin, { subject: "zqsecretqz payroll", queue: vault.queue });
  await admin("POST", `/tickets/${numbers.printer}/messages`, { kind: "note", body: "zqnoteqz warranty is over" });
  await admin("POST", `/tickets/${numbers.printer}/messages`, { kind: "reply", body: "Please try another cartridge" });
  await until("words of the last message", async () => (await search(admin, "cartridge")).length > 0);
});
afterAll(() => desk?.stop());

const ask = (api: Api, q: string, more = "") => api("GET", `/search?q=${encodeURIComponent(q)}${more}`);
async function search(api: Api, q: string): Promise<string[]> {
  const { status, body } = await ask(api, q);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.tickets.map((ticket: { number: string }) => ticket.number);
}

test.each([
  ["tiskarna", "printer"],
  ["TISKÁR", "printer"],
  ["fuser tiskárna", "printer"],
  ["e-042", "printer"],
  ["jana@desk.example", "printer"],
  ["Jana fuser", "printer"],
  ["zqnoteqz", "printer"],
  ['"another cartridge"', "printer"],
  ["เครื่องพิมพ์", "thai"],
  ["เครื่องพิม", "thai"],
  ["ประชุม", "thai"],
  ["елочная", "russian"],
  ["Гирлянд свет", "russian"],
  ["cartridge state:unsolved has:tag,attachment", null],
  ["cartridge is:unanswered", null],
  ["-is:unanswered cartridge", "printer"],
  ['"cartridge another"', null],
  ["tiskárna payroll", null],
  ["a' & | !:*()<->", null],
])("%s finds %s", async (q, name) => {
  expect(await search(inside.api, q)).toEqual(name === null ? [] : [numbers[name]]);
  const list = await inside.api("GET", `/tickets?q=${encodeURIComponent('"another cartridge"')}`);
  expect(list.body.items).toHaveLength(1);
});

test("a number jumps, with or without its sign", async () => {
  for (const q of [numbers.vault, `#${numbers.vault}`]) {
    expect((await ask(inside.api, q as string)).body.jump).toBe(numbers.vault);
    expect((await ask(outside.api, q as string)).body).toMatchObject({ jump: null, tickets: [] });
  }
});

test("people and organizations are found by any of their words", async () => {
  const found = (await ask(admin, "jan")).body;
  expect(found.people).toEqual([{ id: customer.id, name: "Jana", email: "jana@desk.example", organization: null }]);
  expect((await ask(admin, "zlutoucky")).body.organizations).toMatchObject([{ name: "Žluťoučký kůň, s.r.o." }]);
  expect((await ask(admin, "kun.example")).body.organizations).toHaveLength(1);
  expect((await ask(admin, "jana state:open")).body).toMatchObject({ people: [], organizations: [] });
  const renamed = await admin("PATCH", `/people/${customer.id}`, { name: "Jarmila" });
  expect(renamed.status).toBe(200);
  await until("the new name", async () => (await search(admin, "Jarmila fuser")).length > 0);
  expect((await ask(admin, "Jarmil")).body.people).toHaveLength(1);
});

test("nobody finds by what he may not see", async () => {
  expect(await search(inside.api, "zqsecretqz")).toEqual([numbers.vault]);
  for (const api of [outside.api, customer.api, other.api]) {
    expect(await search(api, "zqsecretqz")).toEqual([]);
    expect((await api("GET", "/tickets?q=zqsecretqz")).body.items).toEqual([]);
  }
  expect(await search(customer.api, "fuser")).toEqual([numbers.printer]);
  expect(await search(other.api, "fuser")).toEqual([]);
  // A note is found by agents only, by its words and by its phrase.
  expect(await search(outside.api, "zqnoteqz")).toEqual([numbers.printer]);
  expect(await search(customer.api, "zqnoteqz")).toEqual([]);
  expect(await search(customer.api, '"warranty is over"')).toEqual([]);
  expect((await customer.api("GET", "/tickets?q=warranty")).body.items).toEqual([]);
  for (const q of ["Inside", "Stranger", "kun"])
    expect((await ask(customer.api, q)).body).toMatchObject({ people: [], organizations: [] });
});

test.each([
  ["", "q"],
  ["colour:red", "q"],
  ["created:2026-02-30", "q"],
  ["x".repeat(501), "q"],
])("%j is refused, and the answer says what is wrong with it", async (q, field) => {
  const answer = await ask(admin, q);
  expect([400, 422]).toContain(answer.status);
  expect(answer.body.error.fields).toHaveProperty(field);
});

test("a ticket is found by its subject before its words are written", async () => {
  const number = await newTicket(admin, { subject: "Immediately there" });
  expect(await search(admin, "immediately")).toEqual([number]);
  expect((await admin("GET", "/tickets?q=immediately+there")).body.items).toHaveLength(1);
});

test("a merged ticket's words lead to where its messages are", async () => {
  const source = await newTicket(admin, { subject: "Merged away", body: "zqmergedqz" });
  await until("its words", async () => (await search(admin, "zqmergedqz"))[0] === source);
  expect((await admin("POST", `/tickets/${source}/merge`, { into: numbers.russian })).status).toBe(200);
  await until("the other ticket", async () => (await search(admin, "zqmergedqz"))[0] === numbers.russian);
});

test("words that were lost are made again", async () => {
  const { database } = desk.running.desk;
  await database.pool.query("truncate ticket_words, person_words, organization_words");
  expect(await search(admin, "cartridge")).toEqual([]);
  await indexMissing(database, async () => true);
  expect(await search(admin, "cartridge")).toEqual([numbers.printer]);
  expect((await ask(admin, "zlutoucky")).body.organizations).toHaveLength(1);
});
