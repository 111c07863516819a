import type { ParsedAlert } from "../parsed-mail.ts";
import { type AlertText, firstOf, hostNames, readLabels, serviceNames } from "./labels.ts";
import { stateOfType } from "./nagios.ts";

/** Icinga 2: "[PROBLEM] HTTP on web1 is CRITICAL!", "[RECOVERY] Host web1 is UP!". */
const subjectOf =
  /^\[(problem|recovery|acknowledgement|custom|flapping\w{0,12}|downtime\w{0,12})\] (?:host (.{1,200}?)|(.{1,200}?) on (.{1,200}?)) is (\w{2,20})!?$/i;

export function readIcinga({ subject, text }: AlertText): ParsedAlert | null {
  const head = subjectOf.exec(subject.trim());
  if (!head) return null;
  const [, type = "", host, service, on, severity] = head;
  const labels = readLabels(text);
  const named = firstOf(labels, serviceNames);
  return {
    product: "icinga",
    state: stateOfType(type),
    host: firstOf(labels, hostNames) ?? host ?? on ?? null,
    service: host ? null : (named ?? service ?? null),
    eventId: null,
    severity: severity ?? null,
  };
}
