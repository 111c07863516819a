import { beforeEach, expect, test } from "vitest";
import { clearSelection, range, selectAll, selection, selectTo, toggleSelected } from "./selection.ts";

const order = [..."abcdef"].map((number) => ({ number }));
const selected = () => [...selection.get().numbers].join("");
beforeEach(clearSelection);

test("a range goes from the last selected ticket to this one, up or down", () => {
  expect(range(order, "b", "d")).toEqual(["b", "c", "d"]);
  expect(range(order, "d", "b")).toEqual(["b", "c", "d"]);
  expect(range(order, null, "c")).toEqual(["c"]);
  expect(range(order, "gone", "c")).toEqual(["c"]);
  expect(range(order, "a", "gone")).toEqual([]);
});

test("a range is added to what is selected; one more press takes a ticket out", () => {
  toggleSelected("a");
  toggleSelected("c");
  selectTo("e", order);
  expect(selected()).toBe("acde");
  toggleSelected("d");
  expect(selected()).toBe("ace");
});

test("no more are selected than can be changed at once", () => {
  selectAll(Array.from({ length: 700 }, (_, index) => ({ number: String(index) })));
  expect(selection.get().numbers.size).toBe(500);
});
