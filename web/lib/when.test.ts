import { expect, test } from "vitest";
import { localText, momentOf, parseLocalText, presets, wallTime } from "./when.ts";

const named = (now: string, zone: string) =>
  Object.fromEntries(presets(new Date(now), zone).map(({ key, at }) => [key, at.toISOString()]));

test("tomorrow is the person's tomorrow, not the server's", () => {
  // 23:30 in Prague is already the next day in Bangkok.
  expect(named("2026-11-19T22:30:00Z", "Europe/Prague")).toEqual({
    tomorrow: "2026-11-20T08:00:00.000Z",
    monday: "2026-11-23T08:00:00.000Z",
  });
  expect(named("2026-11-19T22:30:00Z", "Asia/Bangkok")).toEqual({
    laterToday: "2026-11-20T01:00:00.000Z",
    tomorrow: "2026-11-21T02:00:00.000Z",
    monday: "2026-11-23T02:00:00.000Z",
  });
});

test("nine in the morning stays nine when the clocks change overnight", () => {
  expect(named("2026-03-28T12:00:00Z", "Europe/Prague").tomorrow).toBe("2026-03-29T07:00:00.000Z");
  expect(named("2026-10-24T12:00:00Z", "Europe/Prague").tomorrow).toBe("2026-10-25T08:00:00.000Z");
});

test("on a Monday next Monday is in a week; on a Sunday it is tomorrow", () => {
  expect(named("2026-11-23T10:00:00Z", "UTC").monday).toBe("2026-11-30T09:00:00.000Z");
  expect(named("2026-11-22T10:00:00Z", "UTC")).toEqual({
    laterToday: "2026-11-22T13:00:00.000Z",
    tomorrow: "2026-11-23T09:00:00.000Z",
  });
});

test("a time that the clocks skip is the one after the gap", () => {
  const at = momentOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, "Europe/Prague");
  expect(wallTime(at, "Europe/Prague").hour).not.toBe(2);
});

test.each(["Europe/Prague", "Asia/Bangkok", "America/St_Johns", "UTC"])(
  "a field's text leads there and back in %s",
  (zone) => {
    const at = new Date("2026-12-31T23:45:00Z");
    expect(parseLocalText(localText(at, zone), zone)).toEqual(at);
    expect(parseLocalText("", zone)).toBeNull();
  },
);
