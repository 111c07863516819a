import { TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language, Words } from "../../shared/base/schema.ts";
import { languageNames, languages } from "../lib/i18n.ts";
import css from "./settings.module.css";

interface Props {
  label: string;
  description?: string;
  value: Words;
  onChange(words: Words): void;
  /** By the name it has on the wire: "name", "customerName". */
  problems?: Record<string, string>;
  name: string;
}

/** A word in each language: English always, the others where somebody wants them. */
export function WordsField({ label, description, value, onChange, problems = {}, name }: Props) {
  const { t, i18n } = useTranslation("settings");
  const others = languages.filter((language) => language !== "en");
  const [open, setOpen] = useState(i18n.language !== "en" || others.some((language) => value[language]));
  const id = useId();
  const set = (language: Language, text: string) => {
    const { [language]: _, ...rest } = value;
    onChange({ en: value.en, ...rest, ...(text !== "" || language === "en" ? { [language]: text } : {}) });
  };
  return (
    <fieldset className={css.plain}>
      <legend className={css.legend} id={id}>
        {label}
      </legend>
      {description && <p className={css.hint}>{description}</p>}
      <div className={css.wide} style={{ gap: 8 }}>
        {(open ? languages : (["en"] as const)).map((language) => (
          <TextInput
            key={language}
            lang={language}
            aria-label={`${label}: ${languageNames[language]}`}
            leftSection={language.toUpperCase()}
            leftSectionProps={{ "aria-hidden": true, style: { fontSize: 11 } }}
            value={value[language] ?? ""}
            required={language === "en"}
            maxLength={100}
            error={problems[`${name}.${language}`]}
            onChange={(event) => set(language, event.currentTarget.value)}
          />
        ))}
        {!open && (
          <button type="button" className={css.more} onClick={() => setOpen(true)}>
            {t("otherLanguages")}
          </button>
        )}
      </div>
    </fieldset>
  );
}
