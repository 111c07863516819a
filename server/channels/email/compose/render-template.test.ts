import { describe, expect, it } from "vitest";
import { renderTemplate } from "./render-template.ts";
import { templateBook } from "./template-book.ts";
import { type TemplateKind, templates } from "./templates.ts";

describe("renderTemplate", () => {
  const variables = {
    receipt: { number: "17", desk: "Listek s.r.o.", link: "https://desk.example/r/17" },
    assigned: { number: "17", desk: "Listek s.r.o.", technician: "Eva <b>Malá</b>\r\nBcc: x@y.cz" },
    solved: { number: "17", desk: "Listek s.r.o.", notSolved: "https://desk.example/not-solved/1.2.abc" },
    "password-reset": { desk: "Listek s.r.o.", link: "https://desk.example/p?t=abc&u=1", minutes: 60 },
    invitation: { desk: "Listek s.r.o.", name: "Eva", inviter: "Jan", link: "https://desk.example/p?t=abc", days: 7 },
    confirmation: { desk: "Listek s.r.o.", number: "17", link: "https://desk.example/confirm/abc", days: 7 },
    challenge: { desk: "Listek s.r.o.", link: "https://desk.example/first-contact/1.2.abc", days: 7 },
    test: { desk: "Listek s.r.o." },
  };
  const numbered = ["receipt", "assigned", "solved", "confirmation"];
  const kinds = Object.keys(templates) as TemplateKind[];
  const all = kinds.flatMap((kind) => ["en", "ru", "cs", "th"].map((language) => [kind, language] as const));

  it.each(all)("writes %s in %s with every blank filled", (kind, language) => {
    const { subject, text, html } = renderTemplate(kind, language, variables[kind], {});
    expect(subject).not.toMatch(/[{}\r\n]/);
    expect(text).not.toMatch(/[{}]/);
    expect(html).not.toContain("<b>");
    expect(text).toContain("Listek s.r.o.");
    if (kind === "assigned") expect(text).toContain("Eva <b>Malá</b> Bcc: x@y.cz");
    if (numbered.includes(kind)) expect(`${subject}${text}`).toContain("17");
  });

  it("reads English to those whose language we do not speak", () => {
    expect(renderTemplate("receipt", "pl", variables.receipt, {})).toEqual(
      renderTemplate("receipt", "en", variables.receipt, {}),
    );
  });

  it("says what an administrator wrote, in that language only", () => {
    const own = { "receipt.en": { subject: "{{number}}!", text: "Dear friend" }, "receipt.cs": null };
    expect(renderTemplate("receipt", "en", variables.receipt, own)).toMatchObject({
      subject: "17!",
      text: "Dear friend",
    });
    for (const language of ["cs", "th"])
      expect(renderTemplate("receipt", language, variables.receipt, own)).toEqual(
        renderTemplate("receipt", language, variables.receipt, {}),
      );
  });
});

describe("what may stand in a template", () => {
  it.each([
    ["receipt", "text", "Hello {{number}}", null],
    ["receipt", "text", "one\ntwo {{ticket.number}}", "line 2: there is no {{ticket}} here"],
    ["receipt", "subject", "{% if link %}x", "line 1: tag {% if link %} not closed"],
    ["receipt", "text", "a\nb\n{{ number | }}\n{% bogus %}", /^line [34]: /],
    ["receipt", "text", "{{ number | shout }}", /^line 1: undefined filter: shout/],
    ["receipt", "text", "{% render '/etc/passwd' %}", /ENOENT/],
    ["receipt", "text", "{% include 'x' %}", /ENOENT/],
    ["receipt", "text", "{% for i in (1..100000000) %}{{number}}{% endfor %}", /limit/],
    ["receipt", "text", "{% if false %}x{% endif %}", "is empty"],
    ["password-reset", "text", "Good luck", "must hold {{link}}"],
    ["receipt", "text", "{{constructor}} {{__proto__}}", /there is no/],
  ] as const)("%s %s %j: %s", (kind, field, source, expected) => {
    const found = templateBook.problems(kind, { subject: "x", text: "x {{link}}", [field]: source })?.[field] ?? null;
    if (expected instanceof RegExp) expect(found).toMatch(expected);
    else expect(found).toBe(expected);
  });

  it("what comes with the desk is without fault", () => {
    for (const { kind, standard } of templateBook.list()) expect(templateBook.problems(kind, standard)).toBeNull();
  });
});
