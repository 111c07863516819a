import { expect, test } from "vitest";
import { alignment, elementFor, leavesOut, pictureAt, safeHref, wholeNumber } from "./rich-rules.ts";

test.each([
  ["strong", "strong"],
  ["h1", "h2"],
  ["h5", "h2"],
  ["span", ""],
  ["font", ""],
  ["custom-element", ""],
  ["script", null],
  ["style", null],
  ["iframe", null],
  ["svg", null],
  ["math", null],
  ["form", ""],
  ["input", ""],
  ["base", ""],
])("of %s is made %j", (tag, made) => {
  expect(elementFor(tag)).toBe(made);
});

test.each([
  ["https://a.cz/b?c=1#d", true],
  ["http://a.cz", true],
  ["mailto:a@b.cz", true],
  ["tel:+420123", true],
  ["javascript:alert(1)", false],
  ["JaVaScript:alert(1)", false],
  ["java\tscript:alert(1)", false],
  [" \u0001javascript:alert(1)", false],
  ["data:text/html,<script>alert(1)</script>", false],
  ["vbscript:x", false],
  ["blob:https://a.cz/1", false],
  ["file:///etc/passwd", false],
  ["/desk/tickets/1", false],
  ["//evil.example", false],
  ["", false],
])("the address %j becomes a link: %s", (href, link) => {
  expect(safeHref(href)).toBe(link ? href : null);
});

test("attributes are what they claim, or nothing", () => {
  expect(wholeNumber("3", 1, 100)).toBe(3);
  expect(wholeNumber("0", 1, 100)).toBe(1);
  expect(wholeNumber("99999999", 1, 100)).toBe(100);
  expect(wholeNumber("3;x", 1, 100)).toBeUndefined();
  expect(alignment("RIGHT")).toBe("right");
  expect(alignment("expression(x)")).toBeUndefined();
});

test("pictures and colours are left to the frame, everything else is not", () => {
  expect(leavesOut("<p>a <b>b</b> style=c</p><ul><li>d</li></ul>")).toBe(false);
  expect(leavesOut('<p style="color:red">a</p>')).toBe(true);
  expect(leavesOut('<img src="https://a.cz/b.png">')).toBe(true);
  expect(leavesOut('<img alt="a" src="cid:1@here">')).toBe(false);
});

test("a picture is shown from the message's own files, and from nowhere else", () => {
  const file = { contentId: "1@here", type: "image/png" };
  const page = { contentId: "2@here", type: "text/html" };
  expect(pictureAt("cid:1@here", [page, file])).toBe(file);
  for (const src of ["cid:2@here", "cid:3@here", "https://evil.example/1@here", "1@here", "", null])
    expect(pictureAt(src, [page, file])).toBeUndefined();
});
