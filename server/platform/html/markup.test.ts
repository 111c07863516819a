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

it("puts pictures of the message at their places, and names them in the text; any other stays a name", () => {
  const place = (src: string) => (src === "upload:ours" ? "cid:1@here" : null);
  const { text, html } = renderBody(
    'See:\n\n![shot "1".png](upload:ours)\n\n![theirs](upload:theirs) ![run](javascript:alert(1)) ![](upload:ours)',
    "markdown",
    place,
  );
  expect(text).toBe('See:\n[image: shot "1".png]\n[image]');
  expect(html).toContain('<img alt="shot &quot;1&quot;.png" src="cid:1@here" />');
  expect(html).not.toMatch(/upload:|javascript/);
});
