import { expect, test } from "vitest";
import { initials } from "./face.tsx";

test.each([
  ["Jana Nováková", "JN"],
  ["Дмитрий Константинопольский", "ДК"],
  ["สมชาย ใจดี", "สจ"],
  ["jana.novakova@acme.cz", "JC"],
  ["Listek", "L"],
  ["", "?"],
])("%s is %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});
