// A real mail server on both sides of the desk, as operators run it: Postfix hands over by LMTP and sends what leaves.
import { connect, createServer, type Server } from "node:net";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import nodemailer, { type Transporter } from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseParts, type Running, start } from "../../server/commands/serve.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { startDns, type TestDns } from "../support/dns.ts";
import { freePort } from "../support/dovecot.ts";
import { type Postfix, postfixMissing, startPostfix } from "../support/postfix.ts";
import { dkimRecord, mailText, sign } from "../support/signed-mail.ts";
import { startSmarthost } from "../support/smarthost.ts";

const ours = "support@desk.example";
const lossy = "billing@desk.example";
const jana = "jana@acme.example";

describe.skipIf(postfixMissing)(`with Postfix${postfixMissing ? ` (skipped: ${postfixMissing})` : ""}`, () => {
  let postfix: Postfix;
  let dns: TestDns;
  let desk: TestDesk;
  let api: Api;
  /** Where the desk takes mail: a process of its own, which can be away. */
  let door: Running | null = null;
  let relay: ReturnType<typeof losesAnswer>;
  let client: Transporter;

  const openDoor = async () => {
    door = await start(parseParts("smtp"), () => {}, desk.running.desk.config);
  };
  const closeDoor = async () => {
    await door?.stop();
    door = null;
  };

  beforeAll(async () => {
    dns = await startDns({
      "TXT s1._domainkey.acme.example": [dkimRecord],
      "TXT _dmarc.acme.example": ["v=DMARC1; p=reject"],
    });
    postfix = await startPostfix([ours, lossy]);
    const lmtp = await freePort();
    relay = losesAnswer(lmtp);
    const world = await startSmarthost();
    await postfix.route({
      [ours]: `lmtp:inet:127.0.0.1:${lmtp}`,
      [lossy]: `lmtp:inet:127.0.0.1:${await relay.port}`,
      "acme.example": `smtp:[127.0.0.1]:${world.port}`,
    });
    desk = await startDesk({
      only: "web,worker",
      smarthost: world,
      env: {
        LISTEK_DNS: dns.address,
        LISTEK_LMTP: `127.0.0.1:${lmtp}`,
        LISTEK_SMARTHOST: `smtp://127.0.0.1:${postfix.port}`,
      },
    });
    await openDoor();
    api = await desk.api();
    const mail = { addresses: [lossy], trustedRelays: ["127.0.0.1"], receipts: false };
    expect((await api("PATCH", "/settings", { mail })).status).toBe(200);
    client = nodemailer.createTransport({ host: "127.0.0.1", port: postfix.port, ignoreTLS: true, pool: true });
  });
  afterAll(async () => {
    client?.close();
    await closeDoor();
    await desk?.stop();
    await postfix?.stop();
    await relay?.stop();
    await dns?.stop();
  });

  const tickets = async (): Promise<{ number: string; subject: string }[]> =>
    (await api("GET", "/tickets?limit=200")).body.items;
  const ticketOf = (subject: string) =>
    until(`ticket ${subject}`, async () => (await tickets()).find((each) => each.subject === subject));
  const messagesOf = async (number: string) => (await api("GET", `/tickets/${number}/messages?limit=200`)).body.items;
  const post = (raw: string, to = ours, from = jana) => client.sendMail({ envelope: { from, to }, raw });
  const answer = async (number: string, body: string) => {
    const made = await api("POST", `/tickets/${number}/messages`, { kind: "reply", body });
    expect(made.status).toBe(201);
    return made.body.id as string;
  };
  const arrived = (text: string) =>
    until("mail in the world", async () => desk.smarthost.received.find(({ raw }) => raw.includes(text)));
  const empty = () => until("empty queue", async () => (await postfix.queue()).length === 0);

  test("what it takes becomes a ticket; the answer leaves by it, signed, and the answer to that comes back", async () => {
    const key = (await api("POST", "/sending-domains/desk.example/keys")).body;
    for (const { type, name, value } of key.records) if (type === "TXT") dns.txt.set(name, [value]);
    expect((await api("POST", `/dkim-keys/${key.keys[0].id}/use`)).status).toBe(200);

    const first = mailText({ from: `Jana <${jana}>`, subject: "Printer", text: "It hums.", id: "first@acme.example" });
    await post(await sign(first, "acme.example"));
    const { number } = await ticketOf("Printer");
    // The sender's signature came through unbroken.
    const [message] = await messagesOf(number);
    expect(message).toMatchObject({ text: "It hums.", from: jana, trust: "known" });
    expect(message.trustReasons).toContainEqual({ code: "sender-proven", detail: "acme.example" });

    await answer(number, "Switch it off.");
    const { raw, mail, envelopeFrom, to } = await arrived("Switch it off.");
    expect(to).toEqual([jana]);
    expect(raw.toString()).toMatch(/^Received: from .*\r?\n?.*by mx\.desk\.example \(Postfix\)/m);
    expect(mail.messageId).toMatch(/@desk\.example>$/);
    expect(mail.inReplyTo).toBe("<first@acme.example>");
    expect([mail.references].flat()).toEqual(["<first@acme.example>"]);
    expect(mail.subject).toContain(`#${number}`);
    expect(envelopeFrom).toMatch(/^support\+b\..+@desk\.example$/);
    const back = mail.replyTo?.value[0]?.address as string;
    expect(back).toMatch(/^support\+r\..+@desk\.example$/);
    const { results } = await dkimVerify(raw, { resolver: dns.resolve as never });
    expect(results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([
      ["pass", "desk.example"],
    ]);

    // To the address alone: no number, no reference.
    await post(mailText({ from: jana, to: back, subject: "about that", text: "Now it is quiet." }), back);
    const page = await until("answer", async () => {
      const items = await messagesOf(number);
      return items.length === 3 && items;
    });
    expect(page.at(-1)).toMatchObject({ kind: "inbound", text: "Now it is quiet." });
    expect(await tickets()).toHaveLength(1);
    await empty();
  });

  test("a recipient that refuses later: its report comes to the message that failed, and opens no ticket", async () => {
    const { number } = await ticketOf("Printer");
    const before = (await tickets()).length;
    desk.smarthost.refuse(550, "5.1.1 <jana@acme.example>: no such user here");
    const id = await answer(number, "Are you still there?");
    const failed = await until("report", async () => {
      const message = (await messagesOf(number)).find((each: { id: string }) => each.id === id);
      return message.delivery.state === "failed" && message;
    });
    desk.smarthost.refuse(null);
    expect(failed.reports).toMatchObject([{ kind: "failed", recipient: jana, status: "5.1.1", reason: "no-address" }]);
    expect(failed.reports[0].reporter).toContain("MAILER-DAEMON@mx.desk.example");
    const [report] = (await api("GET", "/mail?limit=1")).body.items;
    expect(report.ticket).toBe(number);
    const { pool } = desk.running.desk.database;
    const { rows } = await pool.query("select envelope_from, envelope_to from inbound_mail where id = $1", [report.id]);
    expect(rows).toEqual([
      { envelope_from: "", envelope_to: [expect.stringMatching(/^support\+b\..+@desk\.example$/)] },
    ]);
    expect(await tickets()).toHaveLength(before);
    await empty();
  });

  test("while the desk is away it keeps the mail; then each is there, once", async () => {
    await closeDoor();
    const subjects = ["one", "two", "three", "four"].map((each) => `Away ${each}`);
    for (const subject of subjects) await post(mailText({ from: jana, subject, text: "Keep me." }));
    await until("refusals", async () => (await postfix.log()).split("status=deferred").length > subjects.length);
    expect(await postfix.queue()).toEqual(subjects.map(() => jana));
    await openDoor();
    await empty();
    for (const subject of subjects) await ticketOf(subject);
    const all = (await tickets()).map(({ subject }) => subject).filter((each) => each.startsWith("Away"));
    expect(all.toSorted()).toEqual(subjects.toSorted());
  });

  test("when it never hears that a mail is stored it brings it again, and it stays one", async () => {
    await post(mailText({ from: jana, to: lossy, subject: "Lost answer", text: "Once." }), lossy);
    await empty();
    expect(relay.lost()).toBe(1);
    await ticketOf("Lost answer");
    await until("both read", async () => {
      const outcomes = (await api("GET", "/mail?limit=200")).body.items.map(
        (each: { outcome: string }) => each.outcome,
      );
      return !outcomes.includes("received");
    });
    expect((await tickets()).filter(({ subject }) => subject === "Lost answer")).toHaveLength(1);
    expect(await postfix.log()).toContain("lost connection with 127.0.0.1");
  });
});

/** Passes everything on to the desk; the first time it says that a mail is stored, the line breaks before that is heard. */
function losesAnswer(target: number) {
  let lost = 0;
  const server: Server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
    near.on("data", (chunk) => far.write(chunk));
    far.on("data", (chunk) => {
      if (lost > 0 || !chunk.includes("stored")) return near.write(chunk);
      lost++;
      end();
    });
  });
  const port = new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
  );
  return { port, lost: () => lost, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
