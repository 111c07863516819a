// Bounces and complaints: told to who wrote, shown with the message, never a ticket (F13, T9).
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, type Incoming, startDesk, type TestDesk, until } from "../support/desk.ts";
import { bounceOf, complaintOf, nullSender } from "../support/returned.ts";
import { openTicket, write } from "../support/tickets.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

interface Sent {
  number: string;
  path: string;
  id: string;
  mail: Incoming;
}

/** A ticket of this person with an answer that has left. */
async function answered(email: string): Promise<Sent> {
  const number = await openTicket(api, `Request of ${email}`, email);
  const { id } = await write(api, number, "We are on it.", "reply");
  const mail = await until("answer", async () =>
    desk.smarthost.received.find((each) => each.to.includes(email) && each.envelopeFrom !== ""),
  );
  await until("sent", async () => (await messageOf(number, id)).delivery.state === "sent");
  return { number, path: `/tickets/${number}`, id, mail };
}

async function messageOf(number: string, id: string) {
  const { items } = (await api("GET", `/tickets/${number}/messages?limit=200`)).body;
  return items.find((each: { id: string }) => each.id === id);
}
const contactOf = async (email: string) =>
  (await api("GET", `/people?q=${encodeURIComponent(email)}`)).body.items[0].contactPoints[0];
const ticketCount = async () => (await api("GET", "/tickets?limit=200")).body.items.length;
const eventsOf = async (number: string, kind: string) =>
  (await api("GET", `/tickets/${number}/events?limit=200`)).body.items.filter((e: { kind: string }) => e.kind === kind);
const arrive = (raw: string, to: string) => desk.send({ raw, ...nullSender(to) });
const ledger = async () => (await api("GET", "/mail?limit=1")).body.items[0];

/** Sent last, so that all before it was read when it is. */
async function read(): Promise<void> {
  const marker = `marker ${Math.random()}`;
  await desk.send({ from: "marker@else.example", subject: marker, text: "x" });
  await until("reading", async () => {
    const { items } = (await api("GET", "/mail?limit=20")).body;
    return (
      items.some((each: { subject: string; outcome: string }) => each.subject === marker && each.outcome === "done") &&
      items.every((each: { outcome: string }) => each.outcome !== "received")
    );
  });
}

test("a hard bounce fails the message it names, says why, and marks the address", async () => {
  const { number, id, mail } = await answered("gone@acme.example");
  const before = await ticketCount();
  await arrive(
    bounceOf({ to: mail.envelopeFrom, recipient: "gone@acme.example", messageId: mail.mail.messageId as string }),
    mail.envelopeFrom,
  );
  const message = await until("report", async () => {
    const now = await messageOf(number, id);
    return now.delivery.state === "failed" && now;
  });
  expect(message.delivery).toMatchObject({
    reason: "gone@acme.example: there is no such address (5.1.1)",
    to: ["gone@acme.example"],
  });
  expect(message.reports).toEqual([
    {
      kind: "failed",
      recipient: "gone@acme.example",
      status: "5.1.1",
      reason: "no-address",
      reporter: "MAILER-DAEMON@mx.acme.example",
      text: "The mail to <gone@acme.example> could not be delivered: 550 5.1.1 no.",
      at: expect.any(String),
    },
  ]);
  expect((await eventsOf(number, "message.failed"))[0].data).toMatchObject({
    status: "5.1.1",
    recipient: "gone@acme.example",
  });
  expect(await ticketCount()).toBe(before);
  expect((await ledger()).ticket).toBe(number);
  expect((await contactOf("gone@acme.example")).takesNoMail).toBe("there is no such address (5.1.1)");
});

test("an agent's click clears the mark, and so does a mail from the address", async () => {
  const person = (await api("GET", "/people?q=gone@acme.example")).body.items[0];
  const [contact] = person.contactPoints;
  const cleared = await api("DELETE", `/people/${person.id}/contact-points/${contact.id}/marks`);
  expect(cleared.status).toBe(200);
  expect(cleared.body.contactPoints[0].takesNoMail).toBeNull();
  expect((await api("DELETE", `/people/${person.id}/contact-points/999999/marks`)).status).toBe(404);

  const { mail } = await answered("back@acme.example");
  await arrive(bounceOf({ to: mail.envelopeFrom, recipient: "back@acme.example" }), mail.envelopeFrom);
  await until("mark", async () => (await contactOf("back@acme.example")).takesNoMail);
  await desk.send({ from: "back@acme.example", subject: "I am here", text: "The mailbox is back." });
  await until("no mark", async () => (await contactOf("back@acme.example")).takesNoMail === null);
});

test("the agent who wrote is told", async () => {
  const { body: agent } = await api("POST", "/people", { name: "Tom", email: "tom@desk.example", roles: ["agent"] });
  const number = await openTicket(api, "for Tom", "lost@acme.example");
  await api("PATCH", `/tickets/${number}`, { assignee: agent.id });
  const { id } = await write(api, number, "We are on it.", "reply");
  const mail = await until("answer", async () =>
    desk.smarthost.received.find((each) => each.to.includes("lost@acme.example") && each.envelopeFrom !== ""),
  );
  await until("sent", async () => (await messageOf(number, id)).delivery.state === "sent");
  await arrive(bounceOf({ to: mail.envelopeFrom, recipient: "lost@acme.example", status: "5.7.1" }), mail.envelopeFrom);
  const { pool } = desk.running.desk.database;
  const told = await until(
    "notice",
    async () =>
      (await pool.query("select * from notifications where person_id = $1 and kind = 'failed'", [agent.id])).rows[0],
  );
  expect(told.preview).toContain("does not want this mail");
  // "We do not like this mail" says nothing about the address.
  expect((await contactOf("lost@acme.example")).takesNoMail).toBeNull();
});

