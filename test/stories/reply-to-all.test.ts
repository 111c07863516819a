// An answer goes to everybody who is in the talk, and to nobody who is not.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
  await api("PATCH", "/settings", { mail: { addresses: ["Sales@desk.example"] } });
  await api("POST", "/queues", { name: "Second", address: "second@desk.example" });
});
afterAll(async () => desk?.stop());

const ticketNow = async (number: string) => (await api("GET", `/tickets/${number}`)).body;
const untilMessages = (number: string, count: number) =>
  until(`${count} messages`, async () => (await ticketNow(number)).messages >= count);

async function answer(number: string, more: object = {}) {
  const made = await api("POST", `/tickets/${number}/messages`, { kind: "reply", body: "Here it is.", ...more });
  expect(made.status).toBe(201);
  return made.body;
}

test("former recipients are proposed, without our own addresses and without the requester", async () => {
  await desk.send({
    from: "Jana <jana@acme.example>",
    to: ["support@desk.example", "petr@acme.example"],
    cc: ["eva@acme.example", "sales@desk.example", "second@desk.example", "Jana@acme.example"],
    subject: "To all",
    text: "please",
  });
  const number = await until("a ticket", async () => (await api("GET", "/tickets")).body.items[0]?.number);
  const others = ["eva@acme.example", "petr@acme.example"];
  expect((await ticketNow(number)).cc).toEqual(others);
  const first = await answer(number);
  expect([first.to, first.cc]).toEqual([["jana@acme.example"], others]);

  // Somebody whom the agent adds stays in the talk.
  await answer(number, { cc: [...others, "boss@acme.example"] });
  const all = ["boss@acme.example", ...others];
  expect((await ticketNow(number)).cc).toEqual(all);
  expect((await answer(number)).cc).toEqual(all);

  // Whom she writes to beside us is in it from then on, also in To alone.
  const mail = await until("an answer", async () =>
    desk.smarthost.received.find(
      (received) => received.to.includes("jana@acme.example") && received.mail.subject?.startsWith("Re:"),
    ),
  );
  const talk = mail.mail.replyTo?.value[0]?.address as string;
  await desk.send({
    from: "jana@acme.example",
    to: [talk, "karel@acme.example"],
    envelope: { from: "jana@acme.example", to: talk },
    subject: "Re: To all",
    text: "one more",
  });
  await untilMessages(number, 5);
  expect((await ticketNow(number)).cc).toEqual([
    "boss@acme.example",
    "eva@acme.example",
    "karel@acme.example",
    "petr@acme.example",
  ]);

  // Who is only written to aside is not drawn into the talk.
  await answer(number, { to: ["aside@other.example"], cc: [] });
  expect((await ticketNow(number)).cc).not.toContain("aside@other.example");

  // An empty Cc is an answer to one alone.
  expect((await answer(number, { cc: [] })).cc).toEqual([]);
});

test("who is answered to is not copied as well, in whatever case he is written", async () => {
  await desk.send({ from: "ota@acme.example", cc: "Mia@acme.example", subject: "Case", text: "please" });
  const number = await until(
    "a ticket",
    async () =>
      (await api("GET", "/tickets?sort=-createdAt")).body.items.find(
        (each: { subject: string }) => each.subject === "Case",
      )?.number,
  );
  const sent = await answer(number, { to: ["mia@acme.example"] });
  expect([sent.to, sent.cc]).toEqual([["mia@acme.example"], []]);
});
