// Liquid with few names in it. What has no value stays visible as a gap, ‹customer.firstName›, so that nobody sends "Dear ,".
import type { CannedVariable, RenderedCannedReply } from "../../../shared/canned-replies/schema.ts";
import { fillLiquid, namesIn } from "../../platform/liquid.ts";

export type CannedValues = Record<CannedVariable, string | null>;

export function fill(body: string, values: CannedValues): RenderedCannedReply {
  const names = namesIn("body", body);
  const unknown = new Set<string>(names.filter((name) => !(values[name as CannedVariable] ?? null)));
  const missing = new Set<string>();
  const gaps = body.replace(output, (all, name: string, filters: string) => {
    if (!unknown.has(name) || /^\s*\|\s*default\b/.test(filters)) return all;
    missing.add(name);
    return `‹${name}›`;
  });
  return { body: fillLiquid("body", gaps, values), missing: [...missing] };
}

/** `{{ customer.name | upcase }}` */
const output = /\{\{-?\s*([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)((?:\s*\|[^{}]*)?)\s*-?\}\}/g;
