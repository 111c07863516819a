import { expect, test } from "vitest";
import { describeComplaint, describeReturn, isGoneForGood, isHard, readReason, reasonOf } from "./delivery-reports.ts";

test.each([
  ["5.1.1", "no-address", true, true],
  ["5.1.2", "no-domain", true, true],
  ["5.1.10", "no-domain", true, true],
  ["5.2.1", "mailbox-off", false, true],
  ["5.2.2", "mailbox-full", false, true],
  ["4.2.2", "mailbox-full", false, false],
  ["5.3.4", "too-large", false, false],
  ["5.2.3", "too-large", false, false],
  ["5.7.1", "refused", false, false],
  ["4.4.7", "unreachable", false, false],
  ["4.4.4", "no-domain", false, false],
  ["5.0.0", "unknown", false, true],
  [null, "unknown", false, false],
  ["nonsense", "unknown", false, false],
])("%s means %s", (status, reason, gone, hard) => {
  expect([reasonOf(status), isGoneForGood(status), isHard(status)]).toEqual([reason, gone, hard]);
});

test("is said in plain words", () => {
  expect(describeReturn("anna@acme.example", "5.1.1")).toBe("anna@acme.example: there is no such address (5.1.1)");
  expect(describeReturn("", null)).toBe("the other side gives no clear reason");
});

test.each(["5.1.1", "5.1.2", "5.2.1", "5.2.2", "5.3.4", "5.7.1", "4.4.7", "5.0.0", null])(
  "%s in plain words is read as data again",
  (status) => {
    for (const recipient of ["anna@acme.example", ""])
      expect(readReason(describeReturn(recipient, status))).toEqual({ recipient, reason: reasonOf(status), status });
  },
);

test("a complaint is read as data too; what a mail server said stays its own words", () => {
  const said = { recipient: "anna@acme.example", reason: "complaint", status: null };
  expect(readReason(describeComplaint("anna@acme.example"))).toEqual(said);
  for (const words of [
    "550 5.1.1 there is no such address",
    "the mailbox is full, try later",
    "",
    "x calls it unwanted now",
  ])
    expect(readReason(words)).toBeNull();
});
