// Push and mail wait while a person wants to be left alone. Pure.
import type { QuietHours } from "../identity/preferences.ts";

const minutesADay = 24 * 60;

/** When it may be told: null when the time is not a quiet one. */
export function quietUntil(quiet: QuietHours | null, timeZone: string, at: Date): Date | null {
  if (!quiet) return null;
  const { day, minute } = localTime(timeZone, at);
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  const length = (to - from + minutesADay) % minutesADay || minutesADay;
  // They began today, or yesterday and last until today.
  for (const back of [0, 1]) {
    const began = ((day - 1 - back + 7) % 7) + 1;
    const since = minute - from + back * minutesADay;
    if (quiet.days.includes(began) && since >= 0 && since < length)
      return new Date(Math.floor(at.getTime() / 60_000) * 60_000 + (length - since) * 60_000);
  }
  return null;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** day: 1 Monday … 7 Sunday. */
function localTime(timeZone: string, at: Date): { day: number; minute: number } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: days.indexOf(parts.weekday ?? "") + 1, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}
