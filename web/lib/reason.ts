import type { TFunction } from "i18next";
import type { Step } from "../../shared/conversations/schema.ts";

/** Why a mail went where it went, in the reader's language; what was decided before reasons had codes stays as it was written. */
export const reasonText = (t: TFunction, step: Pick<Step, "code" | "values" | "why">): string =>
  step.code ? t(`mail:why.${step.code}`, { ...step.values, defaultValue: step.why }) : step.why;
