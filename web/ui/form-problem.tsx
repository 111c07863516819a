import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import css from "./form-problem.module.css";

/** Why a form was refused; what belongs to one field stands at that field. */
export function FormProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <p role="alert" className={css.problem}>
      <IconAlertCircle size={16} aria-hidden="true" />
      <span>{problemText(t, error)}</span>
    </p>
  );
}

export const fieldProblem = (error: unknown, field: string): string | undefined =>
  error instanceof ApiError ? error.fields[field] : undefined;
