import { useTranslation } from "react-i18next";
import css from "./composer.module.css";
import type { DraftStatus } from "./draft-box.ts";

/** Where the words are kept by now. */
export function DraftLine({ status, empty }: { status: DraftStatus; empty: boolean }) {
  const { t } = useTranslation();
  const shown = empty || status === "idle" || status === "saving" ? null : status;
  return (
    <span role="status" className={css.kept} data-status={shown ?? undefined}>
      {shown && t(`composer.draft.${shown}`)}
    </span>
  );
}
