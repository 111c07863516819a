// Tickets that have to do with each other: linked by hand, seen and taken away from both sides, handed over with a merge.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk } from "../support/desk.ts";
import { openTicket } from "../support/tickets.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

const numbersOf = ({ body }: { body: { items: { number: string }[] } }) => body.items.map(({ number }) => number);
const linked = async (number: string) => numbersOf(await api("GET", `/tickets/${number}/links`));
const link = (number: string, other: string) => api("POST", `/tickets/${number}/links`, { number: other });
const told = async (number: string) =>
  (await api("GET", `/tickets/${number}/events`)).body.items
    .filter(({ kind }: { kind: string }) => kind === "ticket.links-changed")
    .map(({ data }: { data: unknown }) => data);

test("a link is seen from both sides, once, and taken away from either", async () => {
  const [one, other] = [await openTicket(api, "Printer"), await openTicket(api, "Toner")];
  const made = await link(one, other);
  expect(made).toMatchObject({ status: 200, body: { items: [{ number: other, subject: "Toner", category: "new" }] } });
  expect(await linked(other)).toEqual([one]);
  // Twice, and from the other side: nothing more.
  expect(numbersOf(await link(one, other))).toEqual([other]);
  expect(numbersOf(await link(other, one))).toEqual([one]);
  expect(await api("DELETE", `/tickets/${other}/links/${one}`)).toMatchObject({ status: 200, body: { items: [] } });
  expect(await linked(one)).toEqual([]);
  expect(await told(one)).toEqual([
    { change: "added", other },
    { change: "removed", other },
  ]);
  expect(await told(other)).toEqual([
    { change: "added", other: one },
    { change: "removed", other: one },
  ]);
  expect(await api("DELETE", `/tickets/${other}/links/${one}`)).toMatchObject({
    status: 404,
    body: { error: { code: "link_not_found" } },
  });
});

test("two at once make one link", async () => {
  const [one, other] = [await openTicket(api, "Left"), await openTicket(api, "Right")];
  const answers = await Promise.all([link(one, other), link(other, one), link(one, other)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect([await linked(one), await linked(other)]).toEqual([[other], [one]]);
  await api("DELETE", `/tickets/${one}/links/${other}`);
  expect([await linked(one), await linked(other)]).toEqual([[], []]);
});

test("what is merged hands its links over", async () => {
  const [from, into, third] = [await openTicket(api, "A"), await openTicket(api, "B"), await openTicket(api, "C")];
  await link(from, third);
  await link(from, into);
  await api("POST", `/tickets/${from}/merge`, { into });
  expect(await linked(into)).toEqual(expect.arrayContaining([third]));
  expect(await linked(into)).not.toContain(into);
  expect(await link(third, from)).toMatchObject({
    status: 422,
    body: { error: { fields: { number: expect.stringContaining("merged") } } },
  });
  expect(await link(from, third)).toMatchObject({ status: 409 });
});

test("what cannot be linked is named", async () => {
  const number = await openTicket(api, "Alone");
  for (const [body, text] of [
    [{ number }, /very ticket/],
    [{ number: "99999999" }, /no ticket/],
    [{ number: 5 }, /./],
    [{}, /./],
    [{ number: "x".repeat(40) }, /./],
  ] as const) {
    const answer = await api("POST", `/tickets/${number}/links`, body);
    expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([422, ["number"]]);
    expect(answer.body.error.fields.number).toMatch(text);
  }
});
