import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PlainText } from "./plain-text.tsx";
import css from "./quoted.module.css";

/** What was quoted below the answer, folded away. */
export function Quoted({ text }: { text: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!text.trim()) return null;
  return (
    <div className={css.quoted}>
      <button
        type="button"
        aria-expanded={open}
        aria-label={t("message.quoted")}
        title={t("message.quoted")}
        onClick={() => setOpen(!open)}
      >
        •••
      </button>
      {open && <PlainText text={text} />}
    </div>
  );
}
