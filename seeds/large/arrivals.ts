// When tickets come in: evenly over the years, unevenly over the week.
const hour = 3_600_000;
const week = 168 * hour;
/** A Monday, 00:00 UTC. */
const monday = Date.UTC(2020, 0, 6);

const weightOf = (hourOfWeek: number): number => {
  const time = hourOfWeek % 24;
  const weekend = hourOfWeek >= 120;
  if (time >= 6 && time < 16) return weekend ? 1 : 12;
  return time >= 16 && time < 21 ? 2 : 0.5;
};
/** How much of a week has come in before each of its hours; the last is all of it. */
const before = Array.from({ length: 169 }, (_, end) =>
  Array.from({ length: end }, (_, i) => weightOf(i)).reduce((a, b) => a + b, 0),
);
const weekly = before[168] as number;

/** How much has come in from the Monday on until `at`. */
function amountAt(at: number): number {
  const weeks = Math.floor((at - monday) / week);
  const into = (at - monday - weeks * week) / hour;
  const index = Math.floor(into);
  return weeks * weekly + (before[index] as number) + (into - index) * weightOf(index);
}

function timeOf(amount: number): number {
  const weeks = Math.floor(amount / weekly);
  const rest = amount - weeks * weekly;
  let low = 0;
  let high = 167;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((before[middle] as number) <= rest) low = middle;
    else high = middle - 1;
  }
  return monday + weeks * week + (low + (rest - (before[low] as number)) / weightOf(low)) * hour;
}

/** Milliseconds of the ticket at `position` (0 the first, 1 just now) between `from` and `to`. Grows with it. */
export function arrival(position: number, from: number, to: number): number {
  const start = amountAt(from);
  return Math.floor(timeOf(start + position * (amountAt(to) - start)));
}
