import { expect, test } from "vitest";
import { keyFor, shippedKey } from "./shortcuts.ts";

test.each([
  ["j", {}, "j"],
  ["Shift x", {}, "Shift x"],
  ["Enter", { solve: "d" }, "Enter"],
  ["d", { solve: "d" }, "e"],
  ["e", { solve: "d" }, null],
  ["e", { solve: "d", snooze: "e" }, "h"],
  ["Shift v", { select: "v" }, "Shift x"],
])("pressed %s with the own keys %j, it is as if %s was", (pressed, own, shipped) => {
  expect(shippedKey(pressed, own)).toBe(shipped);
});

test("the help shows a person's own key", () => {
  expect(keyFor("solve", { solve: "d" })).toBe("d");
  expect(keyFor("solve", {})).toBe("e");
});
