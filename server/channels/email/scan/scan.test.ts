// The scanners' protocols: what their answers mean, and what becomes of one that is silent, lies, or is not there.
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import {
  answerOfSpamd,
  hasClamd,
  hasRspamd,
  spamWords,
  startAnswering,
  startClamd,
  startRspamd,
  type TestScanner,
  virusBytes,
} from "../../../../test/support/scanners.ts";
import { readClamd } from "./clamd.ts";
import { readRspamd } from "./rspamd.ts";
import { createScanner } from "./scan.ts";
import { readSpamd } from "./spamd.ts";

const started: TestScanner[] = [];
const keep = <T extends TestScanner>(scanner: T): T => {
  started.push(scanner);
  return scanner;
};
afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
});

const none = { rspamd: "", spamd: "", clamd: "" };
const envelope = { from: "a@b.example", to: ["support@desk.example"] };
const letter = (text: string) =>
  Buffer.from(`From: a@b.example\r\nTo: support@desk.example\r\nSubject: x\r\n\r\n${text}\r\n`);
const closedPort = async (): Promise<string> => {
  const scanner = await startAnswering(() => null);
  await scanner.stop();
  return scanner.address;
};

test.each([
  ["SPAMD/1.1 0 EX_OK\r\nSpam: True ; 15.0 / 5.0\r\n\r\nGTUBE,BAYES_99\r\n", { spam: true, score: 15, limit: 5 }],
  ["SPAMD/1.5 0 EX_OK\r\nContent-length: 2\r\nSpam: False ; -1.9 / 5.0\r\n\r\n\r\n", { spam: false, score: -1.9 }],
])("spamd: %j", (answer, expected) => {
  expect(readSpamd(answer)).toMatchObject(expected);
});
test.each(["", "HTTP/1.1 200 OK\r\n\r\n", "SPAMD/1.1 76 EX_PROTOCOL\r\n\r\n", "SPAMD/1.1 0 EX_OK\r\n\r\n"])(
  "no verdict of a spamd: %j",
  (answer) => {
    expect(() => readSpamd(answer)).toThrow();
  },
);

test.each([
  ["stream: OK\0", null],
  ["stream: Eicar-Test-Signature FOUND\0", "Eicar-Test-Signature"],
])("clamd: %j", (answer, found) => {
  expect(readClamd(answer)).toEqual({ found });
});
test.each(["", "INSTREAM size limit exceeded. ERROR\0", "stream: FOUND", "UNKNOWN COMMAND\0"])(
  "no verdict of a clamd: %j",
  (answer) => {
    expect(() => readClamd(answer)).toThrow();
  },
);

test.each([
  ["add header", true],
  ["reject", true],
  ["rewrite subject", true],
  ["greylist", false],
  ["soft reject", false],
  ["no action", false],
])("rspamd would %s: spam %s, with the heaviest symbols first", (action, spam) => {
  const symbols = { LIGHT: { score: 0.5 }, HEAVY: { score: 5 }, GOOD: { score: -2 }, ODD: { score: "x" } };
  expect(readRspamd({ action, score: 5.5, required_score: 15, symbols })).toEqual({
    by: "rspamd",
    spam,
    score: 5.5,
    limit: 15,
    reasons: ["HEAVY (5.0)", "LIGHT (0.5)"],
  });
});
test.each([null, {}, { action: "reject" }, { action: 1, score: 1 }])("no verdict of an rspamd: %j", (answer) => {
  expect(() => readRspamd(answer)).toThrow();
});

test("nobody is asked who is not set", async () => {
  expect(await createScanner()(letter("x"), envelope, none)).toEqual({ spam: [], virus: null });
});

test("a spamd is asked by SPAMC", async () => {
  const { address } = keep(await startAnswering(answerOfSpamd));
  const scan = createScanner();
  expect((await scan(letter(spamWords), envelope, { ...none, spamd: address })).spam).toEqual([
    { by: "spamassassin", spam: true, score: 12.5, limit: 5, reasons: ["BAYES_99", "PILLS", "HTML_ONLY"] },
  ]);
  expect((await scan(letter("hello"), envelope, { ...none, spamd: address })).spam[0]).toMatchObject({ spam: false });
});

test("one that is not there is away at once, and asked again the next time", async () => {
  const address = await closedPort();
  const scanned = await createScanner()(letter("x"), envelope, {
    rspamd: `http://${address}`,
    spamd: address,
    clamd: address,
  });
  expect(scanned.spam.map((each) => "away" in each && each.by)).toEqual(["rspamd", "spamassassin"]);
  expect(scanned.virus).toEqual({ away: expect.stringContaining("ECONNREFUSED") });
});

test("one that never answers costs the first mail some seconds and the next ones nothing", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as { port: number };
  const scan = createScanner();
  const ask = () => scan(letter("x"), envelope, { ...none, clamd: `127.0.0.1:${port}` });
  expect((await ask()).virus).toEqual({ away: "no answer in 4 s" });
  expect((await ask()).virus).toEqual({ away: "it did not answer a moment ago" });
  silent.close();
}, 20_000);

test("nonsense and endless answers are no verdict", async () => {
  const nonsense = keep(await startAnswering(() => "<html>"));
  const endless = keep(await startAnswering(() => "SPAMD/1.1 0 EX_OK\r\n".padEnd(1024 * 1024, "x")));
  const scan = createScanner();
  const by = (spamd: string) => scan(letter("x"), envelope, { ...none, spamd });
  expect((await by(nonsense.address)).spam[0]).toEqual({ by: "spamassassin", away: "no answer of a spamd" });
  expect((await by(endless.address)).spam[0]).toEqual({ by: "spamassassin", away: "an endless answer" });
});

test.skipIf(!hasRspamd)(
  "the real rspamd (package rspamd) says spam and why",
  async () => {
    const { address } = keep(await startRspamd());
    const scan = createScanner();
    const by = async (text: string) =>
      (await scan(letter(text), envelope, { ...none, rspamd: `http://${address}` })).spam[0];
    expect(await by(spamWords)).toEqual({
      by: "rspamd",
      spam: true,
      score: 8.5,
      limit: 15,
      reasons: ["MIRACLE_PILLS (8.5)"],
    });
    expect(await by("hello")).toMatchObject({ spam: false, reasons: [] });
    const gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";
    expect(await by(gtube)).toMatchObject({ spam: true, reasons: ["Gtube pattern"] });
  },
  60_000,
);

test.skipIf(!hasClamd)(
  "the real clamd (package clamav-daemon) finds what its database knows, in large mails too",
  async () => {
    const { address } = keep(await startClamd());
    const scan = createScanner();
    const by = async (text: string) => (await scan(letter(text), envelope, { ...none, clamd: address })).virus;
    expect(await by("hello")).toEqual({ found: null });
    expect(await by(virusBytes)).toEqual({ found: "Listek-Test.UNOFFICIAL" });
    const inside = (...opened: Buffer[]) => scan(letter("closed"), envelope, { ...none, clamd: address }, opened);
    expect((await inside(Buffer.from("good"), Buffer.from(virusBytes))).virus).toEqual({
      found: "Listek-Test.UNOFFICIAL",
    });
    expect((await inside(Buffer.from("good"))).virus).toEqual({ found: null });
    const large = `${"x".repeat(78)}\r\n`.repeat(12_000);
    expect(await by(`${large}${virusBytes}`)).toEqual({ found: "Listek-Test.UNOFFICIAL" });
  },
  60_000,
);
