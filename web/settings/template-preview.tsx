import { TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TemplatePreview as Shown, Template, TemplateText } from "../../shared/settings/schema.ts";
import { ApiError, post } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { useProblemText } from "./problem.tsx";
import css from "./settings.module.css";
import { useSettled } from "./use-settled.ts";

/** What the mail will say, as it is being written; with a ticket's own values if one is named. */
export function TemplatePreview({ template: { kind, language }, text }: { template: Template; text: TemplateText }) {
  const { t } = useTranslation("settings");
  const problemText = useProblemText();
  const mayWrite = useMay("settings.write");
  const [number, setNumber] = useState("");
  const asked = useSettled({ ...text, ...(number.trim() && { ticket: number.trim() }) });
  const preview = useQuery({
    queryKey: [...keys.settings("preview"), kind, language, asked],
    queryFn: () => post<Shown>(`/templates/${kind}/${language}/preview`, asked),
    placeholderData: keepPreviousData,
    enabled: mayWrite && asked.subject !== "" && asked.text !== "",
    retry: false,
  });
  const ofTicket = kind === "receipt" || kind === "assigned";
  return (
    <div>
      <div className={css.head}>
        <h2>{t("template.preview")}</h2>
        {ofTicket && (
          <TextInput
            size="xs"
            aria-label={t("template.ticket")}
            placeholder={t("template.ticket")}
            value={number}
            maxLength={32}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
        )}
      </div>
      <div className={css.preview} aria-live="polite" lang={language}>
        {preview.error ? (
          <p className={css.bad}>{fieldsText(preview.error) ?? problemText(preview.error)}</p>
        ) : (
          preview.data && (
            <>
              <h3>{preview.data.subject}</h3>
              <p>{preview.data.text}</p>
            </>
          )
        )}
      </div>
    </div>
  );
}

const fieldsText = (error: unknown) =>
  error instanceof ApiError && error.code === "template_wrong" ? Object.values(error.fields).join("\n") : null;
