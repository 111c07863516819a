// Connecting a mailbox: every way in which it can go wrong has its own word, and what is kept to sign in never leaves.
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Authority, makeAuthority } from "../support/certificates.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { type Dovecot, freePort, hasDovecot, startDovecot } from "../support/dovecot.ts";

const password = "correct-horse-battery-staple";
const trusted = getCACertificates("default");
let authority: Authority;
let desk: TestDesk;
let api: Api;
let good: Dovecot;
let otherName: Dovecot;
let expired: Dovecot;
let unknown: Dovecot;
let smtp: SMTPServer;
let smtpPort: number;

const at = (port: number, security = "none", host = "127.0.0.1") => ({ host, port, security });
const attempt = async (more: object) =>
  (
    await api("POST", "/mailboxes/test", {
      imap: at(good.port),
      signIn: "password",
      username: "help",
      password,
      ...more,
    })
  ).body;
const connect = (more: object = {}) =>
  api("POST", "/mailboxes", {
    address: "help@mailbox.example",
    imap: at(good.port),
    signIn: "password",
    username: "help",
    password,
    ...more,
  });

const named = `with Dovecot${hasDovecot ? "" : " (skipped: dovecot-imapd is not installed)"}`;
describe.skipIf(!hasDovecot)(named, () => {
  beforeAll(async () => {
    authority = await makeAuthority();
    const users = { help: password };
    const strangers = await makeAuthority();
    const [right, wrong, old, foreign] = await Promise.all([
      authority.issue("IP:127.0.0.1,DNS:localhost"),
      authority.issue("DNS:other.example"),
      authority.issue("IP:127.0.0.1", true),
      strangers.issue("IP:127.0.0.1"),
    ]);
    await strangers.stop();
    setDefaultCACertificates([...trusted, authority.ca]);
    [good, otherName, expired, unknown, desk] = await Promise.all([
      startDovecot({ users, certificate: right }),
      startDovecot({ users, certificate: wrong }),
      startDovecot({ users, certificate: old }),
      startDovecot({ users, certificate: foreign }),
      startDesk({ only: "web" }),
    ]);
    api = await desk.api();
    smtp = new SMTPServer({
      authMethods: ["PLAIN"],
      allowInsecureAuth: true,
      disabledCommands: ["STARTTLS"],
      logger: false,
      onAuth: ({ username, password: given }, _session, callback) =>
        given === password ? callback(null, { user: username ?? "" }) : callback(new Error("no")),
    });
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    smtpPort = (smtp.server.address() as { port: number }).port;
  }, 60_000);
  afterAll(async () => {
    setDefaultCACertificates(trusted);
    await new Promise<void>((resolve) => (smtp ? smtp.close(() => resolve()) : resolve()));
    await Promise.all([good, otherName, expired, unknown].map((each) => each?.stop()));
    await desk?.stop();
    await authority?.stop();
  });

  test("right: folders are listed, by TLS, STARTTLS and in the clear, and SMTP takes the same password", async () => {
    for (const imap of [at(good.tlsPort, "tls"), at(good.port, "starttls"), at(good.port)]) {
      const answer = await attempt({ imap, smtp: at(smtpPort) });
      expect(answer).toMatchObject({ imap: { ok: true, problem: null }, smtp: { ok: true, problem: null } });
      expect(answer.folders).toContainEqual({ path: "INBOX", use: "\\Inbox" });
      expect(answer.folders).toContainEqual({ path: "Sent", use: "\\Sent" });
    }
  });

  const wrong: [what: string, problem: string, more: () => object | Promise<object>][] = [
    ["wrong password", "password", () => ({ password: "wrong" })],
    ["unknown user", "password", () => ({ username: "nobody" })],
    ["no such host", "host", () => ({ imap: at(993, "tls", "imap.does-not-exist.invalid") })],
    ["nobody listens", "refused", async () => ({ imap: at(await freePort(), "tls") })],
    ["TLS to a port without", "not-imap", () => ({ imap: at(good.port, "tls") })],
    ["a port of TLS without it", "not-imap", () => ({ imap: at(good.tlsPort, "none") })],
    ["authority unknown", "certificate", () => ({ imap: at(unknown.tlsPort, "tls") })],
    ["authority unknown, STARTTLS", "certificate", () => ({ imap: at(unknown.port, "starttls") })],
    ["certificate expired", "expired", () => ({ imap: at(expired.tlsPort, "tls") })],
    ["certificate of another name", "name", () => ({ imap: at(otherName.tlsPort, "tls") })],
    ["folder missing", "folder", () => ({ folders: ["INBOX", "Nowhere"] })],
  ];
  test.each(wrong)("%s: %s", async (_what, problem, more) => {
    const { imap } = await attempt(await more());
    expect(imap).toMatchObject({ ok: false, problem });
    expect(imap.detail).not.toContain(password);
  });

  test("no TLS offered: told, and the password is not sent", async () => {
    const plain = await startDovecot({ users: { help: password } });
    try {
      expect((await attempt({ imap: at(plain.port, "starttls") })).imap).toMatchObject({
        ok: false,
        problem: "no-tls",
      });
    } finally {
      await plain.stop();
    }
  });

  const wrongSmtp: [what: string, problem: string, more: () => object | Promise<object>][] = [
    ["no such host", "host", () => at(465, "tls", "smtp.does-not-exist.invalid")],
    ["nobody listens", "refused", async () => at(await freePort())],
    ["TLS to a port without", "not-imap", () => at(smtpPort, "tls")],
    ["no TLS offered", "no-tls", () => at(smtpPort, "starttls")],
    ["certificate of another name", "name", () => at(otherName.tlsPort, "tls")],
    ["certificate expired", "expired", () => at(expired.tlsPort, "tls")],
    ["authority unknown", "certificate", () => at(unknown.tlsPort, "tls")],
  ];
  test.each(wrongSmtp)("SMTP, %s: %s", async (_what, problem, server) => {
    expect((await attempt({ smtp: await server() })).smtp).toMatchObject({ ok: false, problem });
  });

  test("SMTP, wrong password: password", async () => {
    const answer = await attempt({ smtp: at(smtpPort), password: "wrong" });
    expect(answer).toMatchObject({ imap: { problem: "password" }, smtp: { problem: "password" } });
  });

  test("a password is kept sealed, leaves by nothing, and goes to no other server or user", async () => {
    const created = await connect();
    expect(created.status).toBe(201);
    const { id } = created.body;
    const elsewhere = [
      { imap: at(await freePort(), "tls", "evil.example") },
      { imap: at(good.port, "none", "localhost") },
      { smtp: at(25, "none", "evil.example") },
      { username: "somebody" },
    ];
    for (const change of elsewhere) {
      const answer = await api("PATCH", `/mailboxes/${id}`, change);
      expect(answer.status, JSON.stringify(change)).toBe(422);
      expect(answer.body.error.code).toBe("mailbox_password_needed");
      const { password: _, ...tried } = {
        imap: at(good.port),
        signIn: "password",
        username: "help",
        password,
        ...change,
      };
      expect((await api("POST", "/mailboxes/test", { ...tried, mailbox: id })).status).toBe(422);
    }
    expect((await api("PATCH", `/mailboxes/${id}`, { password: `${password}2` })).status).toBe(200);
    expect((await api("PATCH", `/mailboxes/${id}`, { afterReading: "leave", password })).status).toBe(200);
    // Where it was given for it may be used without being said again.
    const again = { imap: at(good.port), signIn: "password", username: "help", mailbox: id };
    expect((await api("POST", "/mailboxes/test", again)).body.imap).toMatchObject({ ok: true });
    const { pool } = desk.running.desk.database;
    const everything = [
      JSON.stringify((await api("GET", "/mailboxes")).body),
      JSON.stringify((await api("GET", "/settings/history")).body),
      JSON.stringify((await pool.query("select * from events")).rows),
      (await pool.query("select secret from mailboxes")).rows[0].secret.toString("latin1"),
    ];
    for (const text of everything) expect(text).not.toContain("correct-horse");
    const { rows } = await pool.query(
      "select data from events where kind = 'settings.changed' and data->>'what' = $1 order by id",
      [`mailbox ${id}`],
    );
    expect(rows.map((row) => Object.keys(row.data.changes).sort())).toEqual([
      ["mailbox"],
      ["password"],
      ["afterReading", "password"],
    ]);
    expect((await api("DELETE", `/mailboxes/${id}`)).status).toBe(204);
  });

  test("what makes no sense is refused, with the field that is wrong", async () => {
    const refused: [object, string][] = [
      [{ afterReading: "move" }, "moveTo"],
      [{ afterReading: "move", moveTo: "INBOX" }, "moveTo"],
      [{ oldMail: "days" }, "oldDays"],
      [{ queue: "999999" }, "queue"],
      [{ password: undefined }, "password"],
      [{ imap: at(0) }, "imap.port"],
      [{ imap: at(143, "none", "a b\r\nc") }, "imap.host"],
      [{ username: "a\r\nb LOGOUT" }, "username"],
      [{ folders: [] }, "folders"],
      [{ folders: ["a\nb"] }, "folders.0"],
    ];
    for (const [more, field] of refused) {
      const { status, body } = await connect(more);
      expect(status, JSON.stringify(more)).toBe(422);
      expect(Object.keys(body.error.fields ?? {}), JSON.stringify(body)).toContain(field);
    }
    expect((await connect({ signIn: "google" })).body.error.code).toBe("mailbox_consent_needed");
    const { id } = (await connect()).body;
    expect((await connect({ address: "HELP@mailbox.example" })).status).toBe(409);
    expect((await api("DELETE", `/mailboxes/${id}`)).status).toBe(204);
    expect((await api("PATCH", `/mailboxes/${id}`, { paused: true })).status).toBe(404);
  });

  test("who may only look may not try, connect or change", async () => {
    const looks = await desk.api("supervisor");
    expect((await looks("GET", "/mailboxes")).status).toBe(200);
    expect((await looks("POST", "/mailboxes/test", { imap: at(1), signIn: "password", username: "x" })).status).toBe(
      403,
    );
    expect((await looks("POST", "/mailboxes/discover", { address: "a@b.example" })).status).toBe(403);
  });

  test("mail to a mailbox goes to its queue", async () => {
    const { body: queue } = await api("POST", "/queues", { name: "Billing" });
    const { id } = (await connect({ address: "billing@mailbox.example", queue: queue.id })).body;
    await until("in the book", async () => (await api("GET", "/mailboxes")).body.items.length === 1);
    const { pool } = desk.running.desk.database;
    const found = await pool.query("select queue_id from queue_addresses where address = 'billing@mailbox.example'");
    expect(found.rows).toEqual([{ queue_id: queue.id }]);
    await api("DELETE", `/mailboxes/${id}`);
  });
});
