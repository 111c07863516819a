const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const zones: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  msk: 180,
  msd: 240,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  bst: 60,
  jst: 540,
  ict: 420,
};

const pattern =
  /(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([+-]\d{4}|[a-z]{1,5})?/i;

/** RFC 5322 3.3 and the obsolete forms of 4.3, as ISO 8601 UTC; null when it is no date between 1970 and 2100. */
export function readMailDate(raw: string | undefined): string | null {
  if (!raw) return null;
  const header = raw.slice(0, 200).replace(/\([^()]*\)/g, " ");
  const match = pattern.exec(header);
  return match ? fromParts(match) : plausible(Date.parse(header));
}

function fromParts(match: RegExpExecArray): string | null {
  const [, day, monthName = "", yearText = "", hour, minute, second, zone] = match;
  const month = months.indexOf(monthName.slice(0, 3).toLowerCase());
  if (month < 0) return null;
  const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)];
  if (h > 24 || m > 59 || s > 60 || Number(day) > 31) return null;
  return plausible(Date.UTC(fullYear(yearText), month, Number(day), h, m, s) - offsetMinutes(zone) * 60_000);
}

/** RFC 5322 4.3: two digits below 50 are 20xx, three digits count from 1900. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return text.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function offsetMinutes(zone: string | undefined): number {
  if (!zone) return 0;
  if (!/^[+-]/.test(zone)) return zones[zone.toLowerCase()] ?? 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  return zone.startsWith("-") ? -minutes : minutes;
}

function plausible(time: number): string | null {
  return time >= 0 && time < 4_102_444_800_000 ? new Date(time).toISOString() : null;
}
