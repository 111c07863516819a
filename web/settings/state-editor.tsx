import { Checkbox, NativeSelect, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type State, type StateCategory, stateCategories } from "../../shared/tickets/schema.ts";
import type { InUse } from "../../shared/tickets/settings.ts";
import { ApiError, get, patch, post } from "../lib/api.ts";
import { inLanguage } from "../lib/i18n.ts";
import { Editor } from "./editor.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { remove, useChange } from "./save.ts";
import css from "./settings.module.css";
import { WordsField } from "./words-field.tsx";

interface Props {
  /** null: a new one. */
  state: State | null;
  all: State[];
  onClose(): void;
}

/** A new one may follow everything that is not over, and everything but the beginning may follow it. */
const usualNext = (all: State[]) => all.filter(({ category }) => category !== "new").map(({ key }) => key);

export function StateEditor({ state, all, onClose }: Props) {
  const { t, i18n } = useTranslation("settings");
  const [removing, setRemoving] = useState(false);
  const [form, setForm] = useState({
    category: state?.category ?? ("waiting" as StateCategory),
    name: state?.name ?? { en: "" },
    customerName: state?.customerName ?? { en: "" },
    pausesClock: state?.pausesClock ?? true,
    next: state?.next ?? usualNext(all),
  });
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes });
  const save = useChange(async () => {
    const { category, ...body } = form;
    const { key } = state
      ? await patch<State>(`/states/${state.key}`, body)
      : await post<State>("/states", { ...body, category });
    onClose();
    return { what: `state ${key}`, text: t("saved") };
  });
  if (state && removing) return <RemoveState state={state} all={all} onClose={onClose} />;
  const problems = save.error instanceof ApiError ? save.error.fields : {};
  return (
    <Editor
      title={state ? inLanguage(state.name, i18n.language) : t("state.add")}
      size="lg"
      onClose={onClose}
      onSave={() => save.mutate(undefined)}
      saving={save.isPending}
      error={save.error}
      onRemove={state ? () => setRemoving(true) : undefined}
    >
      {!state && (
        <NativeSelect
          label={t("state.categoryLabel")}
          description={t("state.categoryHint")}
          value={form.category}
          data={stateCategories.map((value) => ({ value, label: t(`state.category.${value}`) }))}
          onChange={(event) => set({ category: event.currentTarget.value as StateCategory })}
        />
      )}
      <WordsField
        label={t("state.name")}
        name="name"
        value={form.name}
        onChange={(name) => set({ name })}
        problems={problems}
      />
      <WordsField
        label={t("state.customerName")}
        name="customerName"
        value={form.customerName}
        onChange={(customerName) => set({ customerName })}
        problems={problems}
      />
      <Switch
        label={t("state.pausesLabel")}
        checked={form.pausesClock}
        onChange={(event) => set({ pausesClock: event.currentTarget.checked })}
      />
      <fieldset className={css.plain}>
        <legend className={css.legend}>{t("state.next")}</legend>
        <div className={css.checks}>
          {all
            .filter(({ key }) => key !== state?.key)
            .map((other) => (
              <Checkbox
                key={other.key}
                label={inLanguage(other.name, i18n.language)}
                checked={form.next.includes(other.key)}
                onChange={(event) =>
                  set({
                    next: event.currentTarget.checked
                      ? [...form.next, other.key]
                      : form.next.filter((key) => key !== other.key),
                  })
                }
              />
            ))}
        </div>
      </fieldset>
    </Editor>
  );
}

function RemoveState({ state, all, onClose }: { state: State; all: State[]; onClose(): void }) {
  const { t, i18n } = useTranslation("settings");
  const name = inLanguage(state.name, i18n.language);
  const peers = all.filter(({ key, category }) => key !== state.key && category === state.category);
  const { data: use } = useQuery({
    queryKey: ["settings", "use", "state", state.key],
    queryFn: () => get<InUse>(`/states/${state.key}/use`),
    staleTime: 0,
  });
  const work = useChange(async (replacement: string | undefined) => {
    await remove(`/states/${state.key}`, { replacement });
    return { what: `state ${state.key}`, text: t("remove.done", { name }) };
  });
  const used = use !== undefined && use.tickets > 0;
  return (
    <RemoveDialog
      title={t("remove.title", { name })}
      use={use ? t(used ? "remove.state" : "remove.unused", { count: use.tickets, more: use.more ? "+" : "" }) : null}
      choices={used ? peers.map((peer) => ({ value: peer.key, label: inLanguage(peer.name, i18n.language) })) : []}
      onRemove={(replacement) => work.mutateAsync(used ? replacement : undefined)}
      onClose={onClose}
    />
  );
}
