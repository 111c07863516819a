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
