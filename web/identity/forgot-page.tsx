import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../lib/api.ts";
import { FormPage } from "../ui/form-page.tsx";
import { FormProblem } from "../ui/form-problem.tsx";
import css from "./front.module.css";

/** The answer is the same whether the address is known here or not. */
export function ForgotPage() {
  const { t } = useTranslation("front");
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: () => post("/session/reset", { email: email.trim() }) });
  return (
    <FormPage title={t("forgot.title")} lead={ask.isSuccess ? undefined : t("forgot.lead")}>
      {ask.isSuccess ? (
        <p role="status" className={css.note}>
          {t("forgot.sent", { email })}
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          <TextInput
            label={t("email")}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <FormProblem error={ask.error} />
          <Button type="submit" variant="filled" size="sm" loading={ask.isPending}>
            {t("forgot.submit")}
          </Button>
        </form>
      )}
      <p className={css.note}>
        <Link to="/sign-in" className={css.link}>
          {t("toSignIn")}
        </Link>
      </p>
    </FormPage>
  );
}
