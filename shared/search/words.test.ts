import fc from "fast-check";
import { expect, test } from "vitest";
import { queryOf, vectorOf, wordsOf } from "./words.ts";

test.each([
  ["The printer's E-042 display", ["the", "printer", "s", "e", "042", "display"]],
  ["Tiskárna ve 3. PATŘE", ["tiskarna", "ve", "3", "patre"]],
  ["Ёлка и йод", ["елка", "и", "иод"]],
  ["jana.nova@acme.example", ["jana", "nova", "acme", "example"]],
  ["เครื่องพิมพ์เสีย", ["เครื่องพิมพ์", "เสีย"]],
  ["ＦＵＬＬ width ①", ["full", "width", "1"]],
  ["", []],
  ["--- !!! 🙂", []],
])("%j is cut into %j", (text, words) => {
  expect([...wordsOf(text)]).toEqual(words);
});

test("a word in several parts keeps their weights, once each", () => {
  expect(
    vectorOf(
      [
        ["A", "vpn is down"],
        ["C", "The VPN, vpn!"],
        ["D", "vpn"],
      ],
      100,
    ),
  ).toBe("'vpn':1A,3C,4 'is':1A 'down':1A 'the':3C");
  expect(vectorOf([["A", "one two three"]], 2)).toBe("'one':1A 'two':1A");
});

test.each([
  ["vpn down", "", "'vpn':* & 'down':*"],
  ["vpn x", "ABC", "'vpn':*ABC & 'x':ABC"],
  ["x", "", "'x'"],
  ["!!!", "", null],
  ["เครื่องพิม", "", "(('เครื่อง':* & 'พิม':*) | 'เครื่องพิม':*)"],
])("%j asks for %j", (text, weights, query) => {
  expect(queryOf(text, weights)).toBe(query);
});

test("whatever the text, what comes out holds letters, marks and digits only between its quotes", () => {
  const word = /^'[\p{L}\p{M}\p{N}]+'/u;
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      for (const each of vectorOf([["C", text]], 1000)
        .split(" ")
        .filter(Boolean))
        expect(each).toMatch(word);
      for (const each of (queryOf(text) ?? "").split(/[()&| ]+/).filter(Boolean)) expect(each).toMatch(word);
    }),
    { numRuns: 500 },
  );
});
