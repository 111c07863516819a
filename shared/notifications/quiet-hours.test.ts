import { expect, test } from "vitest";
import { quietUntil } from "./quiet-hours.ts";

const nights = { from: "22:00", to: "07:00", days: [1, 2, 3, 4, 5] };
// 2026-07-13 is a Monday.
test.each([
  ["the evening", nights, "UTC", "2026-07-13T22:00:00Z", "2026-07-14T07:00:00Z"],
  ["the night after", nights, "UTC", "2026-07-14T06:59:30Z", "2026-07-14T07:00:00Z"],
  ["the morning it ends", nights, "UTC", "2026-07-14T07:00:00Z", null],
  ["the day", nights, "UTC", "2026-07-13T12:00:00Z", null],
  ["Saturday morning belongs to Friday", nights, "UTC", "2026-07-18T03:00:00Z", "2026-07-18T07:00:00Z"],
  ["Saturday evening is none of its days", nights, "UTC", "2026-07-18T23:00:00Z", null],
  ["Monday morning belongs to Sunday", nights, "UTC", "2026-07-13T03:00:00Z", null],
  [
    "in Bangkok it is night when it is day here",
    nights,
    "Asia/Bangkok",
    "2026-07-13T16:00:00Z",
    "2026-07-14T00:00:00Z",
  ],
  [
    "hours of one day",
    { from: "12:00", to: "13:00", days: [1] },
    "UTC",
    "2026-07-13T12:30:00Z",
    "2026-07-13T13:00:00Z",
  ],
  ["a whole day", { from: "00:00", to: "00:00", days: [6, 7] }, "UTC", "2026-07-18T15:00:00Z", "2026-07-19T00:00:00Z"],
  ["none at all", null, "UTC", "2026-07-13T22:00:00Z", null],
])("%s", (_what, quiet, timeZone, at, until) => {
  expect(quietUntil(quiet, timeZone, new Date(at))?.toISOString() ?? null).toBe(until && new Date(until).toISOString());
});
