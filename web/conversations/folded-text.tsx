import { useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./folded-text.module.css";
import { PlainText } from "./plain-text.tsx";

/** What a machine wrote: two lines of it are enough until somebody asks. */
export function FoldedText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className={open ? undefined : css.folded}>
        <PlainText text={open ? text : text.replace(/\s*\n\s*/g, " ")} />
      </div>
      <button type="button" className={css.button} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? "message.showLess" : "message.showAll")}
      </button>
    </>
  );
}
