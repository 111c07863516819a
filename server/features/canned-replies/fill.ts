// Liquid with few names in it. What has no value stays visible as a gap, ‹customer.firstName›, so that nobody sends "Dear ,".
import { Liquid, type Template } from "liquidjs";
import type { CannedVariable, RenderedCannedReply } from "../../../shared/canned-replies/schema.ts";
import { invalidField, Problem } from "../../platform/errors.ts";

export type CannedValues = Record<CannedVariable, string | null>;

/** No file of this machine is reachable from a template, and a template cannot run for ever. */
const liquid = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  parseLimit: 100_000,
  renderLimit: 300,
  memoryLimit: 1_000_000,
});

/** Throws, in the parser's words, for a text that is no Liquid. */
export function requireReadable(body: string): Template[] {
  return named(() => liquid.parse(body));
}

export function fill(body: string, values: CannedValues): RenderedCannedReply {
  const unknown = new Set<string>(namesIn(body).filter((name) => !(values[name as CannedVariable] ?? null)));
  const missing = new Set<string>();
  const gaps = body.replace(output, (all, name: string, filters: string) => {
    if (!unknown.has(name) || /^\s*\|\s*default\b/.test(filters)) return all;
    missing.add(name);
    return `‹${name}›`;
  });
  return { body: named(() => liquid.renderSync(liquid.parse(gaps), nested(values))), missing: [...missing] };
}

/** `{{ customer.name | upcase }}` */
const output = /\{\{-?\s*([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)((?:\s*\|[^{}]*)?)\s*-?\}\}/g;

/** Names that come from outside: not those that the text makes itself (assign, for). */
const namesIn = (body: string): string[] => named(() => liquid.globalFullVariablesSync(requireReadable(body)));

function nested(values: CannedValues): Record<string, Record<string, string>> {
  const scope: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(values)) {
    const [outer = "", inner = ""] = name.split(".");
    scope[outer] = { ...scope[outer], ...(value !== null && { [inner]: plain(value) }) };
  }
  return scope;
}

/** A customer's name or subject is words, whatever Markdown could be read in it. */
const plain = (value: string): string => value.replace(/\s+/g, " ").replace(/[\\[\]<`*]/g, "\\$&");

function named<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw invalidField("body", `cannot be read as Liquid: ${(error as Error).message.split("\n")[0]}`);
  }
}
