// Chance that can be had again: the seed is printed, and LISTEK_TORTURE_SEED repeats a run.
import { randomInt } from "node:crypto";
import { availableParallelism, loadavg } from "node:os";

export interface Chance {
  /** 0 <= n < below */
  below(below: number): number;
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
}

export function chance(what: string): Chance {
  const seed = Number(process.env.LISTEK_TORTURE_SEED ?? randomInt(2 ** 31));
  console.log(`${what}: LISTEK_TORTURE_SEED=${seed}`);
  const next = mulberry32(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (from) => from[below(from.length)] as never,
  };
}

/** Small, fast, good enough to choose moments. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Figures are for a machine of its own; others who work beside us stretch them. */
export const crowd = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
