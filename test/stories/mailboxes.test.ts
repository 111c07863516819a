// Mailboxes read by IMAP, from a real Dovecot (T13 in short): 0 lost, 0 doubled, and plain words for what is wrong.
import { buffer } from "node:stream/consumers";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, type Incoming, startDesk, type TestDesk, until } from "../support/desk.ts";
import { type Dovecot, hasDovecot, startDovecot } from "../support/dovecot.ts";

const address = "help@mailbox.example";
let desk: TestDesk;
let api: Api;
let dovecot: Dovecot;

const mail = (n: number | string, more = "") =>
  `Return-Path: <jana${n}@acme.example>\nMessage-ID: <${n}@acme.example>\nFrom: Jana <jana${n}@acme.example>\nTo: ${address}\n` +
  `Subject: Request ${n}\nDate: Mon, 02 Nov 2026 10:00:00 +0000\n${more}\nThe printer ${n} is on fire.\n`;

const setting = (more: object = {}) => ({
  address,
  imap: { host: "127.0.0.1", port: dovecot.port, security: "none" },
  signIn: "password",
  username: "help",
  password: "right-password",
  ...more,
});

async function connect(more: object = {}): Promise<string> {
  const { status, body } = await api("POST", "/mailboxes", setting(more));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

const mailboxOf = async (id: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: of any shape
  (await api("GET", "/mailboxes")).body.items.find((each: any) => each.id === id);
const reading = (id: string) => until("reading", async () => (await mailboxOf(id)).state === "reading", 20_000);
const subjects = async (): Promise<string[]> => {
  const { rows } = await desk.running.desk.database.pool.query("select subject from tickets order by id");
  return rows.map((row) => row.subject);
};

describe.skipIf(!hasDovecot)(`with Dovecot${hasDovecot ? "" : " (skipped: dovecot-imapd is not installed)"}`, () => {
  beforeAll(async () => {
    dovecot = await startDovecot({
      users: { help: "right-password" },
    });
    desk = await startDesk();
    api = await desk.api();
  }, 60_000);
  afterAll(async () => {
    await desk?.stop();
    await dovecot?.stop();
  });

  test("a mail in the mailbox becomes a ticket, and the answer leaves from its address", async () => {
    await dovecot.deliver("help", mail("old"));
    const id = await connect();
    await reading(id);
    await dovecot.deliver("help", mail(1));
    await until("ticket", async () => (await subjects()).includes("Request 1"));
    expect(await subjects()).toEqual(["Request 1"]);
    await until("flag", async () => (await dovecot.mails("help")).filter((each) => each.seen).length === 1);
    const { body } = await api("GET", "/tickets");
    const answered = await api("POST", `/tickets/${body.items[0].number}/messages`, {
      kind: "reply",
      body: "On our way.",
    });
    expect(answered.status).toBe(201);
    const sent = await until("answer", async () =>
      desk.smarthost.received.find((each) => each.raw.toString().includes("On our way")),
    );
    expect(sent.raw.toString()).toMatch(/^From: .*help@mailbox\.example/m);
  });

  test("answers leave by the mailbox's own server, as the mailbox, to the plain address where it takes no other", async () => {
    const password = "right-password";
    const own = await startSubmission(password);
    try {
      const { body } = await api("GET", "/mailboxes");
      const { id } = body.items[0];
      const smtp = { host: "127.0.0.1", port: own.port, security: "none" };
      expect((await api("PATCH", `/mailboxes/${id}`, { smtp, subaddresses: false, password })).status).toBe(200);
      const [ticket] = (await api("GET", "/tickets")).body.items;
      const write = (text: string) => api("POST", `/tickets/${ticket.number}/messages`, { kind: "reply", body: text });
      await write("By our own server.");
      const sent = await until("mail", async () => own.received[0]);
      expect(sent.mail.text).toContain("By our own server.");
      expect(sent.envelopeFrom).toBe(address);
      expect(sent.mail.replyTo?.value[0]?.address).toBe(address);
      // What answers to it without a token finds its ticket by what it refers to.
      const answer = `Return-Path: <jana1@acme.example>\nMessage-ID: <back@acme.example>\nIn-Reply-To: ${sent.mail.messageId}\nFrom: jana1@acme.example\nTo: ${address}\nSubject: Re: Request 1\n\nIt burns still.\n`;
      await dovecot.deliver("help", answer);
      await until("answer", async () => {
        const { body: page } = await api("GET", `/tickets/${ticket.number}/messages`);
        return JSON.stringify(page).includes("It burns still.");
      });
      expect(await subjects()).toEqual(["Request 1"]);
    } finally {
      await own.stop();
    }
  });
});

/** A submission server that knows one password. */
async function startSubmission(password: string) {
  const received: Incoming[] = [];
  const own = {
    port: 0,
    password,
    received,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    authMethods: ["PLAIN"],
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    closeTimeout: 500,
    onAuth: ({ password: given }, _session, callback) =>
      given === own.password ? callback(null, { user: "help" }) : callback(new Error("no")),
    async onData(stream, { envelope }, callback) {
      const raw = await buffer(stream);
      const from = envelope.mailFrom ? envelope.mailFrom.address : "";
      const to = envelope.rcptTo.map((each) => each.address);
      received.push({ envelopeFrom: from, to, raw, mail: await simpleParser(raw) });
      callback(null, "taken");
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  own.port = (server.server.address() as { port: number }).port;
  return own;
}
