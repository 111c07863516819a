// Texts with names in them, "{{desk.name}}", that people write once and the desk fills in.
import { Liquid, type Template } from "liquidjs";
import { invalidField, Problem } from "./errors.ts";

/** No file of this machine is reachable from a text, and a text cannot run for ever. */
const liquid = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  parseLimit: 100_000,
  renderLimit: 300,
  memoryLimit: 1_000_000,
});

/** Throws, in the parser's words, for a text that is no Liquid; `field` is where it was written. */
export const readLiquid = (field: string, source: string): Template[] => named(field, () => liquid.parse(source));

/** Names that come from outside: not those that the text makes itself (assign, for). */
export const namesIn = (field: string, source: string): string[] =>
  named(field, () => liquid.globalFullVariablesSync(readLiquid(field, source)));

/** `values` by their full names, "agent.name"; null: nothing is known. What is filled in is words, whatever Markdown could be read in it. */
export const fillLiquid = (field: string, source: string, values: Record<string, string | null>): string =>
  named(field, () => liquid.renderSync(liquid.parse(source), nested(values)));

function nested(values: Record<string, string | null>): Record<string, Record<string, string>> {
  const scope: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(values)) {
    const [outer = "", inner = ""] = name.split(".");
    scope[outer] = { ...scope[outer], ...(value !== null && { [inner]: plain(value) }) };
  }
  return scope;
}

const plain = (value: string): string => value.replace(/\s+/g, " ").replace(/[\\[\]<`*]/g, "\\$&");

function named<T>(field: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw invalidField(field, `cannot be read as Liquid: ${(error as Error).message.split("\n")[0]}`);
  }
}
