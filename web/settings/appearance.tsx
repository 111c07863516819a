import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { afterActions, densities, editors, themes } from "../../shared/identity/preferences.ts";
import { Choice } from "./choice.tsx";
import { Part } from "./part.tsx";
import { usePreferences } from "./preferences.ts";
import css from "./settings.module.css";

export function Appearance() {
  const { t } = useTranslation("settings");
  const [preferences, change] = usePreferences();
  return (
    <Part>
      <div className={css.stack}>
        <Choice
          label={t("look.theme")}
          value={preferences.theme}
          choices={themes.map((value) => ({ value, label: t(`look.${value}`) }))}
          onChange={(theme) => change({ theme })}
        />
        <Choice
          label={t("look.density")}
          hint={t("look.densityHint")}
          value={preferences.density}
          choices={densities.map((value) => ({ value, label: t(`look.${value}`) }))}
          onChange={(density) => change({ density })}
        />
        <Choice
          label={t("look.afterAction")}
          hint={t("look.afterActionHint")}
          value={preferences.afterAction}
          choices={afterActions.map((value) => ({ value, label: t(`look.${value}`) }))}
          onChange={(afterAction) => change({ afterAction })}
        />
        <Choice
          label={t("look.editor")}
          value={preferences.editor}
          choices={editors.map((value) => ({ value, label: t(`look.${value}`) }))}
          onChange={(editor) => change({ editor })}
        />
        <Switch
          label={t("look.splitList")}
          description={t("look.splitListHint")}
          checked={preferences.splitList}
          onChange={(event) => change({ splitList: event.currentTarget.checked })}
        />
      </div>
    </Part>
  );
}
