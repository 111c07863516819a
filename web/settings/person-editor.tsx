import { Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Access } from "../../shared/identity/access.ts";
import type { Role } from "../../shared/identity/schema.ts";
import { patch } from "../lib/api.ts";
import { useSession } from "../lib/session.ts";
import { offerUndo, tell, tellProblem } from "../ui/notify.tsx";
import { Editor } from "./editor.tsx";
import { InviteButton } from "./invite-button.tsx";
import { useProblemText } from "./problem.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { refresh } from "./save.ts";
import css from "./settings.module.css";

export function PersonEditor({ person, roles, onClose }: { person: Access; roles: Role[]; onClose(): void }) {
  const { t } = useTranslation("settings");
  const self = useSession().person.id === person.id;
  const problemText = useProblemText();
  const [form, setForm] = useState({ roles: person.roles, active: person.active });
  const put = async (access: typeof form) => {
    await patch(`/people/${person.id}/access`, access);
    await refresh();
  };
  const save = useMutation({
    mutationFn: () => put(form),
    onSuccess: () => {
      onClose();
      const back = () =>
        void put({ roles: person.roles, active: person.active }).then(
          () => tell(t("undone")),
          (error) => tellProblem(problemText(error)),
        );
      offerUndo({ id: `person ${person.id}`, text: t("saved"), until: Date.now() + 10_000, undo: back });
    },
  });
  return (
    <Editor
      title={person.name}
      onClose={onClose}
      onSave={() => save.mutate()}
      saving={save.isPending}
      error={save.error}
    >
      {person.login && <p className={css.hint}>{person.login}</p>}
      <RoleChoice roles={roles} chosen={form.roles} onChange={(keys) => setForm({ ...form, roles: keys })} />
      <Switch
        label={t("people.active")}
        description={self ? t("people.notYourself") : t("people.activeHint")}
        checked={form.active}
        disabled={self}
        onChange={(event) => setForm({ ...form, active: event.currentTarget.checked })}
      />
      {person.active && person.signIn !== "ready" && person.login && <InviteButton person={person} />}
    </Editor>
  );
}
