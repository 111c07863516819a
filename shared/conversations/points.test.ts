import { expect, test } from "vitest";
import { pointsOf } from "./points.ts";

const texts = (text: string) => pointsOf(text).map((point) => point.text);

test.each([
  ["Please:\n- the printer\n- the phone", ["the printer", "the phone"]],
  ["1. first\n2) second\na) third", ["first", "second", "third"]],
  [" * as our own answers are kept\n * so", ["as our own answers are kept", "so"]],
  ["• bullet of a mail programme", ["bullet of a mail programme"]],
  ["1. first\n   goes on here\n\n2. second", ["first goes on here", "second"]],
  ["1. outer\n   - inner\n2. next", ["outer", "inner", "next"]],
  ["-- \nJana", []],
  ["2026-11-21 it began", []],
  ["- \n-no space", []],
  ["", []],
])("%j has the points %j", (text, expected) => {
  expect(texts(text)).toEqual(expected);
});

test("a point knows its lines", () => {
  expect(pointsOf("Hello\n\n1. a\n   b\n2. c")).toEqual([
    { point: 1, text: "a b", from: 2, to: 4 },
    { point: 2, text: "c", from: 4, to: 5 },
  ]);
});
