import { expect, test } from "vitest";
import { splitLinks } from "./links.ts";

const hrefs = (text: string) => splitLinks(text).flatMap(({ href }) => href ?? []);

test.each([
  ["see https://a.cz/x?y=1.", ["https://a.cz/x?y=1"]],
  ["(https://en.wikipedia.org/wiki/Fuser_(printer))", ["https://en.wikipedia.org/wiki/Fuser_(printer)"]],
  ["write to jana@acme.cz, please", ["mailto:jana@acme.cz"]],
  ["<https://a.cz>", ["https://a.cz"]],
  ["javascript:alert(1) and ftp://x.cz", []],
  ["ดู https://a.co.th/ก ได้", ["https://a.co.th/ก"]],
])("%s", (text, expected) => {
  expect(hrefs(text)).toEqual(expected);
});

test("nothing of the text is lost", () => {
  const text = "a https://b.cz, c@d.cz!\nend";
  expect(
    splitLinks(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});
