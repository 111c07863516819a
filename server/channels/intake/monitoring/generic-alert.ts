// Of an address that an administrator named, in a format that nobody knows: the subject says it all.
import type { Alert } from "../../contract.ts";

const recovery =
  /(?<!\p{L})(?:recover(?:y|ed)|resolved|restored|cleared|back to normal|is (?:ok|up)|ok|up|восстановлен\p{L}{0,3}|решен[аоы]?|устранен[аоы]?|норма|работает|obnoven[aoy]?|vyřešen[aoy]?|v pořádku)(?!\p{L})/iu;
const acknowledgement = /(?<!\p{L})(?:acknowledge(?:d|ment)|подтвержд\p{L}{2,5}|potvrzen[aoy]?)(?!\p{L})/iu;
const stateWords =
  /(?<!\p{L})(?:problem|alert|alarm|warning|critical|error|down|firing|проблема|авария|тревога|внимание|критично|предупреждение|недоступен|problém|výstraha|varování|kritick[ýáé]|chyba|nedostupn[ýáé])(?!\p{L})/giu;

/** What stays of the subject without its words of state, marks and numbers in front is the problem's name. */
export function genericAlert(subject: string): Alert {
  const text = subject.slice(0, 500);
  const state = acknowledgement.test(text) ? "acknowledgement" : recovery.test(text) ? "recovery" : "problem";
  const name = text
    .replace(new RegExp(recovery.source, "giu"), " ")
    .replace(new RegExp(acknowledgement.source, "giu"), " ")
    .replace(stateWords, " ")
    .replace(/(?<!\S)[\d:.,/%-]+(?!\S)/g, " ")
    .replace(/[^\p{L}\p{N}./_-]+/gu, " ")
    .trim();
  return { product: "unknown", state, host: null, service: name || text, eventId: null, severity: null };
}
