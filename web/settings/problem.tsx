import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import css from "../ui/form-problem.module.css";

/** Why something was refused, in the reader's words where the settings have them. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation("settings");
  return (error) => {
    const general = problemText(t, error);
    return error instanceof ApiError ? t(`problem.${error.code}`, { defaultValue: general }) : general;
  };
}

/** `at`: fields whose problem stands beside them already. */
export function Refused({ error, at = [] }: { error: unknown; at?: readonly string[] }) {
  const text = useProblemText();
  if (!error) return null;
  if (error instanceof ApiError && at.some((field) => field in error.fields)) return null;
  return (
    <p role="alert" className={css.problem}>
      <IconAlertCircle size={16} aria-hidden="true" />
      <span>{text(error)}</span>
    </p>
  );
}
