// Points of a ticket's messages, cited as people write them: "4.2" or "#4.2" is the second list item of message 4.

/** Number of a message in its ticket -> how many points it has. */
export type Cites = ReadonlyMap<number, number>;
export const noCites: Cites = new Map();

export interface Cite {
  at: number;
  text: string;
  message: number;
  point: number;
}

const pattern = /(?<![\p{L}\p{N}.,:/#-])#?([1-9]\d{0,3})\.([1-9]\d{0,2})(?![\p{L}\p{N}]|[.,:/-]\d)/gu;

/** Only what is there is a citation: "version 4.2" in a ticket without such a point stays a version. */
export function citesIn(text: string, cites: Cites): Cite[] {
  if (cites.size === 0) return [];
  return [...text.matchAll(pattern)].flatMap(({ index, 0: found, 1: message, 2: point }) =>
    Number(point) <= (cites.get(Number(message)) ?? 0)
      ? [{ at: index, text: found, message: Number(message), point: Number(point) }]
      : [],
  );
}

/** Goes to a message, or a point of it, and shows for a moment which it is. */
export function jumpTo(message: number, point?: number): boolean {
  const found = document.querySelector<HTMLElement>(`article[data-number="${message}"]`);
  if (!found) return false;
  const target = (point && found.querySelector<HTMLElement>(`[data-point="${point}"]`)) || found;
  target.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
  target.dataset.shown = "";
  setTimeout(() => delete target.dataset.shown, 2500);
  return true;
}
