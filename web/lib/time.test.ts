import { expect, test } from "vitest";
import { exactTime, fileSize, moment, timeAgo } from "./time.ts";

const now = Date.parse("2026-11-21T12:00:00.000Z");
const before = (ms: number) => new Date(now - ms).toISOString();
const minute = 60_000;

test.each([
  [20_000, "en", ""],
  [12 * minute, "en", "12 min"],
  [12 * minute, "ru", "12 мин"],
  [12 * minute, "th", "12 นาที"],
  [3 * 60 * minute, "cs", "3 h"],
  [2 * 24 * 60 * minute, "en", "2 days"],
  [9 * 24 * 60 * minute, "en", "12 Nov"],
  [400 * 24 * 60 * minute, "en", "17 Oct 2025"],
])("%i ms ago in %s reads %s", (ms, language, text) => {
  expect(timeAgo(before(ms), now, language, "UTC")).toBe(text);
});

test("a moment is shown in the person's zone, with 24 hours, in the Gregorian year", () => {
  expect(moment(before(0), "en", "Asia/Bangkok")).toBe("21 Nov 2026, 19:00");
  expect(moment(before(0), "th", "Asia/Bangkok")).toContain("2026");
  expect(exactTime(before(0), "cs", "Europe/Prague")).toContain("13:00:00");
});

test("sizes are in the reader's units", () => {
  expect(fileSize(70, "en")).toBe("0.1 kB");
  expect(fileSize(182_000, "en")).toBe("182 kB");
  expect(fileSize(1_820_000, "ru")).toBe("1,8 МБ");
});
