import type { ParsedAlert } from "../parsed-mail.ts";
import { type AlertText, firstOf, readLabels, severityNames } from "./labels.ts";

/** "[FIRING:2] DiskFull (web1 critical)", "[RESOLVED] DiskFull", Grafana's "[FIRING:1, RESOLVED:1] DiskFull". */
const subjectOf = /^\[(firing|resolved)(:\d{1,6})?(?:[,|]\s*resolved:\d{1,6})?\]\s*(\S.{0,500})$/i;

/** The group of alerts is the problem: its labels stand before the bracket, what happens to be common now inside. */
export function readAlertmanager({ subject, text }: AlertText): ParsedAlert | null {
  const head = subjectOf.exec(subject.trim());
  if (!head) return null;
  const [, status = "", count, title = ""] = head;
  if (!count && !/alertname|alertmanager|grafana|^\s*annotations\b/im.test(text.slice(0, 20_000))) return null;
  return {
    product: "alertmanager",
    state: status.toLowerCase() === "firing" ? "problem" : "recovery",
    host: null,
    service: title.replace(/\s*\([^()]*\)\s*$/, "").trim() || title,
    eventId: null,
    severity: firstOf(readLabels(text), severityNames),
  };
}
