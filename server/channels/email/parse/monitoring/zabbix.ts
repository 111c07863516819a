import type { ParsedAlert } from "../parsed-mail.ts";
import { type AlertText, firstOf, hostNames, readLabels, severityNames } from "./labels.ts";

/** {EVENT.ID} under the names of the templates of 3.x to 7.x and of their usual translations. */
const idNames = [
  "original problem id",
  "original event id",
  "problem id",
  "исходный id проблемы",
  "id исходной проблемы",
  "id исходного события",
  "id проблемы",
  "идентификатор проблемы",
  "původní id problému",
  "id původního problému",
  "id problému",
];
const problemNames = [
  "problem name",
  "trigger",
  "название проблемы",
  "имя проблемы",
  "триггер",
  "název problému",
  "jméno problému",
  "spouštěč",
];
const statusNames = ["trigger status", "problem status", "статус триггера", "статус", "stav spouštěče", "stav"];

const subjects: [ParsedAlert["state"], RegExp][] = [
  [
    "acknowledgement",
    /^(?:updated problem|acknowledged|обновл\p{L}{2,6}(?: проблем\p{L})?|подтвержд\p{L}{2,6}|aktualizac?e?\p{L}{0,4}(?: problému?)?|potvrzen\p{L})/iu,
  ],
  [
    "recovery",
    /^(?:resolved|ok|recovery|решен[аоы]?|решён|проблема решена|восстановлен\p{L}{1,3}|vyřešeno?|problém vyřešen|obnoveno)(?![\p{L}])/iu,
  ],
  ["problem", /^(?:problem|проблема|problém)(?![\p{L}])/iu],
];

/** What the texts of the templates begin with. */
const openings =
  /^(?:problem (?:started|has been resolved) at|проблема (?:началась|возникла|решена|устранена)|problém (?:začal|vznikl|byl vyřešen))/imu;
const updated =
  /problem at \d{4}[.-]\d\d[.-]\d\d|current problem status is|текущий статус проблемы|aktuální stav problému/i;

export function readZabbix({ subject, text }: AlertText): ParsedAlert | null {
  const labels = readLabels(text);
  const eventId = /^\d{1,20}/.exec(firstOf(labels, idNames) ?? "")?.[0] ?? null;
  if (!eventId && !openings.test(text.slice(0, 2000)) && !updated.test(text.slice(0, 4000))) return null;
  const state = stateOf(subject, firstOf(labels, statusNames));
  if (!state) return null;
  // "Resolved in 5m 2s: Disk is full", "Problem: Disk is full"
  const named = /^[^:]{1,80}:\s*(.{1,500})$/.exec(subject)?.[1]?.trim() ?? null;
  return {
    product: "zabbix",
    state,
    host: firstOf(labels, hostNames),
    service: firstOf(labels, problemNames) ?? named,
    eventId,
    severity: firstOf(labels, severityNames),
  };
}

function stateOf(subject: string, status: string | null): ParsedAlert["state"] | null {
  const bySubject = subjects.find(([, words]) => words.test(subject.trim()))?.[0];
  if (bySubject) return bySubject;
  if (!status) return null;
  return /^(?:ok|resolved|ок|решена?|vyřešeno?)/iu.test(status) ? "recovery" : "problem";
}
