// Points in time as a filter names them: an instant, a day of the desk's calendar, or a length of time from now.
const relative = /^[0-9]{1,3}[hdwmy]$/;
const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const instant = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,3})?)?(Z|[+-][0-9]{2}:[0-9]{2})$/;

export type MomentKind = "relative" | "day" | "instant";

/** null: it is none of them, or no day of any calendar. */
export function momentKind(text: string): MomentKind | null {
  if (relative.test(text)) return "relative";
  if (day.test(text)) return addDays(text, 0) === text ? "day" : null;
  if (!instant.test(text) || momentKind(text.slice(0, 10)) === null) return null;
  return isReal(Date.parse(text)) ? "instant" : null;
}

/** null beyond what a calendar of four digits can say. */
export function addDays(date: string, days: number): string | null {
  const at = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000;
  return isReal(at) ? new Date(at).toISOString().slice(0, 10) : null;
}

/** Between the years 1 and 9999, as every database and every date's text can hold it. */
const isReal = (at: number): boolean => at >= -62_135_596_800_000 && at < 253_402_300_800_000;

const units = { h: "hours", d: "days", w: "weeks", m: "months", y: "years" } as const;

/** "7d" -> 7 days */
export const relativeParts = (text: string): { amount: number; unit: (typeof units)[keyof typeof units] } => ({
  amount: Number(text.slice(0, -1)),
  unit: units[text.slice(-1) as keyof typeof units],
});
