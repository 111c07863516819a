import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../shared/base/schema.ts";
import { isLanguage, languageNames, languages } from "../lib/i18n.ts";
import { templatesQuery } from "./load.ts";
import { Part } from "./part.tsx";
import css from "./settings.module.css";
import { TemplateForm } from "./template-form.tsx";

export function Templates() {
  const { t, i18n } = useTranslation("settings");
  const { data: templates } = useQuery(templatesQuery);
  const [kind, setKind] = useState<string>("receipt");
  const [language, setLanguage] = useState<Language>(isLanguage(i18n.language) ? i18n.language : "en");
  const kinds = [...new Set(templates?.map((each) => each.kind))];
  const template = templates?.find((each) => each.kind === kind && each.language === language);
  const own = (each: string) => templates?.some((one) => one.kind === each && one.standard);
  return (
    <Part>
      <div className={css.wide}>
        <div className={css.inline}>
          <NativeSelect
            label={t("template.kind")}
            value={kind}
            data={kinds.map((value) => ({
              value,
              label: own(value)
                ? t("template.changed", { name: t(`template.of.${value}`) })
                : t(`template.of.${value}`),
            }))}
            onChange={(event) => setKind(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label={t("template.language")}
            value={language}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={(value) => setLanguage(value as Language)}
          />
        </div>
        {template && <TemplateForm key={`${kind}.${language}`} template={template} />}
      </div>
    </Part>
  );
}
