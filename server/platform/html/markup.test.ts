import { expect, it } from "vitest";
import { renderBody } from "./markup.ts";

it("makes markdown read well as text and as HTML", () => {
  const { text, html } = renderBody(
    "Hello **Jan**,\n\n1. restart\n2. [look](https://x.cz/a)\n\n<script>x</script>",
    "markdown",
  );
  expect(text).toBe("Hello Jan,\n 1. restart\n 2. look [https://x.cz/a]");
  expect(html).toContain("<strong>Jan</strong>");
  expect(html).not.toContain("script");
});

it("keeps plain text plain", () => {
  expect(renderBody("a < b\r\nsee https://x.cz/?a=1&b=2.\n", "text")).toEqual({
    text: "a < b\nsee https://x.cz/?a=1&b=2.",
    html: null,
  });
});

it("takes HTML through the allow-list and makes the text of what is left", () => {
  const { text, html } = renderBody(
    '<p onclick="x()">Hi <b>Jan</b></p><iframe src="https://evil.example"></iframe>',
    "html",
  );
  expect(html).toBe("<p>Hi <b>Jan</b></p>");
  expect(text).toBe("Hi Jan");
});
