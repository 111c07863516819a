import { isBounceByShape } from "./bounce-signs.ts";
import { firstField } from "./header-fields.ts";
import type { MailFacts } from "./mail-facts.ts";
import { isOutOfOffice } from "./out-of-office.ts";
import type { MailKind, ParsedAlert } from "./parsed-mail.ts";

export interface Verdict {
  kind: MailKind;
  why: string;
}

/** Who or what wrote the mail. The first rule that fires decides; reports before replies before lists before machines. */
export function classify(facts: MailFacts, alert: ParsedAlert | null): Verdict {
  for (const [kind, rule] of rules) {
    const why = rule(facts);
    if (why) return { kind, why: why.slice(0, 200) };
  }
  if (alert) return { kind: "monitoring", why: `the format of ${alert.product}` };
  if (isOutOfOffice(facts.replyText)) return { kind: "auto-reply", why: "nothing but words of absence" };
  return { kind: "person", why: "no sign of a machine" };
}

type Rule = (facts: MailFacts) => string | null;

const rules: [MailKind, Rule][] = [
  ["complaint", feedbackReport],
  ["auto-reply", dispositionNotification],
  ["bounce", isBounceByShape],
  ["auto-reply", autoReplyByHeader],
  ["auto-reply", autoReplyBySubject],
  ["list", mailingList],
  ["monitoring", machineByHeader],
  ["monitoring", machineBySubject],
  ["list", bulk],
];

/** Asked of the parameter alone: a report whose parts were lost on the way is still a report. */
function reportType(facts: MailFacts): string {
  return (facts.root.type.params.get("report-type") ?? "").toLowerCase();
}

/** RFC 5965. */
function feedbackReport(facts: MailFacts): string | null {
  if (reportType(facts) === "feedback-report") return "report-type=feedback-report";
  return facts.leaves.some((part) => part.type.value === "message/feedback-report") ? "message/feedback-report" : null;
}

/** RFC 8098: "your mail was read". */
function dispositionNotification(facts: MailFacts): string | null {
  return reportType(facts) === "disposition-notification" ? "report-type=disposition-notification" : null;
}

const replyHeaders = [
  "x-autoreply",
  "x-autorespond",
  "x-auto-reply",
  "x-autoresponder",
  "x-mail-autoreply",
  "x-autoreply-from",
  "x-ms-exchange-inbox-rules-loop",
];

/** RFC 3834 5 and the older headers that vacation programs use. */
function autoReplyByHeader(facts: MailFacts): string | null {
  const { autoSubmitted, precedence } = facts.automatic;
  if (autoSubmitted && /^auto-(?:replied|notified)/i.test(autoSubmitted)) return `Auto-Submitted: ${autoSubmitted}`;
  if (precedence && /^auto[_-]?reply/i.test(precedence)) return `Precedence: ${precedence}`;
  const header = replyHeaders.find((name) => isYes(firstField(facts.fields, name)));
  if (header) return header;
  return /^auto/i.test(firstField(facts.fields, "x-precedence") ?? "") ? "X-Precedence: auto_reply" : null;
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && !/^(?:no|false|0|none)$/i.test(value.trim());
}

/** At the start of the subject only: "Re: Automatic reply" is how a person answers one. */
const autoReplySubject = new RegExp(
  [
    "^(?:auto(?:matic)?[ -]?(?:reply|response|responder|antwort)|automatische antwort|autosvar|auto:|out of (?:the )?office|ooo:|vacation (?:reply|notice|message|response)|away from (?:my|the) (?:desk|office))",
    "^(?:i(?:'m| am) (?:currently )?(?:out of (?:the )?office|on (?:vacation|leave|holiday)))",
    "^(?:автоответ|автоматический ответ|меня нет (?:в офисе|на месте)|вне офиса)",
    "^(?:automatická odpověď|automaticka odpoved|mimo kancelář|nepřítomnost|nejsem v kanceláři|jsem mimo kancelář)",
    "^(?:ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|ไม่อยู่ที่สำนักงาน|ข้อความอัตโนมัติ)",
    "^(?:abwesenheits|abwesend|nicht im büro|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|resposta automática|risposta automatica|fuori sede|automatisch antwoord|afwezig|autoodpowiedź|odpowiedź automatyczna|poza biurem|자동 ?응답|自动答复|自動応答|自動返信)",
  ].join("|"),
  "i",
);

function autoReplyBySubject(facts: MailFacts): string | null {
  return autoReplySubject.test(facts.subject.slice(0, 200)) ? `Subject: ${facts.subject.slice(0, 80)}` : null;
}

function mailingList(facts: MailFacts): string | null {
  const { listId, precedence } = facts.automatic;
  if (listId) return `List-Id: ${listId}`;
  if (precedence && /^list\b/i.test(precedence)) return `Precedence: ${precedence}`;
  const header = ["list-post", "x-mailing-list", "x-mailman-version", "mailing-list"].find(
    (name) => firstField(facts.fields, name) !== undefined,
  );
  if (header) return header;
  // A copy of an answer that a person wrote at another desk of ours has one too.
  const ofADesk = facts.automatic.listek["x-listek-loop"] !== undefined;
  return !ofADesk && firstField(facts.fields, "list-unsubscribe") !== undefined ? "list-unsubscribe" : null;
}

const machines =
  /^(?:zabbix|nagios|icinga|prtg|prometheus|alertmanager|grafana|monit|munin|netdata|uptime|centreon|checkmk|check_mk|cacti|librenms|observium|opsgenie|pagerduty|datadog|cron|root|logwatch|fail2ban|monitoring|alerts?|backup|veeam|smartd|mdadm)(?:[-_.+\d]|$)/i;

function machineByHeader(facts: MailFacts): string | null {
  const { autoSubmitted } = facts.automatic;
  if (autoSubmitted && /^auto-generated/i.test(autoSubmitted)) return `Auto-Submitted: ${autoSubmitted}`;
  const header = [
    "x-autogenerated",
    "x-cron-env",
    "x-zabbix",
    "x-nagios-notification-type",
    "x-monit",
    "x-alertmanager",
    "x-prtg",
    "x-grafana",
  ].find((name) => firstField(facts.fields, name) !== undefined);
  if (header) return header;
  const local = facts.from?.address.split("@")[0] ?? "";
  return machines.test(local) ? `From: ${facts.from?.address}` : null;
}

const machineSubject =
  /^(?:\*\* ?(?:problem|recovery|flapping\w*|acknowledgement|downtime\w*)|\[(?:firing|resolved|alerting|ok|no data|problem|critical|warning)(?::\d+)?\]|(?:problem|resolved|recovery|alert|down|up) ?(?:started|alert|:)|cron ?<|logwatch for|\[?(?:zabbix|nagios|icinga|prtg|veeam|monit)\b|(?:smart error|degradedarray|fail event))/i;

function machineBySubject(facts: MailFacts): string | null {
  return machineSubject.test(facts.subject.slice(0, 200)) ? `Subject: ${facts.subject.slice(0, 80)}` : null;
}

function bulk(facts: MailFacts): string | null {
  const { precedence } = facts.automatic;
  return precedence && /^(?:bulk|junk)\b/i.test(precedence) ? `Precedence: ${precedence}` : null;
}
