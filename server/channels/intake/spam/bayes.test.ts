import { expect, test } from "vitest";
import { chiSquareTail, hasLearnedEnough, spamScore, wordProbability } from "./bayes.ts";

const mails = { spam: 100, ham: 100 };

test.each([
  [0, 0, 0.5],
  [50, 0, 0.99],
  [0, 50, 0.01],
  [20, 20, 0.5],
  [1, 0, 0.84],
])("a word in %d spam and %d wanted mails is spam by %d", (spam, ham, p) => {
  expect(wordProbability({ spam, ham }, mails)).toBeCloseTo(p, 1);
});

test("kinds of different size weigh the same", () => {
  expect(wordProbability({ spam: 10, ham: 100 }, { spam: 100, ham: 1000 })).toBeCloseTo(0.5, 5);
});

// Tables of the distribution: P(chi² >= x).
test.each([
  [5.991, 2, 0.05],
  [9.488, 4, 0.05],
  [18.307, 10, 0.05],
  [0, 10, 1],
  [2000, 300, 0],
])("chi-square %d with %d degrees: %d", (x, freedom, p) => {
  expect(chiSquareTail(x, freedom)).toBeCloseTo(p, 3);
});

const times = <T>(n: number, each: T): T[] => Array.from({ length: n }, () => each);

test.each([
  ["nothing known", [], 0.5, 0.5],
  ["words of spam", times(10, { spam: 40, ham: 0 }), 0.99, 1],
  ["words of wanted mail", times(10, { spam: 0, ham: 40 }), 0, 0.01],
  ["as much of both", [...times(10, { spam: 40, ham: 0 }), ...times(10, { spam: 0, ham: 40 })], 0.4, 0.6],
  ["words that say little", times(100, { spam: 11, ham: 10 }), 0.5, 0.5],
  ["a thousand of one kind", times(1000, { spam: 90, ham: 0 }), 0.99, 1],
])("%s", (_, words, from, to) => {
  const score = spamScore(words, mails);
  expect(score).toBeGreaterThanOrEqual(from);
  expect(score).toBeLessThanOrEqual(to);
});

test("it decides only after twenty of each kind", () => {
  expect(hasLearnedEnough({ spam: 20, ham: 19 })).toBe(false);
  expect(hasLearnedEnough({ spam: 20, ham: 20 })).toBe(true);
});
