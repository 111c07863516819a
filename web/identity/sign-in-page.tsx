import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../lib/api.ts";
import { readSession, setupQuery } from "../lib/session.ts";
import { FormPage } from "../ui/form-page.tsx";
import { FormProblem } from "../ui/form-problem.tsx";
import { Password } from "../ui/password.tsx";
import css from "./front.module.css";

export function SignInPage() {
  const { t } = useTranslation("front");
  const router = useRouter();
  const { to } = useSearch({ from: "/sign-in" });
  const { data: setup } = useQuery(setupQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => post("/session", { email: email.trim(), password }),
    onSuccess: async () => {
      await readSession();
      router.history.push(safePath(to));
    },
  });
  return (
    <FormPage title={t("signIn.title", { desk: setup?.deskName || "Listek" })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <TextInput
          label={t("email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Password
          label={t("password")}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <FormProblem error={signIn.error} />
        <Button type="submit" variant="filled" size="sm" loading={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
        <Link to="/forgot" className={css.link}>
          {t("signIn.forgot")}
        </Link>
      </form>
    </FormPage>
  );
}

/** Only a path of this desk: the address may have been made by somebody else. */
const safePath = (to: string | undefined) => `/desk${to && /^\/(?!\/)/.test(to) ? to : "/"}`;
