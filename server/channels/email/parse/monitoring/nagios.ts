import type { ParsedAlert } from "../parsed-mail.ts";
import { type AlertText, firstOf, hostNames, readLabels, serviceNames } from "./labels.ts";

const typeNames = ["notification type", "тип уведомления", "тип оповещения", "typ upozornění", "typ notifikace"];
const stateNames = ["state", "состояние", "статус", "stav"];

/** NOTIFICATIONTYPE of Nagios, Icinga and their kin. */
export function stateOfType(type: string): ParsedAlert["state"] {
  if (/^problem/i.test(type)) return "problem";
  if (/^recovery/i.test(type)) return "recovery";
  if (/^ack/i.test(type)) return "acknowledgement";
  return /^flapping/i.test(type) ? "flapping" : "other";
}

/** "** PROBLEM Service Alert: web1/HTTP is CRITICAL **", since 1.0; the body says the same in labels. */
const subjectOf =
  /^\*\* ?(\w{3,24})(?: (host|service))?(?: alert)?: ([^/]{1,200}?)(?:\/(.{1,200}))? is (\w{2,20}) ?\*\*/i;

export function readNagios({ subject, text }: AlertText): ParsedAlert | null {
  const labels = readLabels(text);
  const head = subjectOf.exec(subject);
  const type = firstOf(labels, typeNames) ?? head?.[1];
  const host = firstOf(labels, hostNames) ?? head?.[3] ?? null;
  if (!type || !host || !/^(?:problem|recovery|ack|flapping|downtime|custom)/i.test(type)) return null;
  return {
    product: /icinga/i.test(text.slice(0, 2000)) ? "icinga" : "nagios",
    state: stateOfType(type),
    host,
    service: firstOf(labels, serviceNames) ?? head?.[4] ?? null,
    eventId: null,
    severity: firstOf(labels, stateNames) ?? head?.[5] ?? null,
  };
}
