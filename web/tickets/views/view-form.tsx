import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Team } from "../../../shared/tickets/schema.ts";
import type { CreateView, View } from "../../../shared/tickets/views.ts";
import { get } from "../../lib/api.ts";
import { useMay, useSession } from "../../lib/session.ts";
import css from "./view-form.module.css";

type Named = Pick<CreateView, "name" | "scope" | "team">;

interface Props {
  view?: View;
  submit: string;
  onSave(named: Named): Promise<unknown>;
}

const teamPrefix = "team:";

/** Name and readers of a view: me, one of my teams, or everybody. */
export function ViewForm({ view, submit, onSave }: Props) {
  const { t } = useTranslation("lists");
  const [name, setName] = useState(view?.name ?? "");
  const [whose, setWhose] = useState(view?.team ? teamPrefix + view.team.id : (view?.scope ?? "personal"));
  const [saving, setSaving] = useState(false);
  const readers = useReaders();
  const save = async (event: React.FormEvent) => {
    event.preventDefault();
    setSaving(true);
    const team = whose.startsWith(teamPrefix) ? whose.slice(teamPrefix.length) : null;
    await onSave({ name: name.trim(), scope: team ? "team" : (whose as "personal" | "shared"), team });
    setSaving(false);
  };
  return (
    <form onSubmit={(event) => void save(event)} className={css.form}>
      <TextInput
        label={t("views.name")}
        value={name}
        required
        maxLength={100}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t("views.readers")}
        value={whose}
        data={readers}
        onChange={(event) => setWhose(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" loading={saving} disabled={name.trim() === ""}>
        {submit}
      </Button>
    </form>
  );
}

function useReaders() {
  const { t } = useTranslation("lists");
  const me = useSession().person.id;
  const everybody = useMay("settings.write");
  const teams = useQuery({
    queryKey: ["teams"],
    queryFn: () => get<{ items: Team[] }>("/teams").then(({ items }) => items),
  }).data;
  const mine = (teams ?? []).filter(({ members }) => everybody || members.some(({ id }) => id === me));
  return [
    { value: "personal", label: t("views.onlyMe") },
    ...mine.map(({ id, name }) => ({ value: teamPrefix + id, label: t("views.team", { name }) })),
    ...(everybody ? [{ value: "shared", label: t("views.everybody") }] : []),
  ];
}
