import { joinValues } from "../../../shared/tickets/filter-text.ts";
import type { FilterKey } from "../../../shared/tickets/query.ts";
import type { FilterField } from "./fields.ts";

export interface Suggestion {
  /** Unique among those offered. */
  id: string;
  label: string;
  /** As one would type it. */
  text: string;
  /** What is set when it is picked; without: the text goes on being typed. */
  set?: Partial<Record<FilterKey, string>>;
}

const operatorToken = /^(-?)([a-z]+):(.*)$/is;
const most = 8;

/** The word that is being typed: the last one. */
export const lastToken = (text: string): string => /(?:"[^"]*"?|[^\s"])*$/.exec(text)?.[0] ?? "";

/** Whether what was typed last would read as an operator: it is not searched for before it is finished. */
export const isOperator = (token: string): boolean => operatorToken.test(token);

/** What the word under the cursor may become: operators by their beginning, values of an operator. */
export function suggest(text: string, fields: readonly FilterField[]): Suggestion[] {
  const token = lastToken(text);
  const [, minus = "", name = "", typed = ""] = operatorToken.exec(token) ?? [];
  return name ? values(minus !== "", name.toLowerCase(), typed, fields) : operators(token, fields);
}

function operators(token: string, fields: readonly FilterField[]): Suggestion[] {
  const wanted = token.toLowerCase();
  const seen = new Set<string>();
  return fields
    .filter((field) => {
      const fresh = !seen.has(field.operator) && field.kind !== "yes";
      seen.add(field.operator);
      return fresh && (field.operator.startsWith(wanted) || field.label.toLowerCase().startsWith(wanted));
    })
    .concat(wanted === "" ? [] : fields.filter(({ kind, label, key }) => kind === "yes" && starts(wanted, label, key)))
    .slice(0, most)
    .map((field) =>
      field.kind === "yes"
        ? { id: `is:${field.key}`, label: field.label, text: `is:${field.key}`, set: { [field.key]: "true" } }
        : { id: field.operator, label: field.label, text: `${field.operator}:` },
    );
}

const starts = (wanted: string, ...texts: string[]) => texts.some((text) => text.toLowerCase().startsWith(wanted));

function values(not: boolean, name: string, typed: string, fields: readonly FilterField[]): Suggestion[] {
  const wanted = typed.replace(/^"|^[<>]=?|"$/g, "").toLowerCase();
  if (name === "is")
    return fields
      .filter(({ kind, label, key }) => kind === "yes" && starts(wanted, label, key))
      .map(({ key, label }) => ({ id: key, label, text: `is:${key}`, set: { [key]: String(!not) } }));
  const field = fields.find(({ operator }) => operator === name);
  const key = not ? field?.not : field?.key;
  if (!field || !key) return [];
  return field.choices
    .filter(({ label, value }) => label.toLowerCase().includes(wanted) || value.toLowerCase().startsWith(wanted))
    .slice(0, most)
    .map(({ value, label }) => ({
      id: value,
      label,
      text: `${not ? "-" : ""}${name}:${field.kind === "time" && name !== "due" ? "<" : ""}${joinValues([value])}`,
      set: { [key === "dueFrom" ? "dueTo" : key]: joinValues([value]) },
    }));
}
