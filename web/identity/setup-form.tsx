import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Setup } from "../../shared/identity/schema.ts";
import { post } from "../lib/api.ts";
import { isLanguage, languageNames, languages } from "../lib/i18n.ts";
import { useRequestKey } from "../lib/idempotency.ts";
import { queryClient } from "../lib/queries.ts";
import { readSession, setupQuery } from "../lib/session.ts";
import { browserTimeZone } from "../lib/time.ts";
import { FormPage } from "../ui/form-page.tsx";
import { FormProblem, fieldProblem } from "../ui/form-problem.tsx";
import { Password } from "../ui/password.tsx";
import { TimeZone } from "../ui/time-zone.tsx";
import css from "./front.module.css";

export function SetupForm({ token, deskName, onDone }: { token: string; deskName: string; onDone(): void }) {
  const { t, i18n } = useTranslation("front");
  const [form, setForm] = useState({ name: "", email: "", password: "", deskName, timeZone: browserTimeZone() });
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes });
  const requestKey = useRequestKey();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const create = useMutation({
    mutationFn: () => {
      const { deskName: desk, ...person } = form;
      const input: Setup = {
        ...person,
        token,
        language,
        ...(desk.trim() ? { deskName: desk.trim() } : {}),
      };
      return post("/setup", input, requestKey.for(input));
    },
    onSuccess: async () => {
      onDone();
      queryClient.setQueryData(setupQuery.queryKey, (setup) => setup && { ...setup, needed: false });
      await readSession();
    },
  });
  const field = (name: "name" | "email" | "deskName") => ({
    label: t(name),
    name,
    value: form[name],
    withAsterisk: false,
    required: true,
    error: fieldProblem(create.error, name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <FormPage title={t("setup.title")} lead={t("setup.lead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextInput {...field("deskName")} maxLength={100} description={t("setup.deskNameHint")} />
        <TextInput {...field("name")} maxLength={200} autoComplete="name" autoFocus />
        <TextInput {...field("email")} type="email" autoComplete="username" />
        <Password
          label={t("password")}
          description={t("passwordRule")}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={8}
          value={form.password}
          error={fieldProblem(create.error, "password")}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
        <div className={css.pair}>
          <NativeSelect
            label={t("language")}
            value={language}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={(event) => void i18n.changeLanguage(event.currentTarget.value)}
          />
          <TimeZone label={t("timeZone")} value={form.timeZone} onChange={(timeZone) => set({ timeZone })} />
        </div>
        <FormProblem error={create.error} />
        <Button type="submit" variant="filled" size="sm" loading={create.isPending}>
          {t("setup.submit")}
        </Button>
      </form>
    </FormPage>
  );
}
