import { type RefObject, useRef } from "react";
import { useHotkeys } from "../lib/hotkeys.ts";
import { selectRange, toggleSelected } from "./selection.ts";

/** With the focus among the messages: Shift J and K walk from message to message, x chooses the one in focus, Shift X everything up to it. */
export function useMessageKeys(list: RefObject<HTMLElement | null>): void {
  const last = useRef<string | null>(null);
  const articles = () => [...(list.current?.querySelectorAll<HTMLElement>("article[data-id]") ?? [])];
  const focused = () => document.activeElement?.closest<HTMLElement>("article[data-id]") ?? null;
  const walk = (by: number) => () => {
    // Elsewhere they mean the list.
    if (!list.current?.parentElement?.contains(document.activeElement)) return false;
    const all = articles();
    const at = all.indexOf(focused() as HTMLElement);
    const next = all[at < 0 ? all.length - 1 : Math.min(Math.max(at + by, 0), all.length - 1)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
    return true;
  };
  const choose = (range: boolean) => () => {
    const id = focused()?.dataset.id;
    if (!id) return false;
    if (range && last.current)
      selectRange(
        articles().map(({ dataset }) => dataset.id ?? ""),
        last.current,
        id,
      );
    else toggleSelected(id);
    last.current = id;
    return true;
  };
  // Before the list: there x means its row.
  useHotkeys({ "Shift j": walk(1), "Shift k": walk(-1), x: choose(false), "Shift x": choose(true) }, 1);
}
