import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Part } from "./part.tsx";
import { usePreferences } from "./preferences.ts";
import css from "./settings.module.css";

export function Keys() {
  const { t } = useTranslation("settings");
  const [{ hotkeys }, change] = usePreferences();
  return (
    <Part>
      <div className={css.stack}>
        <Switch
          label={t("keys.single")}
          description={t("keys.singleHint")}
          checked={hotkeys}
          onChange={(event) => change({ hotkeys: event.currentTarget.checked })}
        />
        <p className={css.hint}>{t("keys.all")}</p>
      </div>
    </Part>
  );
}
