import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../lib/api.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";
import { FormProblem, fieldProblem } from "../ui/form-problem.tsx";
import { tell } from "../ui/notify.tsx";
import { Password } from "../ui/password.tsx";
import { Part } from "./part.tsx";
import css from "./settings.module.css";

const empty = { current: "", password: "" };

export function PasswordForm() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const [form, setForm] = useState(empty);
  const change = useMutation({
    mutationFn: () => post("/session/password", form),
    onSuccess: () => {
      setForm(empty);
      tell(t("password.changed"));
      void queryClient.invalidateQueries({ queryKey: keys.signIns });
    },
  });
  return (
    <Part title={t("password.title")}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={person.email ?? ""} readOnly />
        <Password
          label={t("password.current")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={form.current}
          error={fieldProblem(change.error, "current")}
          onChange={(event) => setForm({ ...form, current: event.currentTarget.value })}
        />
        <Password
          label={t("password.new")}
          description={t("password.rule")}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={8}
          value={form.password}
          error={fieldProblem(change.error, "password")}
          onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
        />
        <FormProblem error={change.error} />
        <Button type="submit" className={css.save} loading={change.isPending}>
          {t("password.submit")}
        </Button>
      </form>
    </Part>
  );
}
