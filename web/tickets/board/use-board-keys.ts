import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";
import type { Board } from "../../../shared/tickets/views.ts";
import { useHotkeys } from "../../lib/hotkeys.ts";
import { setCurrent, shown } from "../shown.ts";
import type { MoveCard } from "./use-move-card.ts";

export type Columns = Board["columns"];

/** Arrows walk over the cards; with Shift left and right carry the card to the next column. */
export function useBoardKeys(place: RefObject<HTMLElement | null>, columns: Columns, move: MoveCard): void {
  const navigate = useNavigate();
  // A card in its new column is another element: the focus follows it.
  const carried = useRef<string | null>(null);
  useEffect(() => {
    if (carried.current && columns.length > 0)
      place.current?.querySelector<HTMLElement>(`[data-number="${carried.current}"]`)?.focus({ preventScroll: true });
    carried.current = null;
  }, [columns, place]);

  const here = () => {
    const number = shown.get().current;
    const column = columns.findIndex(({ items }) => items.some((item) => item.number === number));
    const row = columns[column]?.items.findIndex((item) => item.number === number) ?? -1;
    return { number, column, row };
  };
  const focus = (number: string | undefined) => {
    if (!number) return false;
    setCurrent(number);
    requestAnimationFrame(() => {
      const card = place.current?.querySelector<HTMLElement>(`[data-number="${number}"]`);
      card?.focus({ preventScroll: true });
      card?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  };
  const step = (by: 1 | -1) => () => {
    if (shown.get().open || columns.length === 0) return false;
    const { column, row } = here();
    const items = columns[column]?.items ?? columns.find((one) => one.items.length > 0)?.items ?? [];
    const inBoard = place.current?.contains(document.activeElement);
    return focus(items[Math.max(inBoard ? row + by : row, 0)]?.number);
  };
  const across = (by: 1 | -1) => () => {
    if (shown.get().open || columns.length === 0) return false;
    const { column, row } = here();
    for (let at = column + by; at >= 0 && at < columns.length; at += by) {
      const items = columns[at]?.items ?? [];
      if (items.length > 0) return focus(items[Math.min(Math.max(row, 0), items.length - 1)]?.number);
    }
    return false;
  };
  const carry = (by: 1 | -1) => () => {
    const { number, column } = here();
    const ticket = columns[column]?.items.find((item) => item.number === number);
    const to = columns[column + by]?.key;
    if (!ticket || to === undefined || shown.get().open) return false;
    carried.current = ticket.number;
    if (!move(ticket, to)) carried.current = null;
  };
  const openCurrent = () => {
    const { current: number, open } = shown.get();
    if (!number || open || document.activeElement !== document.body) return false;
    void navigate({ to: "/tickets/$number", params: { number }, search: true });
  };
  useHotkeys(
    {
      j: step(1),
      k: step(-1),
      ArrowDown: step(1),
      ArrowUp: step(-1),
      ArrowRight: across(1),
      ArrowLeft: across(-1),
      "Shift ArrowRight": carry(1),
      "Shift ArrowLeft": carry(-1),
      Enter: openCurrent,
    },
    1,
  );
}
