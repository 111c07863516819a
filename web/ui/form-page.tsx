import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { languageNames, languages } from "../lib/i18n.ts";
import css from "./form-page.module.css";

/** A page before the desk: one narrow column, a heading, a form, the choice of language. */
export function FormPage({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  const { i18n, t } = useTranslation();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className={css.page}>
      <main className={css.column}>
        <img src="/desk/icon.svg" alt="" width={36} height={36} />
        <h1 className={css.title}>{title}</h1>
        {lead && <p className={css.lead}>{lead}</p>}
        {children}
      </main>
      <nav className={css.languages} aria-label={t("desk:nav.language")}>
        {languages.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            aria-pressed={i18n.language === language}
            onClick={() => void i18n.changeLanguage(language)}
          >
            {languageNames[language]}
          </button>
        ))}
      </nav>
    </div>
  );
}
