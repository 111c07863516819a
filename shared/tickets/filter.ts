// A filter in one line of text, and back: `state:open assignee:me org:"ACME, s.r.o." -tag:spam created:>2026-01-01 printer`.
// What is written out reads back as the same filter.
import { joinValues, joinWords, quote, splitValues, splitWords, tokens, unquote } from "./filter-text.ts";
import { addDays, momentKind } from "./moment.ts";
import {
  flags,
  operatorNames,
  type TimeOperator,
  timeOperators,
  timeShorthands,
  type ValueOperator,
  valueOperators,
} from "./operators.ts";
import type { FilterKey, TicketFilter } from "./query.ts";

export interface FilterProblem {
  code: "unknown-operator" | "unknown-value" | "missing-value" | "wrong-date" | "not-negatable" | "too-long";
  /** As typed, and where it begins in the text. */
  token: string;
  at: number;
  operator: string;
  /** What could stand there. */
  known: readonly string[];
}

export interface ParsedFilter {
  query: TicketFilter;
  problems: FilterProblem[];
}

const operatorToken = /^(-?)([a-z]{2,}):(?!\/\/)(.*)$/is;
const longestValue = 500;
const longestWords = 200;

export function parseFilter(text: string): ParsedFilter {
  const query: Partial<Record<FilterKey, string>> = {};
  const problems: FilterProblem[] = [];
  const words: string[] = [];
  for (const { raw, at } of tokens(text)) {
    const [, minus = "", name = "", value = ""] = operatorToken.exec(raw) ?? [];
    const operator = name.toLowerCase();
    const problem = (code: FilterProblem["code"], known: readonly string[] = []) =>
      problems.push({ code, token: raw, at, operator, known });
    if (operator === "" || (value === "" && !operatorNames.includes(operator))) words.push(unquote(raw));
    else if (!operatorNames.includes(operator)) problem("unknown-operator", operatorNames);
    else if (value === "") problem("missing-value");
    else {
      const set = readOperator(minus !== "", operator, value);
      if (typeof set === "string") problem(set, knownValues(operator));
      else {
        for (const [key, part] of Object.entries(set)) query[key as FilterKey] = merged(query, key as FilterKey, part);
      }
    }
  }
  const q = joinWords(words.map((word) => word.trim()).filter(Boolean));
  if (q !== "") query.q = q;
  for (const [key, value] of Object.entries(query)) {
    const longest = key === "q" ? longestWords : longestValue;
    if (value.length <= longest) continue;
    problems.push({ code: "too-long", token: value.slice(0, 40), at: 0, operator: key === "q" ? "" : key, known: [] });
    delete query[key as FilterKey];
  }
  return { query: query as TicketFilter, problems };
}

type Wrong = FilterProblem["code"];

function readOperator(not: boolean, name: string, value: string): Partial<Record<FilterKey, string>> | Wrong {
  const byValue = valueOperators[name];
  if (byValue) return readValues(byValue, not, value);
  if (name === "is") return readFlags(not, value);
  if (not) return "not-negatable";
  const [operator, comparison] = timeShorthands[name]?.split(":") ?? [name, ""];
  return readTime(timeOperators[operator as string] as TimeOperator, comparison + unquote(value)) ?? "wrong-date";
}

function readValues({ key, not, among, like, single }: ValueOperator, negated: boolean, text: string) {
  if (negated && !not) return "not-negatable";
  const values = splitValues(text).map((value) => (among ? value.toLowerCase() : value));
  if (values.length === 0) return "missing-value";
  const fits = (value: string) => (among?.includes(value) ?? true) && (like?.test(value) ?? true);
  if (!values.every(fits) || (single && values.length > 1)) return "unknown-value";
  return { [(negated && not) || key]: joinValues(values) };
}

function readFlags(not: boolean, text: string): Partial<Record<FilterKey, string>> | Wrong {
  const names = splitValues(text).map((name) => name.toLowerCase());
  if (names.length === 0) return "missing-value";
  if (!names.every((name) => (flags as readonly string[]).includes(name))) return "unknown-value";
  return Object.fromEntries(names.map((name) => [name, String(!not)]));
}

const known = new Set<FilterKey>(
  Object.values(valueOperators).flatMap(({ key, not, single }) => (single ? [] : not ? [key, not] : [key])),
);

