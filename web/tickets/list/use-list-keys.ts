import { useNavigate } from "@tanstack/react-router";
import { askToCompose } from "../../lib/compose.ts";
import { useHotkeys } from "../../lib/hotkeys.ts";
import { useTicketActions } from "../actions.ts";
import { pick } from "../bulk/picking.ts";
import { prefetchTicket } from "../load.ts";
import { clearSelection, selectAll, selection, selectTo, toggleSelected } from "../selection.ts";
import { neighbour, setCurrent, shown, targets } from "../shown.ts";
import { rowScroller } from "./use-rows.ts";

const inRow = () => document.activeElement?.closest("[data-number]") != null;
const idle = () => document.activeElement === document.body || document.activeElement?.id === "main";

function focusRow(number: string): void {
  rowScroller.get()?.(shown.get().rows.findIndex((row) => row.number === number));
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-number="${number}"]`)?.focus({ preventScroll: true }),
  );
}

/** Moves through the rows: with a ticket open the next one opens, without one only the row is chosen. */
function useMoves() {
  const navigate = useNavigate();
  const open = (number: string) => void navigate({ to: "/tickets/$number", params: { number }, search: true });
  const move = (by: 1 | -1, selecting = false) => {
    const { current, open: openNumber, rows } = shown.get();
    const here = openNumber ?? current;
    // The first key finds the first row.
    const next = inRow() || openNumber ? neighbour(here, by) : (rows.find(({ number }) => number === here) ?? rows[0]);
    if (!next) return;
    if (selecting && here) selectTo(here, rows);
    setCurrent(next.number);
    if (selecting) selectTo(next.number, rows);
    focusRow(next.number);
    if (openNumber && !selecting) open(next.number);
    const after = neighbour(next.number, by);
    for (const row of [next, after]) if (row) prefetchTicket(row);
  };
  return { open, move };
}

/** The keys of list and table; actions are meant for the selected tickets, else the open one, else the row. */
export function useListKeys(): void {
  const navigate = useNavigate();
  const { open, move } = useMoves();
  useActionKeys();
  /** Arrows scroll the ticket when it is what one reads. */
  const arrow =
    (by: 1 | -1, selecting = false) =>
    () =>
      shown.get().open && !inRow() ? false : move(by, selecting);
  const leave = () => {
    if (selection.get().numbers.size > 0) return clearSelection();
    const { open: number } = shown.get();
    if (!number) return false;
    void navigate({ to: "/tickets", search: true });
    focusRow(number);
  };
  // A button or a link in focus takes Enter itself.
  const openCurrent = () => {
    const { current, open: number } = shown.get();
    return current && !number && idle() ? open(current) : false;
  };
  const compose = (kind: "reply" | "note") => () => {
    const { open: number, current } = shown.get();
    if (!number && !current) return false;
    askToCompose(kind);
    if (!number && current) open(current);
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    "Shift j": () => move(1, true),
    "Shift k": () => move(-1, true),
    "Shift ArrowDown": arrow(1, true),
    "Shift ArrowUp": arrow(-1, true),
    Enter: openCurrent,
    Escape: leave,
    r: compose("reply"),
    n: compose("note"),
  });
}

/** What is done to tickets; with several selected it comes before what the keys mean to the open one. */
function useActionKeys(): void {
  const { solve, take } = useTicketActions();
  const several = selection.use(({ numbers }) => numbers.size > 0);
  const current = () => shown.get().open ?? shown.get().current;
  const onTargets = (act: (tickets: ReturnType<typeof targets>) => void) => () => {
    const tickets = targets();
    return tickets.length > 0 ? act(tickets) : false;
  };
  const picks = {
    a: () => pick("assignee"),
    s: () => pick("state"),
    p: () => pick("priority"),
    q: () => pick("queue"),
    h: () => pick("snooze"),
    e: onTargets(solve),
    i: onTargets(take),
  };
  useHotkeys({
    x: () => {
      const number = current();
      return number ? toggleSelected(number) : false;
    },
    "Shift x": () => {
      const number = current();
      return number ? selectTo(number, shown.get().rows) : false;
    },
    "Mod a": () => (inRow() || several ? selectAll(shown.get().rows) : false),
  });
  // The open ticket's own fields open their own lists, unless several tickets are meant.
  useHotkeys(picks, several ? 1 : -1);
}
