// The order of the checks, as a table: who is never held by what, and what comes before what.
import { expect, test } from "vitest";
import { defaultSettings } from "../../../platform/settings.ts";
import { type Facts, judge } from "./judge.ts";

const words = (spam: number, ham: number) => Array.from({ length: 20 }, () => ({ spam, ham }));
const learned = (spam: number, ham: number) => ({ words: words(spam, ham), mails: { spam: 50, ham: 50 } });
const likeSpam = learned(40, 0);
const likeHam = learned(0, 40);
const stranger = { openTickets: false, answersUs: false, known: false, proven: false, mayBeAsked: true };
const asking = { ...defaultSettings.spam, challenge: true };
const spamScan = {
  spam: [{ by: "rspamd" as const, spam: true, score: 9, limit: 15, reasons: ["A (9.0)"] }],
  virus: null,
};
const cleanScan = {
  spam: [{ by: "rspamd" as const, spam: false, score: 0, limit: 15, reasons: [] }],
  virus: null,
};
const away = { spam: [{ by: "rspamd" as const, away: "refused" }], virus: { away: "refused" } };
const infected = { spam: [], virus: { found: "Eicar" } };
const blocking = { ...defaultSettings.spam, blocked: ["bad.example"] };
const allowing = { ...defaultSettings.spam, allowed: ["bad.example"] };

type More = Omit<Partial<Facts>, "settings" | "message"> & {
  spam?: Facts["settings"]["spam"];
  message?: Partial<Facts["message"]>;
};
const facts = ({ spam = defaultSettings.spam, message, ...more }: More): Facts => ({
  message: { from: { address: "x@bad.example", name: "" }, kind: "person", ...message },
  sender: stranger,
  scanned: { spam: [], virus: null },
  learned: likeHam,
  settings: { spam, virus: defaultSettings.virus, mail: defaultSettings.mail },
  released: null,
  ...more,
});

test.each<[what: string, More, codes: string[], held: string | null]>([
  ["nothing known", { learned: null }, ["spam.none"], null],
  ["wanted", {}, ["spam.ham"], null],
  ["like spam", { learned: likeSpam }, ["spam.filter"], "spam"],
  [
    "like spam, too little learned",
    { learned: { ...likeSpam, mails: { spam: 50, ham: 19 } } },
    ["spam.learning"],
    null,
  ],
  [
    "like spam, from a customer",
    { learned: likeSpam, sender: { ...stranger, openTickets: true } },
    ["spam.customer"],
    null,
  ],
  [
    "like spam, an answer to us",
    { learned: likeSpam, sender: { ...stranger, answersUs: true } },
    ["spam.answer"],
    null,
  ],
  ["like spam, a bounce", { learned: likeSpam, message: { kind: "bounce" } }, ["spam.none"], null],
  ["like spam, a list", { learned: likeSpam, message: { kind: "list" } }, ["spam.filter"], "spam"],
  ["like spam, allowed", { learned: likeSpam, spam: allowing }, ["spam.allowed"], null],
  ["wanted, blocked", { spam: blocking }, ["spam.blocked"], "spam"],
  ["blocked, but an answer to us", { spam: blocking, sender: { ...stranger, answersUs: true } }, ["spam.answer"], null],
  ["a scanner says spam", { scanned: spamScan }, ["spam.scanner"], "spam"],
  ["… of a customer too", { scanned: spamScan, sender: { ...stranger, openTickets: true } }, ["spam.scanner"], "spam"],
  ["… but he is allowed", { scanned: spamScan, spam: allowing }, ["spam.allowed"], null],
  ["a scanner found nothing", { scanned: cleanScan }, ["spam.clean"], null],
  ["a scanner found nothing, like spam", { scanned: cleanScan, learned: likeSpam }, ["spam.filter"], "spam"],
  ["scanners away", { scanned: away }, ["virus.away", "spam.away", "spam.ham"], null],
  ["scanners away, like spam", { scanned: away, learned: likeSpam }, ["virus.away", "spam.filter"], "spam"],
  ["infected", { scanned: infected, spam: allowing }, ["virus.found"], "virus"],
  ["infected, released as spam", { scanned: infected, released: { by: "A", from: "spam" } }, ["virus.found"], "virus"],
  [
    "infected, released",
    { scanned: infected, learned: likeSpam, released: { by: "A", from: "virus" } },
    ["virus.released", "spam.released"],
    null,
  ],
  ["first contact, unproven", { spam: asking }, ["spam.ham", "challenge.asks"], "challenge"],
  [
    "… that may be forged",
    { spam: asking, sender: { ...stranger, mayBeAsked: false } },
    ["spam.ham", "challenge.waits"],
    "challenge",
  ],
  ["… that his domain proves", { spam: asking, sender: { ...stranger, proven: true } }, ["spam.ham"], null],
  ["… of somebody known", { spam: asking, sender: { ...stranger, known: true } }, ["spam.ham"], null],
  ["… that answers us", { spam: asking, sender: { ...stranger, answersUs: true } }, ["spam.answer"], null],
  ["… that is allowed", { spam: { ...asking, allowed: ["bad.example"] } }, ["spam.allowed"], null],
  ["… like spam", { spam: asking, learned: likeSpam }, ["spam.filter"], "spam"],
  ["… by a machine", { spam: asking, message: { kind: "auto-reply" } }, ["spam.none"], null],
  ["… over a list", { spam: asking, message: { kind: "list" } }, ["spam.ham"], null],
  ["… confirmed", { spam: asking, released: { by: "A", from: "challenge" } }, ["challenge.released"], null],
  ["… released as spam", { spam: asking, released: { by: "A", from: "spam" } }, ["spam.released"], null],
  ["like spam, released", { learned: likeSpam, released: { by: "A", from: "spam" } }, ["spam.released"], null],
])("%s", (_, more, codes, held) => {
  const judgement = judge(facts(more));
  expect([judgement.steps.map((step) => step.code), judgement.heldFor]).toEqual([codes, held]);
  expect(judgement.steps.at(-1)?.outcome).toBe(held ? "hold" : "continue");
});
