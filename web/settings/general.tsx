import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Language } from "../../shared/base/schema.ts";
import { languageNames, languages } from "../lib/i18n.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { TimeZone } from "../ui/time-zone.tsx";
import { settingsQuery } from "./load.ts";
import { NumberFormat } from "./number-format.tsx";
import { Part } from "./part.tsx";
import { Refused } from "./problem.tsx";
import { useSaveSettings } from "./save.ts";
import { SavedField } from "./saved-field.tsx";
import css from "./settings.module.css";

export function General() {
  const { t } = useTranslation("settings");
  const { data: settings } = useQuery(settingsQuery);
  const { save, error } = useSaveSettings();
  if (!settings) return null;
  const { desk, limits } = settings;
  return (
    <>
      <Part>
        <div className={css.form}>
          <SavedField
            label={t("general.name")}
            description={t("general.nameHint")}
            value={desk.name}
            maxLength={100}
            error={fieldProblem(error, "desk.name")}
            onSave={(name) => save({ desk: { name } })}
          />
          <NativeSelect
            label={t("general.language")}
            description={t("general.languageHint")}
            value={desk.language}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={(event) => save({ desk: { language: event.currentTarget.value as Language } })}
          />
          <TimeZone
            label={t("general.timeZone")}
            value={desk.timeZone}
            onChange={(timeZone) => timeZone !== desk.timeZone && save({ desk: { timeZone } })}
          />
        </div>
      </Part>
      <NumberFormat format={settings.ticketNumber.format} timeZone={desk.timeZone} />
      <Part title={t("general.limits")}>
        <div className={css.form}>
          <SavedField
            label={t("general.requests")}
            description={t("general.requestsHint")}
            inputMode="numeric"
            value={String(limits.requestsPerMinute)}
            error={fieldProblem(error, "limits.requestsPerMinute")}
            onSave={(text) => save({ limits: { requestsPerMinute: Number(text) } })}
          />
          <Refused error={error} at={["desk.name", "limits.requestsPerMinute"]} />
        </div>
      </Part>
    </>
  );
}
