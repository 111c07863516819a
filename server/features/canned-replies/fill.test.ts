import { expect, test } from "vitest";
import { type CannedValues, fill } from "./fill.ts";
import { firstName } from "./values.ts";

const values: CannedValues = {
  "ticket.number": "20260001",
  "ticket.subject": "Printer",
  "ticket.state": "In work",
  "customer.name": "Anna Nová",
  "customer.firstName": null,
  "customer.email": null,
  "organization.name": null,
  "agent.name": "Jana",
  "desk.name": "Desk",
};

test.each([
  ["Hello {{ customer.name }}, {{ticket.number}}", "Hello Anna Nová, 20260001", []],
  ["Dear {{ customer.firstName }},", "Dear ‹customer.firstName›,", ["customer.firstName"]],
  ["Dear {{ customer.firstName | upcase }},", "Dear ‹customer.firstName›,", ["customer.firstName"]],
  ['Dear {{ customer.firstName | default: "customer" }},', "Dear customer,", []],
  [
    "{% if customer.firstName %}Dear {{ customer.firstName }}{% else %}Hello{% endif %}",
    "Hello",
    ["customer.firstName"],
  ],
  ["{{ price }} for {{ customer.shoeSize }}", "‹price› for ‹customer.shoeSize›", ["price", "customer.shoeSize"]],
  ["{% assign greeting = 'Hi' %}{{ greeting }}", "Hi", []],
  ["{% for n in (1..3) %}{{ n }}{% endfor %}", "123", []],
  ["{{ customer.constructor }}", "‹customer.constructor›", ["customer.constructor"]],
  ["no variables, 100 % { plain }", "no variables, 100 % { plain }", []],
])("%s", (body, text, missing) => {
  expect(fill(body, values)).toEqual({ body: text, missing });
});

test("what a customer wrote stays words: neither Markdown nor Liquid", () => {
  const subject = "![x](https://evil.example/p.png) <b>*bold*</b>\n\n{{ agent.name }} {% raw %}";
  expect(fill("{{ ticket.subject }}", { ...values, "ticket.subject": subject }).body).toBe(
    "!\\[x\\](https://evil.example/p.png) \\<b>\\*bold\\*\\</b> {{ agent.name }} {% raw %}",
  );
});

test.each(["{% if %}", "{{ a | nofilter", "{% include '/etc/passwd' %}", "{% for i in (1..99999999) %}x{% endfor %}"])(
  "%s is refused and names the body",
  (body) => {
    expect(() => fill(body, values)).toThrow(
      expect.objectContaining({ status: 422, fields: { body: expect.any(String) } }),
    );
  },
);

test.each([
  ["Anna Nová", "Anna"],
  ["Nová, Anna", "Anna"],
  ["Анна", "Анна"],
  ["สมชาย ใจดี", "สมชาย"],
  ["anna.nova", null],
  ["info", null],
  [null, null],
])("first name of %s: %s", (name, expected) => {
  expect(firstName(name)).toBe(expected);
});
