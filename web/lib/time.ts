const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "12 min", "3 hr", "2 days", then the date. "" means: just now. */
export function timeAgo(at: string, now: number, language: string, timeZone: string): string {
  const then = Date.parse(at);
  const past = now - then;
  if (past < minute) return "";
  if (past < hour) return amount(Math.floor(past / minute), "minute", language);
  if (past < day) return amount(Math.floor(past / hour), "hour", language);
  if (past < 7 * day) return amount(Math.floor(past / day), "day", language);
  const sameYear = new Date(then).getUTCFullYear() === new Date(now).getUTCFullYear();
  return format(at, language, timeZone, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

export const clock = (at: string, language: string, timeZone: string) =>
  format(at, language, timeZone, { hour: "2-digit", minute: "2-digit" });

/** Day, month, year, hours, minutes: what stands behind a relative time. */
export const exactTime = (at: string, language: string, timeZone: string) =>
  format(at, language, timeZone, { dateStyle: "full", timeStyle: "medium" });

export const moment = (at: string, language: string, timeZone: string) =>
  format(at, language, timeZone, { dateStyle: "medium", timeStyle: "short" });

export function fileSize(bytes: number, language: string): string {
  const [value, unit] = bytes < 1e6 ? [Math.max(bytes / 1e3, 0.1), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

export const timeZones = (): string[] => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const amount = (value: number, unit: string, language: string) =>
  new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);

/** A day before its month and 24 hours for everybody; Thai years in the calendar that mails are dated by. */
const locales: Record<string, string> = { en: "en-GB", th: "th-u-ca-gregory" };

const formats = new Map<string, Intl.DateTimeFormat>();
function format(at: string, language: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locales[language] ?? language, { ...options, timeZone });
    formats.set(key, made);
  }
  return made.format(new Date(at));
}
