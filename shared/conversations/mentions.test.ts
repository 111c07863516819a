import { expect, test } from "vitest";
import { mentionOf, mentionsIn, readableMentions } from "./mentions.ts";

test.each([
  ["@[Jana Nováková](person:12) please look", ["12"], "**@Jana Nováková** please look"],
  ["@[A](person:1) @[A](person:1) @[B](person:2)", ["1", "2"], "**@A** **@A** **@B**"],
  ["@[*x*](person:3)", ["3"], "**@\\*x\\***"],
  ["@Jana, @[Jana](https://evil.example), @[Jana](person:0), [Jana](person:5)", [], null],
  ["@[a\nb](person:4) @[](person:4) @[x](person:99999999999999999999)", [], null],
])("%j mentions %j", (text, ids, read) => {
  expect(mentionsIn(text)).toEqual(ids);
  expect(readableMentions(text)).toBe(read ?? text);
});

test("what the composer writes is understood, whatever the name", () => {
  for (const name of ["Jana Nováková", "Evil](person:9) [x", "สมชาย", "a\\b\nc", "<b>"])
    expect(mentionsIn(mentionOf({ id: "7", name }))).toEqual(["7"]);
});

test("a note that calls everybody calls twenty", () => {
  const all = Array.from({ length: 50 }, (_, index) => `@[x](person:${index + 1})`).join(" ");
  expect(mentionsIn(all)).toHaveLength(20);
});
