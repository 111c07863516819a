// Moments that people mean ("tomorrow at nine"), counted in their own time zone.

/** The clock on the wall: what a calendar and a clock show, without a zone. */
export interface WallTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

export function wallTime(at: Date, timeZone: string): WallTime & { weekday: number } {
  const parts = Object.fromEntries(
    partsFormat(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const wall = {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
  };
  return { ...wall, weekday: new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay() };
}

/** The moment at which clocks in that zone show this; a time that is skipped in spring is the one after the gap. */
export function momentOf(wall: WallTime, timeZone: string): Date {
  const wanted = utcOf(wall);
  let at = wanted;
  // The zone's distance from UTC is that of the result: twice is enough around a change of the clocks.
  for (let round = 0; round < 2; round++) at = wanted - (utcOf(wallTime(new Date(at), timeZone)) - at);
  return new Date(at);
}

const utcOf = ({ year, month, day, hour, minute }: WallTime) => Date.UTC(year, month - 1, day, hour, minute);

export type Preset = "laterToday" | "tomorrow" | "monday";

/** What may be offered now: today only while three hours of it are left before ten in the evening. */
export function presets(now: Date, timeZone: string): { key: Preset; at: Date }[] {
  const today = wallTime(now, timeZone);
  const at = (days: number, hour: number) => momentOf({ ...dayAfter(today, days), hour, minute: 0 }, timeZone);
  const offers: { key: Preset; at: Date }[] = [];
  if (today.hour + 3 < 22) offers.push({ key: "laterToday", at: at(0, today.hour + 3) });
  offers.push({ key: "tomorrow", at: at(1, 9) });
  // On a Sunday Monday is tomorrow already.
  if (today.weekday !== 0) offers.push({ key: "monday", at: at((8 - today.weekday) % 7 || 7, 9) });
  return offers;
}

function dayAfter({ year, month, day }: WallTime, days: number): Pick<WallTime, "year" | "month" | "day"> {
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** For `<input type="datetime-local">`, and back. */
export function localText(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = wallTime(at, timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

export function parseLocalText(text: string, timeZone: string): Date | null {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text) ?? [];
  if (!year) return null;
  const numbers = { year: +year, month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute) };
  return momentOf(numbers, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();
function partsFormat(timeZone: string): Intl.DateTimeFormat {
  let made = formats.get(timeZone);
  if (!made) {
    const number = "numeric";
    const fields = { year: number, month: number, day: number, hour: number, minute: number } as const;
    made = new Intl.DateTimeFormat("en-GB", { timeZone, calendar: "gregory", hourCycle: "h23", ...fields });
    formats.set(timeZone, made);
  }
  return made;
}
