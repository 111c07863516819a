// The list items of a message, counted 1, 2, 3 …: "4.2" is the second of message 4. Pure: the server keeps by it what is to
// be ticked off, the browser shows by it what can be cited.

export interface Point {
  /** 1, 2, 3 … */
  point: number;
  /** Without its bullet or number, lines joined. */
  text: string;
  /** Index of its first line, and of the line after its last. */
  from: number;
  to: number;
}

const item = /^[ \t>]{0,12}(?:[-*•–—]|\d{1,3}[.)]|\p{L}\))[ \t]+(\S.*)$/u;
const continued = /^[ \t]{2,}\S/;
const atMost = 1000;

export function pointsOf(text: string): Point[] {
  const points: Point[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const found = item.exec(line)?.[1];
    const last = points.at(-1);
    if (found && points.length < atMost)
      points.push({ point: points.length + 1, text: found.trim(), from: index, to: index + 1 });
    else if (last?.to === index && continued.test(line)) {
      last.text += ` ${line.trim()}`;
      last.to = index + 1;
    }
  }
  return points;
}
