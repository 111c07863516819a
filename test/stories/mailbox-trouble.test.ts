// T13 in short: a mailbox read through trouble. A real Dovecot, its mails counted in the end: 0 lost, 0 doubled.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RawMessage } from "../../server/channels/contract.ts";
import type { Timing } from "../../server/channels/email/mailboxes/connection.ts";
import { createAccept } from "../../server/channels/intake/accept.ts";
import { type Database, openDatabase } from "../../server/platform/db.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { type Dovecot, hasDovecot, startDovecot } from "../support/dovecot.ts";
import { readMailboxes } from "../support/mailboxes.ts";
import { layCable } from "../torture/support/cable.ts";

const users = ["killed", "validity", "folders", "storing", "old", "days", "poison", "stalled", "two", "moved", "token"];
let desk: TestDesk;
let api: Api;
let dovecot: Dovecot;
const running: { stop(): Promise<void> }[] = [];

const hour = 3_600_000;
const mail = (user: string, n: number | string, body = "The printer is on fire.", to = `${user}@mailbox.example`) =>
  `Return-Path: <jana@acme.example>\nDelivered-To: ${to}\nMessage-ID: <${user}.${n}@acme.example>\nFrom: jana@acme.example\n` +
  `To: ${user}@mailbox.example\nSubject: ${user} ${n}\n\n${body}\n`;

