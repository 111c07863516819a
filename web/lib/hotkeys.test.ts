import { expect, test } from "vitest";
import { keyName } from "./hotkeys.ts";

test.each([
  [{ key: "j", code: "KeyJ" }, "j"],
  [{ key: "J", code: "KeyJ" }, "j"], // caps lock
  [{ key: "о", code: "KeyJ" }, "j"],
  [{ key: "่", code: "KeyJ" }, "j"],
  [{ key: "Enter", code: "Enter" }, "Enter"],
  [{ key: "?", code: "Slash", shiftKey: true }, "?"],
  [{ key: ",", code: "Slash", shiftKey: true }, ","],
  [{ key: "X", code: "KeyX", shiftKey: true }, "Shift x"],
  [{ key: "Ч", code: "KeyX", shiftKey: true }, "Shift x"],
  [{ key: "ArrowDown", code: "ArrowDown", shiftKey: true }, "Shift ArrowDown"],
  [{ key: "л", code: "KeyK", ctrlKey: true }, "Mod k"],
  [{ key: "k", code: "KeyK", metaKey: true }, "Mod k"],
])("%o is %s", (event, name) => {
  expect(keyName(event)).toBe(name);
});