/** Said twice, values add up; of anything else the last one counts. */
function merged(query: Partial<Record<FilterKey, string>>, key: FilterKey, value: string): string {
  const before = query[key];
  return before !== undefined && known.has(key) ? joinValues([...splitValues(before), ...splitValues(value)]) : value;
}

const knownValues = (operator: string): readonly string[] =>
  operator === "is" ? flags : (valueOperators[operator]?.among ?? []);

/** `2026-01-01`, `>2026-01-01`, `2026-01-01..2026-01-31`, `<7d`; null if it is none. */
function readTime({ from, to, ahead }: TimeOperator, text: string): Partial<Record<FilterKey, string>> | null {
  const range = /^([^.]+)\.\.([^.]+)$/.exec(text);
  if (range) {
    const [, first = "", last = ""] = range;
    const end = momentKind(first) === "day" && momentKind(last) === "day" ? addDays(last, 1) : null;
    return end === null ? null : { [from]: first, [to]: end };
  }
  const [, comparison = "", value = ""] = /^(>=|<=|>|<)?(.*)$/s.exec(text) ?? [];
  const kind = momentKind(value);
  if (kind === null || (kind === "instant" && comparison === "")) return null;
  const less = comparison.startsWith("<");
  // "less than 7 days ago" is later than a point, "due in less than 7 days" earlier.
  if (kind === "relative") return { [(less || comparison === "") === Boolean(ahead) ? to : from]: value };
  if (kind === "instant") return { [less ? to : from]: value };
  const next = addDays(value, 1);
  if (next === null) return null;
  if (comparison === "") return { [from]: value, [to]: next };
  return less ? { [to]: comparison === "<" ? value : next } : { [from]: comparison === ">" ? next : value };
}

export function formatFilter(query: TicketFilter): string {
  const parts: string[] = [];
  const written = new Set<FilterKey>();
  const write = (prefix: string, key: FilterKey | undefined) => {
    const value = key && !written.has(key) ? query[key] : undefined;
    if (!key || value === undefined) return;
    written.add(key);
    const values = joinValues(splitValues(value));
    if (values !== "") parts.push(prefix + values);
  };
  for (const [name, { key, not }] of Object.entries(valueOperators)) {
    write(`${name}:`, key);
    write(`-${name}:`, not);
  }
  for (const flag of flags) if (query[flag] !== undefined) parts.push(`${query[flag] === "true" ? "" : "-"}is:${flag}`);
  for (const [name, operator] of Object.entries(timeOperators)) parts.push(...formatTime(name, operator, query));
  for (const word of splitWords(query.q ?? "")) parts.push(formatWord(word));
  return parts.join(" ");
}

function formatTime(name: string, { from, to, ahead }: TimeOperator, query: TicketFilter): string[] {
  const [first, end] = [query[from], query[to]];
  if (first && end && momentKind(first) === "day" && addDays(first, 1) === end) return [`${name}:${first}`];
  const [older, younger] = ahead ? ["<", ">"] : [">", "<"];
  const parts: string[] = [];
  if (first) parts.push(`${name}:${momentKind(first) === "relative" ? younger : ">="}${first}`);
  if (end) parts.push(`${name}:${momentKind(end) === "relative" ? older : "<"}${end}`);
  return parts;
}

const formatWord = (word: string): string => (/[\s"]/.test(word) || operatorToken.test(word) ? quote(word) : word);

/** For people, in English; the desk has these in its catalogues. */
export function problemText({ code, token, operator, known }: FilterProblem): string {
  const among = known.length > 0 ? ` Known are ${known.join(", ")}.` : "";
  switch (code) {
    case "unknown-operator":
      return `"${operator}:" is no operator.${among} Put quotes around words that hold a colon.`;
    case "unknown-value":
      return `"${token}" is not possible.${among}`;
    case "missing-value":
      return `"${operator}:" needs a value.`;
    case "wrong-date":
      return `"${token}" names no time: write 2026-01-31, >2026-01-31, 2026-01-01..2026-01-31 or <7d.`;
    case "not-negatable":
      return `"${operator}:" has no opposite: leave out the "-".`;
    case "too-long":
      return operator === ""
        ? `There are too many words (${longestWords} characters at most).`
        : `"${operator}" is too long (${longestValue} characters at most).`;
  }
}
