import type { ParsedAlert } from "../parsed-mail.ts";
import { type AlertText, firstOf, hostNames, readLabels, serviceNames } from "./labels.ts";

/** "Check_MK: web1/CPU load OK -> CRIT", since 2.0 "Checkmk: web1/CPU load OK → CRIT"; a host's own has no slash. */
const subjectOf =
  /^check_?mk: ([^/\s]{1,200})(?:\/(\S.{0,300}?))? (\S{1,60} ?(?:->|→) ?\S{1,60}|[a-z]+ ?[a-z]*.{0,60})$/i;

export function readCheckmk({ subject, text }: AlertText): ParsedAlert | null {
  const head = subjectOf.exec(subject.trim());
  if (!head) return null;
  const labels = readLabels(text);
  const event = /->|→/.test(head[3] ?? "")
    ? (head[3] as string)
    : (firstOf(labels, ["event", "state"]) ?? head[3] ?? "");
  const reached = /(?:->|→)\s*(\S+)/.exec(event)?.[1] ?? null;
  return {
    product: "checkmk",
    state: stateOf(head[3] ?? "", reached),
    host: firstOf(labels, hostNames) ?? head[1] ?? null,
    service: firstOf(labels, serviceNames) ?? head[2] ?? null,
    eventId: null,
    severity: reached,
  };
}

function stateOf(event: string, reached: string | null): ParsedAlert["state"] {
  if (/acknowledg/i.test(event)) return "acknowledgement";
  if (/flapping/i.test(event)) return "flapping";
  if (reached) return /^(?:ok|up)\b/i.test(reached) ? "recovery" : "problem";
  return "other";
}
