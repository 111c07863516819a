// T13: the process ends exactly between two steps of reading a mailbox. Nothing is lost, nothing doubled, and the mailbox is
// untouched until the mail is committed.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sealSecret } from "../../server/channels/email/mailboxes/credentials.ts";
import { startDesk, until } from "../support/desk.ts";
import { type Dovecot, hasDovecot, startDovecot } from "../support/dovecot.ts";
import { readMailboxes } from "../support/mailboxes.ts";
import { cutMailboxes } from "./support/cutting.ts";
import { type OutsideDesk, outsideDesk } from "./support/outside-desk.ts";
import { query } from "./support/reckoning.ts";

const secret = "torture-secret-torture-secret-torture";
let dovecot: Dovecot;
let desk: OutsideDesk;

const mail = (n: number) =>
  `Return-Path: <jana@acme.example>\nMessage-ID: <${n}@acme.example>\nFrom: jana@acme.example\nTo: help@mailbox.example\n` +
  `Subject: Request ${n}\n\nNumber ${n}.\n`;

const points = [
  {
    name: "stored, mailbox untouched",
    FAILPOINT: "after",
    FAILPOINT_QUERY: "insert into inbound_mail ",
    FAILPOINT_NTH: "1",
    stored: 1,
  },
  {
    name: "moved, not yet noted",
    FAILPOINT: "before",
    FAILPOINT_QUERY: "insert into mailbox_folders",
    FAILPOINT_NTH: "2",
    stored: 3,
  },
];

describe.skipIf(!hasDovecot)(`with Dovecot${hasDovecot ? "" : " (skipped: dovecot-imapd is not installed)"}`, () => {
  beforeAll(async () => {
    const users = Object.fromEntries(["many", ...points.map((_, at) => `user${at}`)].map((user) => [user, "password"]));
    dovecot = await startDovecot({ users });
  });
  afterAll(() => dovecot?.stop());
  beforeEach(async () => {
    desk = await outsideDesk();
  });
  afterEach(() => desk?.stop());

  test("cut between two batches of one look: what was not asked for yet is not left out", {
    timeout: 120_000,
  }, async () => {
    const web = await startDesk({ only: "web" });
    const old = 620;
    for (let n = 0; n < old; n++) await dovecot.deliver("many", mail(1000 + n));
    const api = await web.api();
    const box = {
      address: "many@mailbox.example",
      imap: { host: "127.0.0.1", port: dovecot.port, security: "none" },
      signIn: "password",
      username: "many",
      password: "password",
      oldMail: "all",
      afterReading: "leave",
    };
    expect((await api("POST", "/mailboxes", box)).status).toBe(201);
    const of = web.running.desk;
    let asked = 0;
    const reader = readMailboxes(of, {
      // Asked for the connection, and then before each batch.
      async maxBytes() {
        if (++asked === 4) {
          await dovecot.kill();
          await dovecot.start();
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
        return 1024 * 1024;
      },
      timing: { firstWaitMs: 100, longestWaitMs: 500 },
    });
    try {
      const count = async () =>
        (await of.database.pool.query("select count(*)::int as n from inbound_mail")).rows[0].n as number;
      await until("all", async () => (await count()) >= old, 60_000);
      expect(await count()).toBe(old);
    } finally {
      await reader.stop();
      await web.stop();
    }
  });

  test("eight cuts while mail comes in: each mail once, and each mailbox as it should be", { timeout: 120_000 }, () =>
    cutMailboxes(8, 30),
  );

  test.each(points.map((point, at) => ({ ...point, at })))(
    "killed: $name",
    { timeout: 120_000 },
    async ({ name: _, at, stored, ...env }) => {
      const user = `user${at}`;
      for (const n of [1, 2, 3]) await dovecot.deliver(user, mail(n));
      await dovecot.makeFolder(user, "Done");
      await query(
        desk.url,
        `insert into mailboxes (address, imap_host, imap_port, imap_security, sign_in, username, secret, folders, after_reading,
           move_to, old_mail)
         values ('help@mailbox.example', '127.0.0.1', ${dovecot.port}, 'none', 'password', '${user}',
           '\\x${sealSecret(secret, { password: "password" }).toString("hex")}', '{INBOX}', 'move', 'Done', 'all')`,
      );
      const first = await desk.start({ only: "worker", preload: "failpoint.preload.ts", env });
      expect(await first.exited).toBe("SIGKILL");
      const count = async (table: string) =>
        (await query<{ n: number }>(desk.url, `select count(*)::int as n from ${table}`))[0]?.n;
      expect(await count("inbound_mail")).toBe(stored);
      if (stored < 3) expect(await dovecot.mails(user)).toHaveLength(3);
      await desk.start({ only: "worker" });
      await until("everything", async () => (await count("messages where kind = 'inbound'")) === 3, 30_000);
      await until("all moved", async () => (await dovecot.mails(user, "Done")).length === 3, 30_000);
      expect(await dovecot.mails(user)).toEqual([]);
      expect(await count("inbound_mail")).toBe(3);
      expect(await count("tickets")).toBe(3);
    },
  );
});