async function connect(user: string, more: object = {}): Promise<string> {
  const { status, body } = await api("POST", "/mailboxes", {
    address: `${user}@mailbox.example`,
    imap: { host: "127.0.0.1", port: dovecot.port, security: "none" },
    signIn: "password",
    username: user,
    password: "password",
    oldMail: "all",
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

const quick: Partial<Timing> = { connectMs: 3000, silentMs: 3000, pollMs: 500, firstWaitMs: 100, longestWaitMs: 1000 };

/** Reads mailboxes as the worker does, impatiently. `onMail` stands between the mail and the database. */
function startReading(onMail?: (mail: RawMessage) => unknown, database: Database = desk.running.desk.database) {
  const of = { ...desk.running.desk, database };
  const accept = createAccept(of, null);
  const reader = readMailboxes(of, {
    accept: async (message) => {
      await onMail?.(message);
      await accept(message);
    },
    timing: quick,
  });
  running.push(reader);
  return reader;
}

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await desk.running.desk.database.pool.query(text, values)).rows;
/** How often each mail of this user was taken. */
async function taken(user: string): Promise<Record<string, number>> {
  const found = await rows<{ raw: Buffer }>(
    "select raw from inbound_mail_raw r join inbound_mail m on m.id = r.mail_id where m.envelope_to[1] like $1",
    [`${user}%`],
  );
  const counts: Record<string, number> = {};
  for (const { raw } of found) {
    const name = /^Subject: \S+ (.*)\r$/m.exec(raw.toString())?.[1] ?? "?";
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
const each = (names: (number | string)[]) => Object.fromEntries(names.map((name) => [name, 1]));
const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);
const mailboxOf = async (id: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: of any shape
  (await api("GET", "/mailboxes")).body.items.find((found: any) => found.id === id);
const inState = (id: string, state: string) =>
  until(state, async () => (await mailboxOf(id)).state === state, 30_000).catch(async (error) => {
    throw new Error(`${(error as Error).message}: ${JSON.stringify(await mailboxOf(id))}`);
  });
const eventsOf = async (id: string) =>
  (await rows<{ kind: string }>("select kind from events where data->>'mailbox' = $1 order by id", [id])).map(
    (row) => row.kind,
  );

const named = `with Dovecot${hasDovecot ? "" : " (skipped: dovecot-imapd is not installed)"}`;
describe.skipIf(!hasDovecot)(named, { timeout: 90_000 }, () => {
  beforeAll(async () => {
    [dovecot, desk] = await Promise.all([
      startDovecot({ users: Object.fromEntries(users.map((user) => [user, "password"])) }),
      startDesk({ only: "web" }),
    ]);
    api = await desk.api();
  }, 60_000);
  afterEach(async () => {
    await Promise.all(running.splice(0).map((reader) => reader.stop()));
    await rows("update mailboxes set paused = true");
  });
  afterAll(async () => {
    await desk?.stop();
    await dovecot?.stop();
  });

  test("the server is killed in the middle of a FETCH, again and again", async () => {
    const body = "x".repeat(70).concat("\n").repeat(3000);
    for (const n of upTo(40)) await dovecot.deliver("killed", mail("killed", n, body));
    const id = await connect("killed");
    let seen = 0;
    const deaths = [5, 17, 18, 41];
    startReading(async () => {
      if (++seen !== deaths[0]) return;
      deaths.shift();
      await dovecot.kill();
      await dovecot.start();
    });
    await until("all", async () => Object.keys(await taken("killed")).length === 40, 60_000);
    expect(await taken("killed")).toEqual(each(upTo(40)));
    await inState(id, "reading");
    await until("flags", async () => (await dovecot.mails("killed")).every((found) => found.seen));
  });

  test("UIDVALIDITY changes: what is here is not taken again, what was old is left, what is new is taken", async () => {
    await dovecot.deliver("validity", mail("validity", "ancient"), "INBOX", new Date(Date.now() - 50 * hour));
    await dovecot.deliver("validity", mail("validity", "newest of the old"), "INBOX", new Date(Date.now() - 30 * hour));
    const id = await connect("validity", { oldMail: "none", afterReading: "leave" });
    startReading();
    await inState(id, "reading");
    await dovecot.deliver("validity", mail("validity", 1));
    await until("first", async () => (await taken("validity"))[1]);
    // Moved here from another folder: its date is old, and it is new all the same.
    await dovecot.deliver("validity", mail("validity", "moved"), "INBOX", new Date(Date.now() - 40 * hour));
    await until("moved", async () => (await taken("validity")).moved);
    expect(await taken("validity")).toEqual(each([1, "moved"]));
    await dovecot.kill();
    await dovecot.changeValidity("validity");
    await dovecot.deliver("validity", mail("validity", 2));
    await dovecot.start();
    await until("second", async () => (await taken("validity"))[2], 20_000);
    // Which of the same second was there before cannot be told: it is rather taken than lost.
    expect(await taken("validity")).toEqual(each([1, "moved", "newest of the old", 2]));
    expect((await dovecot.mails("validity")).some((found) => found.seen)).toBe(false);
  });

  test("the same mail in several folders is one; a folder that is missing does not hold up the others", async () => {
    for (const folder of ["INBOX", "Copies"])
      for (const n of [1, 2]) await dovecot.deliver("folders", mail("folders", n), folder);
    await dovecot.deliver("folders", mail("folders", 3), "Copies");
    const id = await connect("folders", { folders: ["INBOX", "Copies", "INBOX", "Missing"] });
    startReading();
    await inState(id, "problem");
    expect(await mailboxOf(id)).toMatchObject({ folders: ["INBOX", "Copies", "Missing"], problem: { code: "folder" } });
    await until("all", async () => Object.keys(await taken("folders")).length === 3);
    expect(await taken("folders")).toEqual(each([1, 2, 3]));
    await dovecot.makeFolder("folders", "Missing");
    await dovecot.deliver("folders", mail("folders", 4), "Missing");
    await inState(id, "reading");
    expect(await taken("folders")).toEqual(each([1, 2, 3, 4]));
    expect(await eventsOf(id)).toEqual(["mailbox.failed", "mailbox.recovered"]);
  });

  test("what cannot be stored stays untouched in the mailbox until it can", async () => {
    for (const n of upTo(3)) await dovecot.deliver("storing", mail("storing", n));
    const id = await connect("storing", { afterReading: "move", moveTo: "Done" });
    let full = true;
    startReading(() => {
      if (full) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
    });
    await until("problem", async () => (await mailboxOf(id)).problem?.code === "storing");
    expect(await dovecot.mails("storing")).toHaveLength(3);
    expect((await dovecot.mails("storing")).some((found) => found.seen)).toBe(false);
    full = false;
    // The folder that they are moved to is made.
    await until("moved", async () => (await dovecot.mails("storing", "Done")).length === 3, 20_000);
    expect(await taken("storing")).toEqual(each(upTo(3)));
    expect(await dovecot.mails("storing")).toEqual([]);
  });

  test("two thousand old mails are taken in batches, new ones after them, each once", async () => {
    for (const n of upTo(2000)) await dovecot.deliver("old", mail("old", n));
    await connect("old", { afterReading: "leave" });
    const began = Date.now();
    startReading();
    await until(
      "all",
      async () => (await rows("select from inbound_mail where envelope_to[1] like 'old@%'")).length >= 2000,
      80_000,
    );
    console.log(`2000 old mails in ${Date.now() - began} ms`);
    await dovecot.deliver("old", mail("old", 2001));
    await until("new", async () => (await taken("old"))[2001]);
    expect(await taken("old")).toEqual(each(upTo(2001)));
  });

  test("of the old mails those of the last days", async () => {
    for (const n of [1, 3, 5, 7, 9])
      await dovecot.deliver("days", mail("days", n), "INBOX", new Date(Date.now() - n * 24 * hour));
    await connect("days", { oldMail: "days", oldDays: 6 });
    startReading();
    await until("all", async () => Object.keys(await taken("days")).length === 3);
    await dovecot.deliver("days", mail("days", "new"));
    await until("new", async () => (await taken("days")).new);
    expect(await taken("days")).toEqual(each([1, 3, 5, "new"]));
  });

  test("a mail that is too large and one that cannot be read stay, are shown, and hold up nothing", async () => {
    await dovecot.deliver("poison", mail("poison", 1));
    await dovecot.deliver("poison", mail("poison", "large", "x".repeat(70).concat("\n").repeat(20_000)));
    await dovecot.deliver("poison", mail("poison", "locked"));
    await dovecot.deliver("poison", mail("poison", 2));
    const mend = await dovecot.spoil("poison", "Subject: poison locked");
    const id = await connect("poison");
    startReading();
    await until("those behind it", async () => (await taken("poison"))[2], 40_000);
    await inState(id, "reading");
    const { left } = await mailboxOf(id);
    expect(left).toEqual({ tooLarge: 1, unreadable: 1 });
    expect(await taken("poison")).toEqual(each([1, 2]));
    expect((await dovecot.mails("poison")).filter((found) => found.seen)).toHaveLength(2);
    // Mended, and tried again as soon as somebody says so.
    await mend();
    await api("PATCH", `/mailboxes/${id}`, { paused: false });
    await until("the mended one", async () => (await taken("poison")).locked, 20_000);
    expect((await mailboxOf(id)).left).toEqual({ tooLarge: 1, unreadable: 0 });
  });

  test("a server that stops answering is cut off, told as a problem, and read on when it answers again", async () => {
    const cable = await layCable(`imap://127.0.0.1:${dovecot.port}`);
    try {
      await dovecot.deliver("stalled", mail("stalled", 1));
      const port = Number(new URL(cable.url).port);
      const id = await connect("stalled", { imap: { host: "127.0.0.1", port, security: "none" } });
      startReading();
      await until("first", async () => (await taken("stalled"))[1]);
      cable.clog();
      await dovecot.deliver("stalled", mail("stalled", 2));
      await inState(id, "problem");
      await until("told", async () => (await eventsOf(id)).length === 1, 30_000);
      cable.mend();
      const mended = Date.now();
      await until("second", async () => (await taken("stalled"))[2], 30_000);
      expect(Date.now() - mended).toBeLessThan(20_000);
      await inState(id, "reading");
      expect(await eventsOf(id)).toEqual(["mailbox.failed", "mailbox.recovered"]);
      expect(await taken("stalled")).toEqual(each([1, 2]));
    } finally {
      await cable.stop();
    }
  });

  test("one process reads a mailbox at a time; when it dies another goes on", async () => {
    const id = await connect("two");
    const of = desk.running;
    const others = await Promise.all([1, 2].map(() => openDatabase({ url: of.databaseUrl, log: of.desk.log })));
    const reads: number[] = [];
    const readers = others.map((database, at) => startReading(() => reads.push(at), database));
    await inState(id, "reading");
    await dovecot.deliver("two", mail("two", 1));
    await until("first", async () => (await taken("two"))[1]);
    const [first = 0] = reads;
    expect(reads).toEqual([first]);
    await readers[first]?.stop();
    await others[first]?.close();
    await dovecot.deliver("two", mail("two", 2));
    await until("second", async () => (await taken("two"))[2], 20_000);
    expect(reads).toEqual([first, 1 - first]);
    expect(await taken("two")).toEqual(each([1, 2]));
    await readers[1 - first]?.stop();
    await others[1 - first]?.close();
  });

  test("paused it is left alone, resumed it is read on, removed it is forgotten", async () => {
    const id = await connect("moved");
    startReading();
    await inState(id, "reading");
    await api("PATCH", `/mailboxes/${id}`, { paused: true });
    await until(
      "let go",
      async () => (await rows("select from mailboxes where id = $1 and claimed_by is null", [id])).length,
    );
    await dovecot.deliver("moved", mail("moved", 1));
    expect((await mailboxOf(id)).state).toBe("paused");
    await api("PATCH", `/mailboxes/${id}`, { paused: false });
    await until("resumed", async () => (await taken("moved"))[1]);
    expect((await api("DELETE", `/mailboxes/${id}`)).status).toBe(204);
    await dovecot.deliver("moved", mail("moved", 2));
    expect((await rows("select from mailbox_folders where mailbox_id = $1", [id])).length).toBe(0);
    expect(await taken("moved")).toEqual(each([1]));
  });

  test("an address with a reply token that its server noted is whom the mail is for; others are not believed", async () => {
    await connect("token");
    startReading();
    const signed = `token+r.1.${"a".repeat(26)}@mailbox.example`;
    await dovecot.deliver("token", mail("token", "ours", "hello", signed));
    await dovecot.deliver("token", mail("token", "foreign", "hello", `other+r.1.${"a".repeat(26)}@else.example`));
    await until("both", async () => Object.keys(await taken("token")).length === 2);
    const found = await rows<{ to: string[] }>(
      "select envelope_to as to from inbound_mail where envelope_to[1] like 'token%' order by 1",
    );
    expect(found.map((row) => row.to)).toEqual([[signed], ["token@mailbox.example"]]);
  });
});
