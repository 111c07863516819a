import { useSyncExternalStore } from "react";

export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** Draws again only when what is picked changes. */
  use<P>(pick: (value: T) => P): P;
}

/** A value beside the tree of components, so that one row can follow it without its list being drawn again. */
export function store<T>(value: T): Store<T> {
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const tell of listeners) tell();
    },
    use: (pick) => useSyncExternalStore(subscribe, () => pick(value)),
  };
}
