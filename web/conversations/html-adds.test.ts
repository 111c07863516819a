import { expect, test } from "vitest";
import { frameHeight, htmlAdds } from "./html-adds.ts";

test.each([
  ["<div>Hello,<br>there</div>", false],
  ["<p>Write to <a href='mailto:a@b.cz'>a@b.cz</a></p>", false],
  ["<p><a href='https://a.cz/'>https://a.cz</a></p>", false],
  ['<img src=\'x\' width="1" height="1"><p>Hi</p>', false],
  ["<p><a href='https://evil.cz'>https://bank.cz</a></p>", true],
  ["<p><a href='https://a.cz'>the manual</a></p>", true],
  ["<p>Only <b>blank</b> pages</p>", true],
  ["<table><tr><td>One cell for the layout</td></tr></table>", false],
  ["<table><tr><td>a</td><td>b</td></tr></table>", true],
  ["<img src='chart.png'>", true],
])("%s adds to its text: %s", (html, adds) => {
  expect(htmlAdds(html)).toBe(adds);
});

test("a frame is neither a slit nor endless", () => {
  expect(frameHeight({ text: "", quoted: "", html: "" })).toBeGreaterThanOrEqual(160);
  expect(frameHeight({ text: "line\n".repeat(500), quoted: "", html: "" })).toBe(720);
});
