// What a server that an administrator named has found out already (Authentication-Results, RFC 8601).
import { type Authentication, nothingFound } from "../../../../shared/conversations/trust.ts";
import type { Trace } from "./arrival.ts";

/** The topmost such field of a named server, above any other hop; null when there is none. */
export function saidBy(trace: Trace, systems: readonly string[], fromDomain: string | null): Authentication | null {
  if (fromDomain === null) return null;
  const named = new Set(systems.map((each) => each.toLowerCase()));
  for (const { name, value } of trace.fields) {
    if (name !== "authentication-results") continue;
    const id = /^([^\s;()]{1,255})/.exec(value)?.[1]?.toLowerCase();
    if (id !== undefined && named.has(id)) return read(value, id, fromDomain);
  }
  return null;
}

function read(value: string, id: string, fromDomain: string): Authentication {
  const found: Authentication = { ...nothingFound, checked: true, saidBy: id };
  // Comments may hold anything, also what looks like a result.
  const results = value
    .replace(/\((?:[^()\\]|\\.)*\)/g, " ")
    .split(";")
    .slice(1);
  for (const result of results) {
    const [, method, verdict] = /^\s*([a-z-]+)\s*=\s*([a-z]+)/i.exec(result) ?? [];
    if (method?.toLowerCase() !== "dmarc") continue;
    const about = /\bheader\.from\s*=\s*"?([^\s;"]+)/i.exec(result)?.[1]?.toLowerCase() ?? fromDomain;
    found.fromDomain = about.slice(about.lastIndexOf("@") + 1);
    found.dmarc = verdict?.toLowerCase() === "pass" ? "pass" : verdict?.toLowerCase() === "fail" ? "fail" : "none";
    const policy = /\b(?:policy\.dmarc|p|dis)\s*=\s*(none|quarantine|reject)/i.exec(value)?.[1]?.toLowerCase();
    found.policy = (policy as Authentication["policy"]) ?? null;
  }
  return found;
}
