import type { TFunction } from "i18next";
import { ApiError } from "./api.ts";

/** What went wrong, in the reader's words where we have them, else in the server's. */
export function problemText(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return t("desk:problem.unknown");
  const general = error.status >= 500 ? t("desk:problem.server") : error.message;
  return t(`desk:problem.code.${error.code}`, { defaultValue: general });
}
