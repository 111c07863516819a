// Working time of the stories: Monday to Friday, between two hours of UTC.
const minute = 60_000;
const day = 86_400_000;

export type Hours = readonly [from: number, to: number];

const isWeekend = (at: number): boolean => [0, 6].includes(new Date(at).getUTCDay());
const startOfDay = (at: number): number => Math.floor(at / day) * day;

/** The moment itself when people work then, else the next beginning of work. */
export function nextWork(at: Date, [from, to]: Hours): Date {
  let time = at.getTime();
  for (;;) {
    const opens = startOfDay(time) + from * 60 * minute;
    const closes = startOfDay(time) + to * 60 * minute;
    if (!isWeekend(time) && time < closes) return new Date(Math.max(time, opens));
    time = startOfDay(time) + day;
  }
}

/** So many minutes of work later. */
export function addWork(at: Date, minutes: number, hours: Hours): Date {
  let time = nextWork(at, hours);
  let left = minutes * minute;
  for (;;) {
    const room = startOfDay(time.getTime()) + hours[1] * 60 * minute - time.getTime();
    if (left < room) return new Date(time.getTime() + left);
    left -= room;
    time = nextWork(new Date(time.getTime() + room), hours);
  }
}
