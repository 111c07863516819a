import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../lib/api.ts";
import { FormPage } from "../ui/form-page.tsx";
import { FormProblem, fieldProblem } from "../ui/form-problem.tsx";
import { Password } from "../ui/password.tsx";
import css from "./front.module.css";

export function ResetPage() {
  const { t } = useTranslation("front");
  const { token } = useSearch({ from: "/reset" });
  const [password, setPassword] = useState("");
  const reset = useMutation({ mutationFn: () => post("/session/reset/confirm", { token: token ?? "", password }) });
  const toSignIn = (
    <p className={css.note}>
      <Link to={reset.isSuccess ? "/sign-in" : "/forgot"} className={css.link}>
        {t(reset.isSuccess ? "toSignIn" : "reset.again")}
      </Link>
    </p>
  );
  if (!token || reset.isSuccess)
    return (
      <FormPage title={t("reset.title")} lead={t(reset.isSuccess ? "reset.done" : "reset.noToken")}>
        {toSignIn}
      </FormPage>
    );
  return (
    <FormPage title={t("reset.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate();
        }}
      >
        <Password
          label={t("newPassword")}
          description={t("passwordRule")}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={8}
          autoFocus
          value={password}
          error={fieldProblem(reset.error, "password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <FormProblem error={reset.error} />
        <Button type="submit" variant="filled" size="sm" loading={reset.isPending}>
          {t("reset.submit")}
        </Button>
      </form>
      {reset.isError && toSignIn}
    </FormPage>
  );
}
