import { expect, test } from "vitest";
import { moved, nextSort } from "./columns.ts";

test("a head clicked three times is where it began", () => {
  expect(nextSort("subject", "-updatedAt")).toBe("subject");
  expect(nextSort("subject", "subject")).toBe("-subject");
  expect(nextSort("subject", "-subject")).toBeUndefined();
});

test("what is urgent or new comes first", () => {
  expect(nextSort("priority", "subject")).toBe("-priority");
  expect(nextSort("priority", "-priority")).toBe("priority");
});

test("a column is put before another or at the end", () => {
  expect(moved(["a", "b", "c"], "c", "a").join("")).toBe("cab");
  expect(moved(["a", "b", "c"], "a", "c").join("")).toBe("bac");
  expect(moved(["a", "b", "c"], "a", null).join("")).toBe("bca");
  expect(moved(["a", "b", "c"], "b", "b").join("")).toBe("abc");
});