test("a full mailbox counts the second time only, and the same report twice is one", async () => {
  const first = await answered("full@acme.example");
  const report = bounceOf({ to: first.mail.envelopeFrom, recipient: "full@acme.example", status: "5.2.2" });
  await arrive(report, first.mail.envelopeFrom);
  await arrive(`${report}\r\n`, first.mail.envelopeFrom);
  await read();
  expect(await eventsOf(first.number, "message.failed")).toHaveLength(1);
  expect((await contactOf("full@acme.example")).takesNoMail).toBeNull();
  const { body } = await api("POST", `${first.path}/messages`, { kind: "reply", body: "Again" });
  await until("sent", async () => (await messageOf(first.number, body.id)).delivery.state === "sent");
  const second = await until("second answer", async () => {
    const all = desk.smarthost.received.filter((each) => each.to.includes("full@acme.example") && each.envelopeFrom);
    return all.length === 2 && all[1];
  });
  await arrive(
    bounceOf({
      to: second.envelopeFrom,
      recipient: "full@acme.example",
      status: "5.2.2",
      messageId: second.mail.messageId as string,
    }),
    second.envelopeFrom,
  );
  await until("mark", async () => (await contactOf("full@acme.example")).takesNoMail);
});

test("by the reply address, which the customer holds too, a message is told to have failed, and no address is marked", async () => {
  const { number, id, mail } = await answered("holder@acme.example");
  const replyTo = mail.mail.replyTo?.value[0]?.address as string;
  await arrive(bounceOf({ to: replyTo, recipient: "holder@acme.example" }), replyTo);
  await until("failure", async () => (await messageOf(number, id)).delivery.state === "failed");
  expect((await contactOf("holder@acme.example")).takesNoMail).toBeNull();
});

test("a delay is shown and fails nothing; a final 4.x.x does fail", async () => {
  const { number, id, mail } = await answered("slow@acme.example");
  const to = mail.envelopeFrom;
  await arrive(bounceOf({ to, recipient: "slow@acme.example", status: "4.4.1", action: "delayed" }), to);
  const delayed = await until("report", async () => {
    const now = await messageOf(number, id);
    return now.reports.length === 1 && now;
  });
  expect(delayed.delivery.state).toBe("sent");
  expect(delayed.reports[0]).toMatchObject({ kind: "delayed", reason: "unreachable" });
  await arrive(bounceOf({ to, recipient: "slow@acme.example", status: "4.4.7" }), to);
  await until("failure", async () => (await messageOf(number, id)).delivery.state === "failed");
  expect((await contactOf("slow@acme.example")).takesNoMail).toBeNull();
});

test("a complaint is shown with the message and stops automatic mail", async () => {
  const { number, id, mail } = await answered("angry@acme.example");
  const replyTo = mail.mail.replyTo?.value[0]?.address as string;
  await desk.send({
    raw: complaintOf("angry@acme.example", [`Message-ID: ${mail.mail.messageId}`, `Reply-To: <${replyTo}>`]),
    envelope: { from: "feedback@mail.example", to: "support@desk.example" },
  });
  await until("report", async () => (await messageOf(number, id)).reports[0]?.kind === "complaint");
  expect(await eventsOf(number, "message.complained")).toHaveLength(1);
  expect((await contactOf("angry@acme.example")).noAutomaticMail).toBe(true);
  await desk.send({ from: "angry@acme.example", subject: "And another thing", text: "It is broken." });
  await read();
  expect(
    desk.smarthost.received.filter((each) => each.to.includes("angry@acme.example") && each.envelopeFrom === ""),
  ).toEqual([]);
});

test("of a hundred forged bounces none changes anything (T9)", async () => {
  const { number, id, mail } = await answered("victim@acme.example");
  const other = await answered("attacker@evil.example");
  const messageId = mail.mail.messageId as string;
  const token = mail.envelopeFrom;
  const before = await ticketCount();
  for (let i = 0; i < 100; i++) {
    const forged = [
      "support@desk.example",
      token.replace(/.(?=@)/, (last) => (last === "a" ? "b" : "a")),
      token.replace(/\+b\.[0-9a-z]+\./, "+b.1z."),
      other.mail.envelopeFrom,
      `support+b.${i}.1.x@desk.example`,
    ][i % 5] as string;
    await arrive(
      bounceOf({
        to: forged,
        recipient: "victim@acme.example",
        messageId,
        head: [`Reply-To: ${forged}`],
        words: `forged ${i}`,
        action: i % 2 ? "failed" : null,
      }),
      forged.includes("+") ? forged : "support@desk.example",
    );
  }
  await read();
  const message = await messageOf(number, id);
  expect(message.delivery.state).toBe("sent");
  expect(message.reports).toEqual([]);
  expect((await contactOf("victim@acme.example")).takesNoMail).toBeNull();
  // The marker is one, the collecting ticket another.
  expect(await ticketCount()).toBeLessThanOrEqual(before + 2);
}, 60_000);
