import { useTranslation } from "react-i18next";
import css from "./message.module.css";

/** In which language it is written, when that is not the reader's. */
export function LanguageMark({ language }: { language: string | null }) {
  const { i18n } = useTranslation();
  if (!language || language === i18n.language) return null;
  return <span className={css.quiet}>{new Intl.DisplayNames([i18n.language], { type: "language" }).of(language)}</span>;
}
