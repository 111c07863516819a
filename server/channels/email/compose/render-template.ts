import { Liquid } from "liquidjs";
import { htmlFromPlain } from "../../../platform/html/plain-html.ts";
import type { OwnTemplates } from "../../contract.ts";
import { languageOf } from "./languages.ts";
import { bodyText, headerLine } from "./safe-fields.ts";
import { type MailTemplate, type TemplateKind, type TemplateVariables, templates } from "./templates.ts";

export interface RenderedTemplate {
  subject: string;
  text: string;
  html: string;
}

/** No file of this machine is reachable from a template, and a template cannot run for ever. */
const liquid = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 100_000,
  renderLimit: 500,
  memoryLimit: 1_000_000,
});

/** An automatic mail in the recipient's language, in the administrator's words where he wrote his own. */
export function renderTemplate<Kind extends TemplateKind>(
  kind: Kind,
  language: string | null,
  variables: TemplateVariables[Kind],
  own: OwnTemplates,
): RenderedTemplate {
  const spoken = languageOf(language);
  const { subject, text } = fillTemplate(own[`${kind}.${spoken}`] ?? templates[kind][spoken], variables);
  return { subject, text, html: htmlFromPlain(text) };
}

/** Throws the error of liquidjs when it is no valid template. */
export function fillTemplate(template: MailTemplate, variables: object): MailTemplate {
  const values = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, headerLine(String(value ?? ""))]),
  );
  return {
    subject: headerLine(liquid.renderSync(parsed(template.subject), values)),
    text: bodyText(liquid.renderSync(parsed(template.text), values)).trim(),
  };
}

/** The names that a source asks for. Throws the error of liquidjs when it cannot be read. */
export const variablesOf = (source: string): string[] => liquid.globalVariablesSync(liquid.parse(source));

const known = new Map<string, ReturnType<typeof liquid.parse>>();

/** The same few templates come again and again; parsing one costs more than filling it. */
function parsed(source: string): ReturnType<typeof liquid.parse> {
  let template = known.get(source);
  if (!template) {
    template = liquid.parse(source);
    if (known.size > 200) known.clear();
    known.set(source, template);
  }
  return template;
}
