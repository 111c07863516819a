import { TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RenderedCannedReply } from "../../shared/canned-replies/schema.ts";
import { post } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { useProblemText } from "./problem.tsx";
import css from "./settings.module.css";
import { useSettled } from "./use-settled.ts";

/** The text with its blanks filled in, by a ticket if one is named. */
export function ReplyPreview({ body }: { body: string }) {
  const { t } = useTranslation("settings");
  const problemText = useProblemText();
  const [number, setNumber] = useState("");
  const asked = useSettled({ body, ...(number.trim() && { ticket: number.trim() }) });
  const preview = useQuery({
    queryKey: [...keys.settings("reply-preview"), asked],
    queryFn: () => post<RenderedCannedReply>("/canned-replies/preview", asked),
    placeholderData: keepPreviousData,
    enabled: asked.body !== "",
    retry: false,
  });
  return (
    <div>
      <div className={css.head}>
        <h2>{t("template.preview")}</h2>
        <TextInput
          size="xs"
          aria-label={t("template.ticket")}
          placeholder={t("template.ticket")}
          value={number}
          maxLength={32}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
      </div>
      <div className={css.preview} aria-live="polite">
        {preview.error ? (
          <p className={css.bad}>{problemText(preview.error)}</p>
        ) : (
          <p>{body === "" ? "" : preview.data?.body}</p>
        )}
      </div>
    </div>
  );
}
