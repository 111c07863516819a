import { expect, test } from "vitest";
import type { View } from "../../../shared/tickets/views.ts";
import { reordered } from "./save.ts";

const views = ["a", "b", "c"].map((key) => ({ key, position: 0 }) as View);
const text = (found: View[]) => found.map(({ key, position }) => key + position).join(" ");

test("a view changes places with its neighbour, and all get places of their own", () => {
  expect(text(reordered(views, "b", -1))).toBe("b0 a1 c2");
  expect(text(reordered(views, "b", 1))).toBe("a0 c1 b2");
});

test("beyond the ends there is no place", () => {
  expect(text(reordered(views, "a", -1))).toBe("a0 b0 c0");
  expect(text(reordered(views, "c", 1))).toBe("a0 b0 c0");
});
