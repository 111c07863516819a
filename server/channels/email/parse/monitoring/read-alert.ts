// What a monitoring system says, where the format is known. Pure; every product has its own reader and its own fixtures.
import type { ParsedAlert } from "../parsed-mail.ts";
import { readAlertmanager } from "./alertmanager.ts";
import { readCheckmk } from "./checkmk.ts";
import { readIcinga } from "./icinga.ts";
import type { AlertText } from "./labels.ts";
import { readNagios } from "./nagios.ts";
import { readPrtg } from "./prtg.ts";
import { readZabbix } from "./zabbix.ts";

const readers = [readIcinga, readCheckmk, readAlertmanager, readPrtg, readNagios, readZabbix];

/** Who answers or forwards an alert is a person. */
const passedOn = /^(?:re|aw|fwd?|wg|отв|ответ|пересл|tr|odp|vs)\s?(?:\[\d{1,3}\])?\s?:/i;

const longest = 300;

export function readAlert({ subject, text }: AlertText): ParsedAlert | null {
  if (passedOn.test(subject.trim())) return null;
  for (const read of readers) {
    const alert = read({ subject: subject.slice(0, 998), text });
    if (!alert) continue;
    const cut = (value: string | null) => value?.slice(0, longest).toWellFormed() || null;
    return { ...alert, host: cut(alert.host), service: cut(alert.service), severity: cut(alert.severity) };
  }
  return null;
}
