import { expect, test } from "vitest";
import { best, fuzzy } from "./fuzzy.ts";

test.each([
  ["ass", "Assign to…"],
  ["pri", "Set priority"],
  ["priradit", "Přiřadit"],
  ["atm", "Assign to me"],
  ["приор", "Приоритет…"],
  ["มอบ", "มอบหมายให้…"],
])("%s finds %s", (typed, text) => {
  expect(fuzzy(typed, text)).toBeGreaterThan(0);
});

test.each([
  ["xyz", "Assign to me"],
  ["eee", "Set the state of tickets"],
  ["asg", "Unassigned and something long, again"],
])("%s does not find %s", (typed, text) => {
  expect(fuzzy(typed, text)).toBe(0);
});

test("what begins with the letters comes first", () => {
  const found = best("ma", ["All mail", "Normal", "Mail", "m about a"], (text) => text);
  expect(found.slice(0, 2)).toEqual(["Mail", "All mail"]);
});
