// The templates of automatic mail as an administrator sees and changes them.
import { languages } from "../../../../shared/base/schema.ts";
import type { TemplateBook, TemplateText } from "../../contract.ts";
import { fillTemplate, variablesOf } from "./render-template.ts";
import { type TemplateKind, type TemplateVariables, templates } from "./templates.ts";

/** Every variable of every kind, with something to show in its place. */
const samples: { [Kind in TemplateKind]: Required<TemplateVariables[Kind]> } = {
  receipt: { number: "20260042", desk: "Listek", link: "https://desk.example/r/4f7a" },
  assigned: { number: "20260042", desk: "Listek", technician: "Radek Dvořák", link: "https://desk.example/r/4f7a" },
  solved: { number: "20260042", desk: "Listek", notSolved: "https://desk.example/not-solved/…" },
  "password-reset": { desk: "Listek", link: "https://desk.example/desk/reset?token=…", minutes: 120 },
  invitation: {
    desk: "Listek",
    name: "Jana Nováková",
    inviter: "Radek Dvořák",
    link: "https://desk.example/desk/reset?token=…",
    days: 7,
  },
  confirmation: { desk: "Listek", number: "20260042", link: "https://desk.example/confirm/…", days: 7 },
  challenge: { desk: "Listek", link: "https://desk.example/first-contact/…", days: 7 },
  test: { desk: "Listek" },
};
/** Without these the mail would be of no use. */
const needed: Partial<Record<TemplateKind, string>> = {
  solved: "notSolved",
  "password-reset": "link",
  invitation: "link",
  confirmation: "link",
  challenge: "link",
};
const edited = (Object.keys(templates) as TemplateKind[]).filter((kind) => kind !== "test");

export const templateBook: TemplateBook = {
  list: () =>
    edited.flatMap((kind) =>
      languages.map((language) => ({
        kind,
        language,
        standard: templates[kind][language],
        variables: Object.keys(samples[kind]),
      })),
    ),
  problems(kind, text) {
    const wrong: Record<string, string> = {};
    for (const field of ["subject", "text"] as const) {
      const why = problemOf(kind as TemplateKind, text, field);
      if (why) wrong[field] = why;
    }
    return Object.keys(wrong).length ? wrong : null;
  },
  preview: (kind, text, values) => fillTemplate(text, { ...samples[kind as TemplateKind], ...values }),
};

function problemOf(kind: TemplateKind, text: TemplateText, field: keyof TemplateText): string | null {
  const known = Object.keys(samples[kind]);
  try {
    const used = variablesOf(text[field]);
    const stranger = used.find((name) => !known.includes(name));
    if (stranger) return `line ${lineOf(text[field], stranger)}: there is no {{${stranger}}} here`;
    const wanted = needed[kind];
    if (field === "text" && wanted && !used.includes(wanted)) return `must hold {{${wanted}}}`;
    // What reads well may still fail when it is filled: an unknown filter, a loop without end.
    if (fillTemplate({ subject: "", text: "", [field]: text[field] }, samples[kind])[field] === "") return "is empty";
    return null;
  } catch (error) {
    return liquidProblem(error as Error);
  }
}

const lineOf = (source: string, name: string): number =>
  source.slice(0, source.search(new RegExp(`\\{[{%][^}]*\\b${name.replace(/\W/g, ".")}\\b`))).split("\n").length;

/** "tag {% if x %} not closed, line:3, col:1" -> "line 3: tag {% if x %} not closed" */
function liquidProblem({ message }: Error): string {
  const [, why = message, line = "1"] = /^(.*?), line:(\d+), col:\d+/s.exec(message) ?? [];
  return `line ${line}: ${why}`.slice(0, 300);
}
