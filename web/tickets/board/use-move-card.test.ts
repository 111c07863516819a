import { expect, test } from "vitest";
import type { TicketSummary } from "../../../shared/tickets/schema.ts";
import type { Board } from "../../../shared/tickets/views.ts";
import { columnOf, withMoved } from "./use-move-card.ts";

const card = (number: string) => ({ number }) as TicketSummary;
const column = (key: string, numbers: string) => ({
  key,
  assignee: null,
  count: numbers.length,
  more: false,
  next: null,
  items: [...numbers].map(card),
});
const board: Board = { by: "state", columns: [column("open", "ab"), column("solved", "c")] };
const text = (found: Board) =>
  found.columns.map(({ key, count, items }) => `${key} ${count} ${items.map(({ number }) => number).join("")}`);

test("a card that is carried over stands first in its new column, and is counted there", () => {
  expect(text(withMoved(board, "state", card("b"), "solved"))).toEqual(["open 1 a", "solved 2 bc"]);
});

test("a board of another kind stays as it is", () => {
  expect(withMoved(board, "assignee", card("b"), "7")).toBe(board);
});

test("a card is in one column", () => {
  expect(columnOf(board, "c")).toBe("solved");
  expect(columnOf(board, "x")).toBeUndefined();
});
