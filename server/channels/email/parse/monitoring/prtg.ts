import type { ParsedAlert } from "../parsed-mail.ts";
import { type AlertText, firstOf, readLabels } from "./labels.ts";

/** "[PRTG Network Monitor (SRV)] web1 Ping (PING) Down (no response)" */
const subjectOf = /^\[[^\]]{0,80}prtg[^\]]{0,80}\]\s*(\S.{0,500})$/i;
const statusIn =
  /^(.{1,300}?)[\s:-]{1,3}((?:down|up|warning|unusual|paused|acknowledged|не работает|работает|предупреждение|недоступен|nefunguje|funguje|varování)(?:\s.{0,200}|\s?[(!].{0,200})?)$/i;

export function readPrtg({ subject, text }: AlertText): ParsedAlert | null {
  const rest = subjectOf.exec(subject.trim())?.[1];
  if (!rest) return null;
  const labels = readLabels(text);
  const head = statusIn.exec(rest);
  const status = firstOf(labels, ["status", "new status", "состояние", "статус", "stav"]) ?? head?.[2] ?? null;
  if (!status) return null;
  return {
    product: "prtg",
    state: stateOf(head?.[2] ?? status),
    host: nameOnly(firstOf(labels, ["device", "устройство", "zařízení"])),
    service: nameOnly(firstOf(labels, ["sensor", "датчик", "сенсор", "senzor"])) ?? head?.[1] ?? rest,
    eventId: null,
    severity: status.replace(/\s*\(.*$/, ""),
  };
}

/** "Ping (PING) *** of the highest priority" */
const nameOnly = (value: string | null): string | null => value?.replace(/\s*\*+.*$/, "").trim() || null;

function stateOf(status: string): ParsedAlert["state"] {
  if (/acknowledg|подтвержд|potvrzen/i.test(status)) return "acknowledgement";
  if (/^(?:up|ok|работает|funguje)(?!\p{L})|ended|now: up/iu.test(status)) return "recovery";
  return /paused|unusual|приостанов|pozastaven/i.test(status) ? "other" : "problem";
}
