import { type FloatingPosition, Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";

const delayMs = 350;

interface Tip {
  target: HTMLElement;
  words: string;
  side: FloatingPosition;
}

/**
 * The one tooltip of the page, for whatever has `data-tip` (and `data-tip-side`) under the pointer or in focus. One for
 * each button would be a tenth of what it costs to draw a ticket.
 */
export function Tips() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => watchTips(setTip), []);
  if (!tip) return null;
  return <Tooltip key={tip.words} target={tip.target} label={tip.words} position={tip.side} opened />;
}

function watchTips(show: (tip: Tip | null) => void): () => void {
  let target: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout>;
  const point = (next: HTMLElement | null) => {
    if (next === target) return;
    target = next;
    clearTimeout(timer);
    show(null);
    if (next) timer = setTimeout(() => next.isConnected && show(tipOf(next)), delayMs);
  };
  const enter = ({ target }: Event) => point((target as Element).closest<HTMLElement>("[data-tip]"));
  const hover = (event: PointerEvent) => event.pointerType === "mouse" && enter(event);
  const focus = (event: FocusEvent) => (event.target as Element).matches(":focus-visible") && enter(event);
  const leave = () => point(null);
  const key = (event: KeyboardEvent) => event.key === "Escape" && leave();
  const press = () => {
    clearTimeout(timer);
    show(null);
  };
  const ending = new AbortController();
  const { signal } = ending;
  document.addEventListener("pointerover", hover, { signal });
  document.addEventListener("focusin", focus, { signal });
  document.addEventListener("focusout", leave, { signal });
  document.documentElement.addEventListener("pointerleave", leave, { signal });
  document.addEventListener("keydown", key, { signal });
  // Pressed, it is understood; and what opens may lie where the words would stand.
  document.addEventListener("pointerdown", press, { signal });
  return () => {
    clearTimeout(timer);
    ending.abort();
  };
}

const tipOf = (target: HTMLElement): Tip => ({
  target,
  words: target.dataset.tip ?? "",
  side: (target.dataset.tipSide ?? "top") as FloatingPosition,
});
