import { expect, test } from "vitest";
import { afterCustomerWrote, isActive, priorityOf } from "./lifecycle.ts";

test.each([
  ["low", "low", "low"],
  ["low", "medium", "low"],
  ["medium", "medium", "normal"],
  ["low", "high", "normal"],
  ["medium", "high", "high"],
  ["high", "high", "urgent"],
] as const)("impact %s and urgency %s make priority %s, either way round", (impact, urgency, priority) => {
  expect(priorityOf(impact, urgency)).toBe(priority);
  expect(priorityOf(urgency, impact)).toBe(priority);
});

test.each([
  ["new", false, "stay"],
  ["open", false, "stay"],
  ["waiting", false, "open"],
  ["waiting", true, "open"],
  ["solved", false, "open"],
  ["solved", true, "stay"],
  ["closed", false, "new-ticket"],
  ["closed", true, "new-ticket"],
] as const)("a ticket that is %s, thanks %s: %s", (category, thanks, expected) => {
  expect(afterCustomerWrote(category, thanks)).toBe(expected);
});

test.each([
  [false, "open"],
  [true, "stay"],
] as const)("a ticket that was closed lately, thanks %s: %s", (thanks, expected) => {
  expect(afterCustomerWrote("closed", thanks, true)).toBe(expected);
});

test("solved and closed are not active", () => {
  expect(["new", "open", "waiting", "solved", "closed"].filter((c) => isActive(c as never))).toEqual([
    "new",
    "open",
    "waiting",
  ]);
});
