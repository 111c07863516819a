import { NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Field, fieldKinds } from "../../shared/tickets/schema.ts";
import type { InUse } from "../../shared/tickets/settings.ts";
import { ApiError, get, patch, post } from "../lib/api.ts";
import { inLanguage } from "../lib/i18n.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { Editor } from "./editor.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { remove, useChange } from "./save.ts";
import { WordsField } from "./words-field.tsx";

export function FieldEditor({ field, onClose }: { field: Field | null; onClose(): void }) {
  const { t, i18n } = useTranslation("settings");
  const [removing, setRemoving] = useState(false);
  const [form, setForm] = useState<Field>(field ?? { key: "", name: { en: "" }, kind: "text", choices: [] });
  const [ownKey, setOwnKey] = useState(false);
  const set = (changes: Partial<Field>) => setForm({ ...form, ...changes });
  const key = field || ownKey ? form.key : keyOf(form.name.en);
  const save = useChange(async () => {
    const { name, kind } = form;
    const choices = kind === "choice" ? form.choices : [];
    if (field) await patch(`/fields/${field.key}`, { name, kind, choices });
    else await post("/fields", { key, name, kind, choices });
    onClose();
    return { what: `field ${key}`, text: t("saved") };
  });
  if (field && removing) return <RemoveField field={field} onClose={onClose} />;
  return (
    <Editor
      title={field ? inLanguage(field.name, i18n.language) : t("field.add")}
      onClose={onClose}
      onSave={() => save.mutate(undefined)}
      saving={save.isPending}
      error={save.error}
      at={["key", "kind", "choices"]}
      onRemove={field ? () => setRemoving(true) : undefined}
    >
      <WordsField
        label={t("field.name")}
        name="name"
        value={form.name}
        onChange={(name) => set({ name })}
        problems={save.error instanceof ApiError ? save.error.fields : {}}
      />
      <TextInput
        label={t("field.key")}
        description={t("field.keyHint")}
        value={key}
        disabled={field !== null}
        required
        withAsterisk={false}
        maxLength={50}
        error={fieldProblem(save.error, "key") && t("field.keyWrong")}
        onChange={(event) => {
          setOwnKey(true);
          set({ key: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={t("field.kindLabel")}
        value={form.kind}
        data={fieldKinds.map((value) => ({ value, label: t(`field.kind.${value}`) }))}
        error={fieldProblem(save.error, "kind") && t("field.kindFixed")}
        onChange={(event) => set({ kind: event.currentTarget.value as Field["kind"] })}
      />
      {form.kind === "choice" && (
        <TagsInput
          label={t("field.choices")}
          description={t("field.choicesHint")}
          value={form.choices}
          acceptValueOnBlur
          maxLength={100}
          comboboxProps={{ disabled: true }}
          error={fieldProblem(save.error, "choices") && t("field.choicesNeeded")}
          onChange={(choices) => set({ choices })}
        />
      )}
    </Editor>
  );
}

const keyOf = (name: string) =>
  (
    name
      .normalize("NFD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  )
    .join("_")
    .replace(/^[0-9_]+/, "")
    .slice(0, 50);

function RemoveField({ field, onClose }: { field: Field; onClose(): void }) {
  const { t, i18n } = useTranslation("settings");
  const name = inLanguage(field.name, i18n.language);
  const { data: use } = useQuery({
    queryKey: ["settings", "use", "field", field.key],
    queryFn: () => get<InUse>(`/fields/${field.key}/use`),
    staleTime: 0,
  });
  const work = useChange(async () => {
    await remove(`/fields/${field.key}`, { confirm: use?.tickets });
    return { what: `field ${field.key}`, text: t("remove.done", { name }) };
  });
  const text = () =>
    t(use?.tickets ? "remove.field" : "remove.unused", { count: use?.tickets ?? 0, more: use?.more ? "+" : "" });
  return (
    <RemoveDialog
      title={t("remove.title", { name })}
      use={use ? text() : null}
      choices={[]}
      onRemove={() => work.mutateAsync(undefined)}
      onClose={onClose}
    />
  );
}
