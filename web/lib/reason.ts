import type { TFunction } from "i18next";
import { readReason } from "../../shared/conversations/delivery-reports.ts";
import type { Step } from "../../shared/conversations/schema.ts";

/** Why a mail went where it went, in the reader's language; what was decided before reasons had codes stays as it was written. */
export const reasonText = (t: TFunction, step: Pick<Step, "code" | "values" | "why">): string =>
  step.code ? t(`mail:why.${step.code}`, { ...step.values, defaultValue: step.why }) : step.why;

/** Why a message did not arrive: our words in the reader's language, a mail server's own as it said them. */
export function deliveryReason(t: TFunction, said: string): string {
  const read = readReason(said);
  if (!read) return said;
  const { recipient, reason, status } = read;
  if (reason === "complaint") return t("desk:returned.complaint", { recipient });
  const why = `${t(`desk:returned.why.${reason}`)}${status ? ` (${status})` : ""}`;
  return recipient ? `${recipient}: ${why}` : why;
}
