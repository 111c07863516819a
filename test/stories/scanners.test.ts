// Spam and virus scanners on a desk (F86): what they find is held, and while they are away no mail is lost.
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetSettings, saveSettings } from "../../server/platform/settings.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { answerOfSpamd, spamWords, startAnswering, type TestScanner, virusBytes } from "../support/scanners.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Any = any;
let desk: TestDesk;
let api: Api;
let spamd: TestScanner;
let clamd: TestScanner;
/** As clamd answers INSTREAM. */
const answerOfClamd = (question: Buffer) =>
  question.includes(virusBytes) ? "stream: Listek-Test FOUND\0" : "stream: OK\0";

beforeAll(async () => {
  [desk, spamd] = await Promise.all([startDesk(), startAnswering(answerOfSpamd)]);
  clamd = await startAnswering(answerOfClamd, true);
  api = await desk.api();
});
afterAll(async () => {
  await desk?.stop();
  await Promise.all([spamd, clamd].map((each) => each?.stop()));
});

async function set(spam: object, virus: object): Promise<void> {
  const { database } = desk.running.desk;
  await database.transact(async (trx) => {
    await saveSettings(trx, "spam", spam);
    await saveSettings(trx, "virus", virus);
  });
  forgetSettings(database.background.db);
}
const entry = (subject: string, fits: (mail: Any) => boolean = (mail) => mail.outcome !== "received"): Promise<Any> =>
  until(`${subject} in the ledger`, async () => {
    const { items } = (await api("GET", `/mail?direction=in&q=${encodeURIComponent(subject)}`)).body;
    return items.find(fits);
  });
const mail = async (subject: string, text: string) => {
  await desk.send({ from: "jana@acme.example", subject, text });
};
const codes = ({ steps }: Any): string[] => steps.map((step: Any) => step.code ?? "");

test("what a scanner calls spam is held with its reasons", async () => {
  await set({ spamd: spamd.address }, { clamd: clamd.address });
  await mail("Offer", spamWords);
  const held = await entry("Offer");
  expect(held).toMatchObject({ outcome: "held", heldFor: "spam" });
  expect(held.steps.at(-1)).toMatchObject({
    code: "spam.scanner",
    values: { by: "spamassassin", score: "12.5", reasons: "BAYES_99, PILLS, HTML_ONLY" },
  });
  await mail("Question", "How are you?");
  expect(codes(await entry("Question"))).toEqual(expect.arrayContaining(["virus.none", "spam.clean"]));
});

test("infected mail is held; nobody can read its bytes until an administrator has released it", async () => {
  await mail("Invoice", virusBytes);
  const held = await entry("Invoice");
  expect(held).toMatchObject({ outcome: "held", heldFor: "virus", can: { raw: false } });
  expect(held.steps.at(-1)).toMatchObject({ code: "virus.found", values: { name: "Listek-Test" } });
  expect(await api("GET", `/mail/${held.id}/raw`)).toMatchObject({
    status: 403,
    body: { error: { code: "mail_infected" } },
  });
  const supervisor = await desk.api("supervisor");
  expect((await supervisor("POST", `/mail/${held.id}/release`)).status).toBe(403);
  // Read again it is found again.
  expect((await api("POST", `/mail/${held.id}/replay`)).status).toBe(202);
  await entry("Invoice", (each) => each.outcome === "held");
  expect((await api("POST", `/mail/${held.id}/release`)).status).toBe(202);
  const done = await entry("Invoice", (each) => each.outcome === "done");
  expect(codes(done)).toEqual(expect.arrayContaining(["virus.released", "spam.released"]));
  expect((await api("GET", `/mail/${held.id}/raw`)).status).toBe(200);
});

test("while they are away mail passes and says that nobody looked", async () => {
  const gone = await startAnswering(() => null);
  await gone.stop();
  await set({ spamd: gone.address, rspamd: `http://${gone.address}` }, { clamd: gone.address });
  await mail("Unchecked", spamWords);
  const done = await entry("Unchecked");
  expect(done.outcome).toBe("done");
  expect(codes(done).filter((code) => code.endsWith(".away"))).toEqual(["virus.away", "spam.away", "spam.away"]);
});

test("or it waits, if that is the policy, and goes on when the scanner is back", async () => {
  const gone = await startAnswering(() => null);
  await gone.stop();
  await set({ spamd: "", rspamd: "" }, { clamd: gone.address, away: "wait" });
  await mail("Patient", "hello");
  // Nobody has looked inside yet: it is found by who sent it.
  const waits = await until("it waits", async () =>
    (await api("GET", "/mail?outcome=received")).body.items.find((each: Any) => each.steps.length > 0),
  );
  expect(waits).toMatchObject({ outcome: "received" });
  expect(waits.steps.at(-1).code).toBe("virus.waits");
  await set({}, { clamd: clamd.address });
  // Sooner than its next turn.
  await desk.running.desk.database.pool.query(
    "update inbound_mail set next_attempt_at = now() where status = 'received'",
  );
  expect((await entry("Patient", (each) => each.outcome !== "received")).outcome).toBe("done");
});
