// Which tickets are selected. Beside the components: a row follows only itself.
import { store } from "../lib/store.ts";

interface Selection {
  numbers: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
}

/** As many as can be changed at once. */
export const mostSelected = 500;

export const selection = store<Selection>({ numbers: new Set(), anchor: null });
export const useSelected = (number: string): boolean => selection.use(({ numbers }) => numbers.has(number));
export const useSelectedCount = (): number => selection.use(({ numbers }) => numbers.size);

const set = (numbers: Iterable<string>, anchor: string | null) =>
  selection.set({ numbers: new Set([...numbers].slice(0, mostSelected)), anchor });

export function toggleSelected(number: string): void {
  const { numbers } = selection.get();
  set(numbers.has(number) ? [...numbers].filter((other) => other !== number) : [...numbers, number], number);
}

/** All from the last one that was selected to this one, beside what is selected already. */
export function selectTo(number: string, order: readonly { number: string }[]): void {
  const { numbers, anchor } = selection.get();
  set([...numbers, ...range(order, anchor, number)], anchor ?? number);
}

export function range(order: readonly { number: string }[], from: string | null, to: string): string[] {
  const end = order.findIndex(({ number }) => number === to);
  const begin = order.findIndex(({ number }) => number === from);
  if (end < 0) return [];
  if (begin < 0) return [to];
  return order.slice(Math.min(begin, end), Math.max(begin, end) + 1).map(({ number }) => number);
}

export const selectAll = (order: readonly { number: string }[]): void =>
  set(
    order.map(({ number }) => number),
    null,
  );
export const clearSelection = (): void => set([], null);
