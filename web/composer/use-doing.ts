import { useEffect, useRef } from "react";
import type { ComposeKind } from "../lib/compose.ts";

type Tell = ((doing: "replying" | "noting" | null) => void) | undefined;
const quietMs = 15_000;

/** Says that somebody is writing, until he has paused for a while. */
export function useDoing(tell: Tell, kind: ComposeKind): (writing: boolean) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (writing) => {
    clearTimeout(timer.current);
    tell?.(writing ? (kind === "reply" ? "replying" : "noting") : null);
    if (writing) timer.current = setTimeout(() => tell?.(null), quietMs);
  };
}
