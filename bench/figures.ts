// Small statistics, and the table that is printed.
export interface Figure {
  figure: string;
  measured: string;
  beside: string;
  aim: string;
  met: boolean | null;
}

export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
export const median = (values: number[]): number => quantile(values, 0.5);
export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const perSecond = (value: number): string => `${value.toFixed(0)}/s`;

/** Milliseconds of each of `times` calls, one after the other, after a few that are not counted. */
export async function timed(times: number, call: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < Math.min(20, times); i++) await call();
  const values: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await call();
    values.push(performance.now() - began);
  }
  return values;
}

/** Calls a second with `clients` at once, for `seconds`. */
export async function throughput(clients: number, seconds: number, call: () => Promise<unknown>): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        await call();
        done++;
      }
    }),
  );
  return done / ((performance.now() - began) / 1000);
}

export function printTable(figures: Figure[]): void {
  const rows = figures.map(({ figure, measured, beside, aim, met }) => [
    figure,
    measured,
    beside,
    aim,
    met === null ? "" : met ? "yes" : "NO",
  ]);
  const table = [["figure", "measured", "beside", "aim", "met"], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const [index, row] of table.entries()) {
    console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
    if (index === 0) console.log(`|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
  }
}
