// Where the boxes and ways of the workflow's picture stand. Pure.
import { type State, stateCategories } from "../../shared/tickets/schema.ts";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const size = { width: 112, height: 38 };
/** From one left edge to the next. */
export const column = 138;
const row = 58;
const top = 28;

/** A column a category; in it the states from above in their order. */
export function layOut(states: readonly Pick<State, "key" | "category">[]) {
  const boxes = new Map<string, Box>();
  let tallest = 1;
  for (const [at, category] of stateCategories.entries()) {
    const here = states.filter((state) => state.category === category);
    tallest = Math.max(tallest, here.length);
    for (const [place, { key }] of here.entries())
      boxes.set(key, { x: at * column + 4, y: top + place * row, ...size });
  }
  // Below the boxes the ways back have their place.
  return { boxes, width: (stateCategories.length - 1) * column + size.width + 6, height: top + tallest * row + 24 };
}

/** Forward from the right edge to the left; back below the boxes; within a column around its right side. */
export function curve(from: Box, to: Box): string {
  const middle = (box: Box) => box.y + box.height / 2;
  if (to.x > from.x) {
    const bend = Math.max(14, (to.x - from.x - from.width) / 2);
    const [x1, x2] = [from.x + from.width, to.x - 1];
    return `M${x1} ${middle(from)}C${x1 + bend} ${middle(from)} ${x2 - bend} ${middle(to)} ${x2} ${middle(to)}`;
  }
  if (to.x === from.x) {
    const x = from.x + from.width;
    const down = to.y > from.y ? 1 : -1;
    const [y1, y2] = [middle(from) + 6 * down, middle(to) - 6 * down];
    return `M${x} ${y1}C${x + 16} ${y1} ${x + 16} ${y2} ${x + 1} ${y2}`;
  }
  const [x1, x2] = [from.x + from.width * 0.35, to.x + to.width * 0.65];
  const [y1, y2] = [from.y + from.height, to.y + to.height + 1];
  const low = Math.max(y1, y2) + 16 + (from.x - to.x) * 0.03;
  return `M${x1} ${y1}C${x1 - 24} ${low} ${x2 + 24} ${low} ${x2} ${y2}`;
}
