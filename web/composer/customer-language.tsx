import { IconLanguage } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import css from "./composer.module.css";

/** In which language the customer writes: the answer had better be in it. */
export const CustomerLanguage = memo(function CustomerLanguage({ language }: { language: string | null }) {
  const { t, i18n } = useTranslation();
  if (!language || language === i18n.language) return null;
  const name = new Intl.DisplayNames([i18n.language], { type: "language" }).of(language) ?? language;
  return (
    <span className={css.language} title={t("composer.language", { language: name })}>
      <IconLanguage size={14} aria-hidden="true" />
      <span className={css.hidden}>{t("composer.language", { language: name })}</span>
      <span aria-hidden="true">{name}</span>
    </span>
  );
});
