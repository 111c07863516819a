import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { typeWords } from "../../shared/tickets/column-words.ts";
import { ticketTypes } from "../../shared/tickets/schema.ts";
import { inLanguage } from "../lib/i18n.ts";
import { settingsQuery } from "./load.ts";
import { Part } from "./part.tsx";
import { Refused } from "./problem.tsx";
import { useSaveSettings } from "./save.ts";
import css from "./settings.module.css";
import { TrustChoice } from "./trust-choice.tsx";

export function TrustOfTypes() {
  const { t, i18n } = useTranslation("settings");
  const { data: settings } = useQuery(settingsQuery);
  const { save, error } = useSaveSettings();
  if (!settings) return null;
  return (
    <Part title={t("queue.trust")} hint={t("queue.trustOfTypes")}>
      <div className={css.form}>
        {ticketTypes.map((type) => (
          <TrustChoice
            key={type}
            label={inLanguage(typeWords[type], i18n.language)}
            value={settings.trust[type]}
            onChange={(level) => save({ trust: { [type]: level } })}
          />
        ))}
        <Refused error={error} at={[]} />
      </div>
    </Part>
  );
}
