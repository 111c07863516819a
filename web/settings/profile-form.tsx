import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { patch } from "../lib/api.ts";
import { isLanguage, languageNames, languages } from "../lib/i18n.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";
import { FormProblem, fieldProblem } from "../ui/form-problem.tsx";
import { tell } from "../ui/notify.tsx";
import { TimeZone } from "../ui/time-zone.tsx";
import { Part } from "./part.tsx";
import css from "./settings.module.css";

export function ProfileForm() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const [form, setForm] = useState({
    name: person.name,
    language: person.language,
    timeZone: person.timeZone,
  });
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes });
  const save = useMutation({
    mutationFn: () => patch("/session", form),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.session });
      tell(t("saved"));
    },
  });
  return (
    <Part hint={person.email ?? ""}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label={t("profile.name")}
          value={form.name}
          required
          withAsterisk={false}
          maxLength={200}
          autoComplete="name"
          error={fieldProblem(save.error, "name")}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("profile.language")}
          value={form.language}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={({ currentTarget: { value } }) => isLanguage(value) && set({ language: value })}
        />
        <TimeZone label={t("profile.timeZone")} value={form.timeZone} onChange={(timeZone) => set({ timeZone })} />
        <FormProblem error={save.error} />
        <Button type="submit" variant="filled" className={css.save} loading={save.isPending}>
          {t("save")}
        </Button>
      </form>
    </Part>
  );
}
