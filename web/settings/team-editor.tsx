import { MultiSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Team } from "../../shared/tickets/schema.ts";
import { agentsQuery } from "../lib/agents.ts";
import { patch, post } from "../lib/api.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { Editor } from "./editor.tsx";
import { remove, useChange } from "./save.ts";

export function TeamEditor({ team, onClose }: { team: Team | null; onClose(): void }) {
  const { t } = useTranslation("settings");
  const { data: agents = [] } = useQuery(agentsQuery);
  const [form, setForm] = useState({ name: team?.name ?? "", members: team?.members.map(({ id }) => id) ?? [] });
  const save = useChange(async () => {
    const { id } = team ? await patch<Team>(`/teams/${team.id}`, form) : await post<Team>("/teams", form);
    onClose();
    return { what: `team ${id}`, text: t("saved") };
  });
  const gone = useChange(async () => {
    if (!team) return null;
    await remove(`/teams/${team.id}`);
    onClose();
    return { what: `team ${team.id}`, text: t("remove.done", { name: team.name }) };
  });
  // Whoever is a member stays to be seen, also when he is no agent any more.
  const known = new Map([...(team?.members ?? []), ...agents].map(({ id, name }) => [id, name]));
  return (
    <Editor
      title={team ? team.name : t("team.add")}
      onClose={onClose}
      onSave={() => save.mutate(undefined)}
      saving={save.isPending}
      error={save.error ?? gone.error}
      at={["name"]}
      asks={false}
      onRemove={team ? () => gone.mutate(undefined) : undefined}
    >
      <TextInput
        label={t("team.name")}
        value={form.name}
        required
        withAsterisk={false}
        maxLength={100}
        data-autofocus
        error={fieldProblem(save.error, "name") && t("problem.taken")}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
      />
      <MultiSelect
        label={t("team.members")}
        data={[...known].map(([value, label]) => ({ value, label }))}
        value={form.members}
        searchable
        comboboxProps={{ withinPortal: false }}
        onChange={(members) => setForm({ ...form, members })}
      />
    </Editor>
  );
}
