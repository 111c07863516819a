// The mail door, spoken to by hand: S7 (smuggling) and the limits of the protocol.
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveSettings } from "../../server/platform/settings.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  api = await desk.api();
});
afterAll(() => desk?.stop());

interface Talk {
  /** Sends bytes as they are and waits for one answer, or for silence. */
  say(text: string, silenceMs?: number): Promise<string>;
  /** Everything that was answered. */
  heard(): string;
  close(): void;
}

async function talk(port: number): Promise<Talk> {
  const socket: Socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  let all = "";
  let seen = 0;
  socket.on("data", (chunk) => {
    all += chunk.toString("latin1");
  });
  const answer = async (silenceMs: number) => {
    const end = Date.now() + silenceMs;
    while (Date.now() < end && !/^\d{3} [^\n]*\n/m.test(all.slice(seen))) await new Promise((r) => setTimeout(r, 5));
    const text = all.slice(seen);
    seen = all.length;
    return text;
  };
  await answer(5000);
  return {
    async say(text, silenceMs = 5000) {
      socket.write(text, "latin1");
      return answer(silenceMs);
    },
    heard: () => all,
    close: () => socket.destroy(),
  };
}

async function upToData(port: number, to = "support@desk.example"): Promise<Talk> {
  const line = await talk(port);
  await line.say("EHLO test\r\n");
  await line.say("MAIL FROM:<a@sender.example>\r\n");
  expect(await line.say(`RCPT TO:<${to}>\r\n`)).toMatch(/^250/);
  expect(await line.say("DATA\r\n")).toMatch(/^354/);
  return line;
}

/** What some servers take for the end of a message, and so begin to read commands that belong to its text. */
const falseEnds: [name: string, bytes: string][] = [
  ["LF . LF", "\n.\n"],
  ["LF . CRLF", "\n.\r\n"],
  ["CRLF . LF", "\r\n.\n"],
  ["CR . CR", "\r.\r"],
  ["CR . CRLF", "\r.\r\n"],
  ["CRLF . CR", "\r\n.\r"],
  ["LF . CR", "\n.\r"],
  ["CR . LF", "\r.\n"],
  ["CRLF NUL . CRLF", "\r\n\0.\r\n"],
  ["CRLF . NUL CRLF", "\r\n.\0\r\n"],
  ["CR CRLF . CR CRLF", "\r\r\n.\r\r\n"],
  ["CRLF . blank CRLF", "\r\n. \r\n"],
];

describe("S7: a message ends at CRLF . CRLF and nowhere else", () => {
  test.each(falseEnds)("%s", async (name, bytes) => {
    const line = await upToData(desk.smtpPort);
    const word = `smuggle${falseEnds.findIndex(([each]) => each === name)}x`;
    const smuggled = `MAIL FROM:<ceo@desk.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\nFrom: ceo@desk.example\r\nSubject: ${word} second\r\n\r\nsmuggled`;
    const reply = await line.say(
      `From: a@sender.example\r\nSubject: ${word} first\r\n\r\ntext${bytes}${smuggled}\r\n.\r\n`,
      8000,
    );
    expect(reply).toMatch(/^(?:250|5\d\d)/);
    await line.say("QUIT\r\n", 1000);
    const after = line.heard().slice(line.heard().indexOf("354") + 1);
    expect(after.match(/^354/gm) ?? []).toHaveLength(0);
    line.close();
    await until("the mail was read", async () =>
      (await api("GET", `/mail?direction=in&q=${word}`)).body.items.every(
        (mail: { outcome: string }) => mail.outcome !== "received",
      ),
    );
    const { items } = (await api("GET", `/mail?direction=in&q=${word}`)).body;
    expect(items.length).toBeLessThanOrEqual(1);
    const senders = items.map((mail: { from: string }) => mail.from);
    expect(senders).not.toContain("ceo@desk.example");
  });
});

describe("the limits of the door", () => {
  test.each([
    "stranger@desk.example",
    "support@elsewhere.example",
    "supportx@desk.example",
    "x+support@desk.example",
    "@",
    "support@desk.example.evil.example",
  ])("550 for %s: it is no relay", async (to) => {
    const line = await talk(desk.smtpPort);
    await line.say("EHLO test\r\n");
    await line.say("MAIL FROM:<a@sender.example>\r\n");
    expect(await line.say(`RCPT TO:<${to}>\r\n`)).toMatch(/^(?:550|501|553)/);
    expect(await line.say("DATA\r\n")).toMatch(/^503/);
    line.close();
  });

  test("an address with a tag is ours, and case does not matter", async () => {
    const line = await talk(desk.smtpPort);
    await line.say("EHLO test\r\n");
    await line.say("MAIL FROM:<>\r\n");
    expect(await line.say("RCPT TO:<SUPPORT+anything@Desk.Example>\r\n")).toMatch(/^250/);
    line.close();
  });

  test("the hundred-and-first recipient is asked to wait", async () => {
    const line = await talk(desk.smtpPort);
    await line.say("EHLO test\r\n");
    await line.say("MAIL FROM:<a@sender.example>\r\n");
    for (let i = 0; i < 100; i++) await line.say(`RCPT TO:<support+${i}@desk.example>\r\n`);
    expect(await line.say("RCPT TO:<support+100@desk.example>\r\n")).toMatch(/^452/);
    line.close();
  });

  test("no AUTH, no VRFY that tells, no endless line", async () => {
    const line = await talk(desk.smtpPort);
    expect(await line.say("EHLO test\r\n")).not.toMatch(/AUTH|VRFY|EXPN/);
    expect(await line.say("AUTH PLAIN AGEAYg==\r\n")).toMatch(/^5\d\d/);
    expect(await line.say("VRFY support@desk.example\r\n")).not.toMatch(/^250/);
    expect(await line.say("EXPN list\r\n")).toMatch(/^5\d\d/);
    line.close();
  });
});

describe("a message that is too large", () => {
  const limit = 64 * 1024;
  let small: TestDesk;
  beforeAll(async () => {
    small = await startDesk({ smarthost: false });
    await small.running.desk.database.transact((trx) => saveSettings(trx, "mail", { maxMessage: limit }));
    await until("the new limit", async () => {
      const line = await talk(small.smtpPort);
      const features = await line.say("EHLO test\r\n");
      line.close();
      return features.includes(`SIZE ${limit}`);
    });
  });
  afterAll(() => small?.stop());

  test("552 by its own word, before it is sent", async () => {
    const line = await talk(small.smtpPort);
    await line.say("EHLO test\r\n");
    expect(await line.say(`MAIL FROM:<a@sender.example> SIZE=${limit + 1}\r\n`)).toMatch(/^552/);
    expect(await line.say("MAIL FROM:<a@sender.example> SIZE=100\r\n")).toMatch(/^250/);
    line.close();
  });

  test("552 by its bytes, whatever it said; the next one on the same line is taken", async () => {
    const line = await upToData(small.smtpPort);
    const body = `${"x".repeat(70)}\r\n`.repeat(Math.ceil(limit / 72) + 10);
    expect(await line.say(`Subject: big\r\n\r\n${body}.\r\n`)).toMatch(/^552/);
    await line.say("MAIL FROM:<a@sender.example>\r\n");
    await line.say("RCPT TO:<support@desk.example>\r\n");
    await line.say("DATA\r\n");
    expect(await line.say("From: a@sender.example\r\nSubject: small\r\n\r\nok\r\n.\r\n")).toMatch(/^250/);
    line.close();
    const mail = (await (await small.api())("GET", "/mail")).body.items;
    expect(mail.map((each: { size: number }) => each.size < limit)).toEqual([true]);
  });
});
