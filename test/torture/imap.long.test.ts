// T13: a mailbox with fifty thousand old mails, while new ones come and the server is killed: each is here once.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDesk, type TestDesk, until } from "../support/desk.ts";
import { type Dovecot, hasDovecot, startDovecot } from "../support/dovecot.ts";
import { readMailboxes } from "../support/mailboxes.ts";
import { cutMailboxes } from "./support/cutting.ts";

const old = Number(process.env.LISTEK_OLD_MAILS ?? 50_000);
const fresh = 200;
let dovecot: Dovecot;
let desk: TestDesk;

const mail = (n: number) =>
  `Return-Path: <jana@acme.example>\nMessage-ID: <${n}@acme.example>\nFrom: jana@acme.example\nTo: help@mailbox.example\n` +
  `Subject: Request ${n}\n\n${`Number ${n}. `.repeat(100)}\n`;

test.skipIf(!hasDovecot)(
  "as many cuts as a day has when there is one each five minutes",
  { timeout: 40 * 60_000 },
  () => cutMailboxes(288, 1200),
);

describe.skipIf(!hasDovecot)(`with Dovecot${hasDovecot ? "" : " (skipped: dovecot-imapd is not installed)"}`, () => {
  beforeAll(async () => {
    [dovecot, desk] = await Promise.all([startDovecot({ users: { help: "password" } }), startDesk({ only: "web" })]);
    for (let n = 0; n < old; n++) await dovecot.deliver("help", mail(n));
  });
  afterAll(async () => {
    await desk?.stop();
    await dovecot?.stop();
  });

  test("fifty thousand old mails", async () => {
    const api = await desk.api();
    const { status } = await api("POST", "/mailboxes", {
      address: "help@mailbox.example",
      imap: { host: "127.0.0.1", port: dovecot.port, security: "none" },
      signIn: "password",
      username: "help",
      password: "password",
      oldMail: "all",
    });
    expect(status).toBe(201);
    const of = desk.running.desk;
    const began = Date.now();
    let largest = 0;
    const reader = readMailboxes(of, {
      maxBytes: async () => 50 * 1024 * 1024,
      timing: { firstWaitMs: 200, longestWaitMs: 1000 },
    });
    const count = async () => {
      largest = Math.max(largest, process.memoryUsage().rss);
      const { rows } = await of.database.pool.query("select count(*)::int as n from inbound_mail");
      return rows[0].n as number;
    };
    try {
      for (let n = 0; n < fresh; n++) {
        await dovecot.deliver("help", mail(old + n));
        if (n % 50 === 25) {
          await until("progress", async () => (await count()) > (old * n) / fresh, 20 * 60_000);
          await dovecot.kill();
          await dovecot.start();
        }
      }
      await until("all", async () => (await count()) >= old + fresh, 20 * 60_000);
      console.log(
        `${old} old mails in ${Math.round((Date.now() - began) / 1000)} s, ${Math.round(largest / 2 ** 20)} MiB at most`,
      );
      await until("flags", async () => (await dovecot.mails("help")).every((each) => each.seen), 60_000);
      expect(await count()).toBe(old + fresh);
    } finally {
      await reader.stop();
    }
  });
});
