import { Button, Textarea, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "../../shared/settings/schema.ts";
import { put } from "../lib/api.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { growing } from "../ui/growing.ts";
import { Refused } from "./problem.tsx";
import { remove, useChange } from "./save.ts";
import css from "./settings.module.css";
import { TemplatePreview } from "./template-preview.tsx";

/** The words, what may be filled in, and what it looks like while it is written. */
export function TemplateForm({ template }: { template: Template }) {
  const { t } = useTranslation("settings");
  const { kind, language, standard } = template;
  const [text, setText] = useState({ subject: template.subject, text: template.text });
  const last = useRef<HTMLTextAreaElement | HTMLInputElement>(null);
  const path = `/templates/${kind}/${language}`;
  const what = `template ${kind}.${language}`;
  const save = useChange(async () => {
    await put(path, text);
    return { what, text: t("saved") };
  });
  const reset = useChange(async () => {
    await remove(path);
    if (standard) setText(standard);
    return { what, text: t("template.isReset") };
  });
  const changed = text.subject !== template.subject || text.text !== template.text;
  return (
    <form
      className={css.wide}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <TextInput
        label={t("template.subject")}
        lang={language}
        value={text.subject}
        required
        withAsterisk={false}
        maxLength={300}
        error={fieldProblem(save.error, "subject")}
        onFocus={(event) => {
          last.current = event.currentTarget;
        }}
        onChange={(event) => setText({ ...text, subject: event.currentTarget.value })}
      />
      <Textarea
        label={t("template.text")}
        lang={language}
        value={text.text}
        required
        withAsterisk={false}
        maxLength={20_000}
        {...growing(8, 24)}
        className={css.mono}
        error={fieldProblem(save.error, "text")}
        onFocus={(event) => {
          last.current = event.currentTarget;
        }}
        onChange={(event) => setText({ ...text, text: event.currentTarget.value })}
      />
      <Variables names={template.variables} onPick={(name) => insert(last.current, `{{${name}}}`)} />
      <TemplatePreview template={template} text={text} />
      <Refused error={save.error ?? reset.error} at={["subject", "text"]} />
      <div className={css.buttons}>
        <Button type="submit" variant="filled" disabled={!changed} loading={save.isPending}>
          {t("save")}
        </Button>
        {changed && (
          <Button onClick={() => setText({ subject: template.subject, text: template.text })}>{t("cancel")}</Button>
        )}
        {standard && (
          <Button
            variant="subtle"
            className={css.push}
            loading={reset.isPending}
            onClick={() => reset.mutate(undefined)}
          >
            {t("template.reset")}
          </Button>
        )}
      </div>
    </form>
  );
}

function Variables({ names, onPick }: { names: string[]; onPick(name: string): void }) {
  const { t } = useTranslation("settings");
  return (
    <div>
      <div className={css.legend}>{t("template.variables")}</div>
      <div className={css.tags}>
        {names.map((name) => (
          <Button
            key={name}
            size="compact-xs"
            // The field keeps its caret.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(name)}
            title={t(`template.variable.${name}`)}
          >
            {`{{${name}}}`}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** Where the caret is, as if it were typed: the field's own undo knows it. */
function insert(field: HTMLTextAreaElement | HTMLInputElement | null, text: string): void {
  field?.focus();
  document.execCommand("insertText", false, text);
}
