// S5, T7 in small: what the desk writes by itself goes to people only, seldom, and never back and forth between machines.

import type { SendMailOptions } from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveSettings } from "../../server/platform/settings.ts";
import { type Api, type Incoming, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

const automatic = (to: string): Incoming[] => desk.smarthost.received.filter((mail) => mail.to.includes(to));

/** Everything that came in was read, and everything that has to leave has left. */
async function settled(on: TestDesk = desk): Promise<void> {
  const { pool } = on.running.desk.database;
  const open = `select (select count(*) from inbound_mail where status = 'received')
    + (select count(*) from deliveries where state in ('queued', 'sending'))
    + (select count(*) from graphile_worker._private_jobs where attempts < max_attempts)
    + (select count(*) from events e where (e.tx, e.id) > (select tx, id from feed_cursors where name = 'reactions')) as n`;
  let quiet = 0;
  await until("rest", async () => {
    quiet = Number((await pool.query(open)).rows[0].n) === 0 ? quiet + 1 : 0;
    return quiet >= 6;
  });
}

const machines: [what: string, mail: SendMailOptions][] = [
  ["an out-of-office answer", { from: "ooo@client.example", headers: { "auto-submitted": "auto-replied" } }],
  ["a generated mail", { from: "generated@client.example", headers: { "auto-submitted": "auto-generated" } }],
  ["an answer of Exchange", { from: "exchange@client.example", headers: { "x-auto-response-suppress": "All" } }],
  ["bulk mail", { from: "bulk@client.example", headers: { precedence: "bulk" } }],
  [
    "a mailing list",
    { from: "member@client.example", headers: { "list-id": "<talk.client.example>", precedence: "list" } },
  ],
  ["a newsletter", { from: "news@client.example", headers: { "list-unsubscribe": "<mailto:off@client.example>" } }],
  ["MAILER-DAEMON", { from: "MAILER-DAEMON@client.example" }],
  ["postmaster", { from: "postmaster@client.example" }],
  ["no-reply", { from: "no-reply@client.example" }],
  ["noreply with a tag", { from: "noreply+123@client.example" }],
  ["donotreply", { from: "do-not-reply@client.example" }],
  ["the owner of a list", { from: "owner-talk@client.example" }],
  ["the null sender", { from: "person@null.example", envelope: { from: "", to: "support@desk.example" } }],
];

test.each(machines)("%s gets no receipt", async (_what, mail) => {
  const address = String(mail.from);
  await desk.send({ subject: "machine", text: `I am ${address}`, ...mail });
  await settled();
  expect(automatic(address).concat(automatic(address.toLowerCase()))).toEqual([]);
});

test("a bounce of ours gets none, and opens no ticket", async () => {
  const before = (await api("GET", "/tickets")).body.items.length;
  await desk.send({
    from: "MAILER-DAEMON@mx.client.example",
    envelope: { from: "", to: "support@desk.example" },
    subject: "Undelivered Mail Returned to Sender",
    headers: {
      "content-type": 'multipart/report; report-type=delivery-status; boundary="b"',
      "auto-submitted": "auto-replied",
    },
    raw: [
      "From: MAILER-DAEMON@mx.client.example",
      "To: support@desk.example",
      "Subject: Undelivered Mail Returned to Sender",
      "Auto-Submitted: auto-replied",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      "MIME-Version: 1.0",
      "",
      "--b",
      "",
      "The mail could not be delivered.",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.client.example",
      "",
      "Final-Recipient: rfc822; gone@client.example",
      "Action: failed",
      "Status: 5.1.1",
      "--b--",
      "",
    ].join("\r\n"),
  });
  await settled();
  expect((await api("GET", "/tickets")).body.items).toHaveLength(before);
  expect(automatic("mailer-daemon@mx.client.example")).toEqual([]);
});

test("a person gets one receipt, without a word of his own in it", async () => {
  await desk.send({
    from: "Buy pills <person@client.example>",
    subject: "Cheap pills https://evil.example",
    text: "Buy!",
  });
  await settled();
  const [receipt, ...more] = automatic("person@client.example");
  expect(more).toEqual([]);
  const text = `${receipt?.mail.subject} ${receipt?.mail.text} ${receipt?.mail.html}`;
  expect(text).not.toMatch(/pills|evil\.example|Buy/i);
  expect(receipt?.envelopeFrom).toBe("");
  expect(receipt?.mail.headers.get("auto-submitted")).toBe("auto-replied");
});

test("twenty mails of one person in a minute: one receipt to who never answered us, five at most to who did", async () => {
  const flood = async () => {
    for (let i = 0; i < 20; i++)
      await desk.send({ from: "flood@client.example", subject: `flood ${i}`, text: `number ${i} ${Math.random()}` });
    await settled();
  };
  await flood();
  const [receipt, ...more] = automatic("flood@client.example");
  expect(more).toEqual([]);
  const to = receipt?.mail.replyTo?.value[0]?.address as string;
  await desk.send({ from: "flood@client.example", to, subject: "Re: receipt", text: "I have read it." });
  await settled();
  await flood();
  expect(automatic("flood@client.example")).toHaveLength(5);
});

test("one address written in twenty ways is one address", async () => {
  for (let i = 0; i < 20; i++) {
    const from = i % 2 ? "Victim@Client.example" : "victim@CLIENT.example";
    await desk.send({ from, subject: `case ${i}`, text: `number ${i}` });
  }
  await settled();
  const mails = desk.smarthost.received.filter((mail) =>
    mail.to.some((to) => to.toLowerCase() === "victim@client.example"),
  );
  expect(mails.length).toBeLessThanOrEqual(5);
});

test("taking a ticket again and again tells its requester once an hour", async () => {
  const { body } = await api("POST", "/people", { name: "Tom", email: "tom@desk.example", roles: ["agent"] });
  await desk.send({ from: "patient@client.example", subject: "patient", text: "please" });
  const ticket = await until("ticket", async () => (await api("GET", "/tickets?q=patient")).body.items[0]);
  for (let i = 0; i < 5; i++) {
    await api("PATCH", `/tickets/${ticket.number}`, { assignee: body.id });
    await api("PATCH", `/tickets/${ticket.number}`, { assignee: null });
    await api("PATCH", `/tickets/${ticket.number}`, { assignee: body.id });
    await settled();
  }
  expect(automatic("patient@client.example").length).toBeLessThanOrEqual(2);
});

test("our own mail that comes back is dropped, and says why", async () => {
  const mine = automatic("person@client.example")[0] as Incoming;
  const before = (await api("GET", "/tickets?limit=200")).body.items.length;
  await desk.send({ raw: mine.raw, envelope: { from: "relay@client.example", to: "support@desk.example" } });
  await settled();
  const { items } = (await api("GET", "/mail?outcome=dropped")).body;
  expect(items[0].why).toMatch(/our own mail came back/);
  expect((await api("GET", "/tickets?limit=200")).body.items).toHaveLength(before);
});

describe("two desks that write to each other", () => {
  test("fall silent after at most two automatic mails", async () => {
    const other = await startDesk({
      env: { LISTEK_ADDRESS: "help@other.example", LISTEK_SECRET: "another-secret-another-secret-another" },
    });
    try {
      await desk.send({ from: "help@other.example", subject: "Hello from the other desk", text: "We subscribed you." });
      const seen = { here: desk.smarthost.received.length, there: 0 };
      let passed = 0;
      for (let round = 0; round < 6; round++) {
        await settled();
        await settled(other);
        passed += await carry(desk, other, "help@other.example", seen, "here");
        passed += await carry(other, desk, "support@desk.example", seen, "there");
      }
      expect(passed).toBeLessThanOrEqual(2);
    } finally {
      await other.stop();
    }
  });

  test("also when the other one hides that it is a machine and changes its address each time", async () => {
    await desk.running.desk.database.transact((trx) => saveSettings(trx, "mail", { automaticPerHour: 2 }));
    for (let i = 0; i < 10; i++) {
      await desk.send({ from: "vacation@sly.example", subject: "Re: Your mail", text: `I am away, message ${i}` });
      await settled();
    }
    expect(automatic("vacation@sly.example").length).toBeLessThanOrEqual(2);
  });
});

/** Hands over what one desk has sent to the other since last time, as their mail servers would. Returns how many. */
async function carry(
  from: TestDesk,
  to: TestDesk,
  address: string,
  seen: { here: number; there: number },
  side: "here" | "there",
): Promise<number> {
  const mails = from.smarthost.received.slice(seen[side]).filter((mail) => mail.to.includes(address));
  seen[side] = from.smarthost.received.length;
  for (const mail of mails) await to.send({ raw: mail.raw, envelope: { from: mail.envelopeFrom, to: address } });
  return mails.length;
}
