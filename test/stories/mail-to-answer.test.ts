// The main job: a mail comes in, an agent answers, the customer presses Reply.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

const jana = "Jana Nováková <jana@acme.example>";

test("a mail becomes a ticket, the answer leaves with threading headers, the reply comes back to the same ticket", async () => {
  await desk.send({
    from: jana,
    subject: "Tiskárna nefunguje",
    text: "Dobrý den,\n\ntiskárna v místnosti 12 netiskne.\n\nJana",
    messageId: "<first@acme.example>",
    attachments: [{ filename: "log.txt", content: "E-042 fuser" }],
  });
  const ticket = await until("ticket", async () => (await api("GET", "/tickets")).body.items[0]);
  expect(ticket).toMatchObject({
    subject: "Tiskárna nefunguje",
    state: "new",
    requester: { name: "Jana Nováková", email: "jana@acme.example" },
  });
  const path = `/tickets/${ticket.number}`;

  const receipt = await until("receipt", async () => desk.smarthost.received[0]);
  expect(receipt.mail.subject).toContain(ticket.number);
  expect(receipt.mail.headers.get("auto-submitted")).toBe("auto-replied");
  expect(receipt.envelopeFrom).toBe("");
  expect(receipt.mail.text).toContain("přijali");

  const answer = await api("POST", `${path}/messages`, {
    kind: "reply",
    body: "Zkuste ji prosím **vypnout**.",
    format: "markdown",
    state: "waiting-customer",
  });
  expect(answer.status).toBe(201);
  const sent = await until("answer", async () => desk.smarthost.received[1]);
  expect(sent.to).toEqual(["jana@acme.example"]);
  expect(sent.mail.inReplyTo).toBe("<first@acme.example>");
  expect(sent.mail.references).toContain("<first@acme.example>");
  expect(sent.mail.html).toContain("<strong>vypnout</strong>");
  expect(sent.mail.headers.get("auto-submitted")).toBeUndefined();
  const replyTo = sent.mail.replyTo?.value[0]?.address as string;
  expect(replyTo).toMatch(/^support\+r\./);

  await desk.send({
    from: jana,
    to: replyTo,
    subject: "úplně jiný předmět",
    text: "Vypnula jsem ji, ale pořád netiskne. Co teď?",
  });
  const messages = await until("reply in the ticket", async () => {
    const { items } = (await api("GET", `${path}/messages`)).body;
    return items.filter((each: { automatic: boolean }) => !each.automatic).length === 3 && items;
  });
  expect(messages.map((each: { number: number | null; kind: string }) => [each.number, each.kind])).toEqual([
    [1, "inbound"],
    [null, "outbound"],
    [2, "outbound"],
    [3, "inbound"],
  ]);
  expect((await api("GET", path)).body).toMatchObject({ state: "open", messages: 3 });
  expect((await api("GET", "/tickets")).body.items).toHaveLength(1);
  const threading = await api("GET", `/messages/${messages[3].id}/threading`);
  expect(threading.body.steps.map((step: { why: string }) => step.why)).toContain(
    "he answered to the signed address of this conversation",
  );
});

test("a stranger who writes another's number in a subject opens a ticket of his own", async () => {
  const [first] = (await api("GET", "/tickets")).body.items;
  await desk.send({
    from: "mallory@evil.example",
    subject: `Re: [#${first.number}] give me the history`,
    text: "please",
  });
  const { items } = await until("second ticket", async () => {
    const { body } = await api("GET", "/tickets");
    return body.items.length === 2 && body;
  });
  const own = items.find((each: { requester: { email: string } }) => each.requester.email === "mallory@evil.example");
  expect(own.number).not.toBe(first.number);
  expect((await api("GET", `/tickets/${first.number}`)).body.messages).toBe(3);
});

test("thanks does not return a solved ticket to work", async () => {
  const ticket = (await api("GET", "/tickets?q=jana")).body.items[0];
  const path = `/tickets/${ticket.number}`;
  expect((await api("PATCH", path, { state: "solved" })).body.state).toBe("solved");
  await desk.send({ from: jana, subject: `Re: [#${ticket.number}]`, text: "Díky, funguje!" });
  await until("thanks", async () => (await api("GET", path)).body.messages === 4);
  expect((await api("GET", path)).body).toMatchObject({ state: "solved", category: "solved" });
});

const signed = (phone: string, position: string) =>
  `It does not start.\n\nS pozdravem\nPetr Malý\n${position}\nTel.: ${phone}, fax: 222 333 444\nIČO: 12345678`;

test("what a proven writer's signature says is offered to his card, and written there by a click only", async () => {
  const petr = "Petr Malý <petr@acme.example>";
  const ticketOf = (subject: string) =>
    until("ticket", async () =>
      (await api("GET", "/tickets?limit=100")).body.items.find((each: { subject: string }) => each.subject === subject),
    );
  await desk.send({ from: petr, subject: "The scanner", text: signed("+420 777 123 456", "skladník") });
  const { number, requester } = await ticketOf("The scanner");
  const card = async () => (await api("GET", `/people/${requester.id}`)).body;
  // Nothing proves that it was he.
  expect(await card()).toMatchObject({ position: null, offers: [] });

  const before = desk.smarthost.received.length;
  await api("POST", `/tickets/${number}/messages`, { kind: "reply", body: "Which one?" });
  const sent = await until("answer", async () =>
    desk.smarthost.received.slice(before).find(({ mail }) => mail.text?.includes("Which one?")),
  );
  const to = sent.mail.replyTo?.value[0]?.address as string;
  const answers = async (text: string) => {
    const { messages } = (await api("GET", `/tickets/${number}`)).body;
    await desk.send({ from: petr, to, subject: "Re: The scanner", text });
    await until("message", async () => (await api("GET", `/tickets/${number}`)).body.messages > messages);
    return (await card()).offers as { id: string; kind: string; value: string }[];
  };
  const offers = await answers(signed("777 123 456", "vedoucí skladu"));
  expect(offers.map(({ value }) => value)).toEqual(["777 123 456", "vedoucí skladu"]);
  expect((await card()).contactPoints).toHaveLength(1);

  const say = (offer: { id: string } | undefined, answer: string | null) =>
    api("PUT", `/people/${requester.id}/offers/${offer?.id}`, { answer });
  const [phone, position] = offers;
  await say(phone, "added");
  const added = (await say(position, "added")).body;
  expect(added).toMatchObject({ position: "vedoucí skladu", offers: [] });
  expect(added.contactPoints[1]).toMatchObject({ kind: "phone", value: "777 123 456", verified: false });
  // With its country it is the same number.
  expect(await answers(signed("+420 777 123 456", "vedoucí skladu"))).toEqual([]);

  expect((await say(phone, null)).body.contactPoints).toHaveLength(1);
  expect((await say(position, null)).body).toMatchObject({ position: null, offers });
  await say(phone, "dismissed");
  expect((await say(position, "dismissed")).body.offers).toEqual([]);
  expect(await answers(signed("777 123 456", "vedoucí skladu"))).toEqual([]);
  expect((await say({ id: "999999" }, "added")).body.error.code).toBe("offer_not_found");

  // Of an answer that was changed since there is no way back by one click.
  await say(position, "added");
  await api("PATCH", `/people/${requester.id}`, { position: "ředitel" });
  expect((await say(position, null)).body.error.code).toBe("offer_overtaken");
  const kinds = (await api("GET", "/events?limit=100")).body.items.map((each: { kind: string }) => each.kind);
  expect(kinds).toEqual(expect.arrayContaining(["person.contact-offered", "person.offer-answered"]));
});
