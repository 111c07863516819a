import { useTranslation } from "react-i18next";
import css from "./select-box.module.css";
import { toggleSelected, useIsSelected } from "./selection.ts";

/** The message's number; where the pointer or the focus is, a box to choose it. */
export function SelectBox({ id, number }: { id: string; number: number | null }) {
  const { t } = useTranslation();
  const selected = useIsSelected(id);
  return (
    <label className={css.place} data-selected={selected || undefined}>
      <span className={css.number} aria-hidden="true">
        {number}
      </span>
      <input
        type="checkbox"
        className={css.box}
        checked={selected}
        aria-label={number === null ? t("message.select") : t("message.selectNumber", { number })}
        onChange={() => toggleSelected(id)}
      />
    </label>
  );
}
