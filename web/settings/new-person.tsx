import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../shared/identity/schema.ts";
import type { Person } from "../../shared/people/schema.ts";
import { post } from "../lib/api.ts";
import { useRequestKey } from "../lib/idempotency.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { Editor } from "./editor.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { refresh } from "./save.ts";

/** A colleague to be; the invitation follows in his own dialog. */
export function NewPerson({ roles, onClose }: { roles: Role[]; onClose(made: string | null): void }) {
  const { t } = useTranslation("settings");
  const [form, setForm] = useState({ name: "", email: "", roles: ["agent"] });
  const requestKey = useRequestKey();
  const save = useMutation({
    mutationFn: () => post<Person>("/people", form, requestKey.for(form)),
    onSuccess: async ({ id }) => {
      await refresh();
      onClose(id);
    },
  });
  return (
    <Editor
      title={t("people.add")}
      onClose={() => onClose(null)}
      onSave={() => save.mutate()}
      saving={save.isPending}
      error={save.error}
      at={["email"]}
    >
      <TextInput
        label={t("people.name")}
        value={form.name}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={t("people.email")}
        value={form.email}
        required
        withAsterisk={false}
        error={fieldProblem(save.error, "email") && t("people.emailTaken")}
        onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
      />
      <RoleChoice roles={roles} chosen={form.roles} onChange={(keys) => setForm({ ...form, roles: keys })} />
    </Editor>
  );
}
