import { useRef } from "react";

/** The same function for good, which does what the last drawing meant: a part that is given it is not drawn anew for it. */
export function useStable<Args extends unknown[], Result>(act: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(act);
  latest.current = act;
  return useRef((...args: Args) => latest.current(...args)).current;
}
