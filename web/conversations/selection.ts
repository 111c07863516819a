import { useSyncExternalStore } from "react";

/** The messages that somebody has chosen in the thread before him; another thread begins with none. */
let place = "";
let chosen: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function set(next: ReadonlySet<string>): void {
  chosen = next;
  for (const tell of listeners) tell();
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export function startSelection(inPlace: string): void {
  if (place === inPlace) return;
  place = inPlace;
  set(new Set());
}
export const clearSelection = (): void => set(new Set());

export function toggleSelected(id: string): void {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  set(next);
}

/** Everything between the two, both included. */
export function selectRange(order: readonly string[], from: string, to: string): void {
  const [a, b] = [order.indexOf(from), order.indexOf(to)].toSorted((x, y) => x - y) as [number, number];
  if (a >= 0) set(new Set([...chosen, ...order.slice(a, b + 1)]));
}

export const useSelection = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => chosen);
/** One message's own: the others are not drawn again when it changes. */
export const useIsSelected = (id: string): boolean => useSyncExternalStore(subscribe, () => chosen.has(id));
