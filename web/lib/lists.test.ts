import { expect, test } from "vitest";
import type { TicketSummary } from "../../shared/tickets/schema.ts";
import { rowsOf, stalePages, type TicketPage, withFreshPages } from "./lists.ts";

const page = (numbers: string, next: string | null): TicketPage => ({
  items: [...numbers].map((number) => ({ number }) as TicketSummary),
  next,
});
const list = (...pages: TicketPage[]) => ({
  pages,
  pageParams: [undefined, ...pages.slice(0, -1).map(({ next }) => next ?? undefined)],
});
const text = (found: ReturnType<typeof list>) =>
  found.pages.map(({ items }) => items.map(({ number }) => number).join(""));
const three = list(page("abc", "c"), page("def", "f"), page("gh", null));

test("only the first page and those that hold a changed ticket are asked for again", () => {
  expect(stalePages(three, new Set(["x"]))).toEqual([0]);
  expect(stalePages(three, new Set(["g", "a"]))).toEqual([0, 2]);
});

test("a newcomer pushes nobody out of the list", () => {
  const now = withFreshPages(three, new Map([[0, page("xab", "b")]]), new Set(["x"]));
  expect(text(now)).toEqual(["xabc", "def", "gh"]);
  expect(now.pages[0]?.next).toBe("c");
});

test("a ticket that moved to the top is there once, and gone when it left", () => {
  const fresh = new Map([
    [0, page("eab", "b")],
    [1, page("dfg", "g")],
  ]);
  const now = withFreshPages(three, fresh, new Set(["e"]));
  expect(text(now)).toEqual(["eabc", "dfg", "gh"]);
  expect(rowsOf(now).map(({ number }) => number)).toEqual([..."eabcdfgh"]);

  const left = withFreshPages(three, new Map([[0, page("acd", "d")]]), new Set(["b"]));
  expect(text(left)).toEqual(["acd", "def", "gh"]);
  expect(rowsOf(left).map(({ number }) => number)).toEqual([..."acdefgh"]);
});

test("where a list has ended nothing is kept beyond its end", () => {
  const now = withFreshPages(list(page("abc", null)), new Map([[0, page("a", null)]]), new Set());
  expect(text(now)).toEqual(["a"]);
});
