import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TestedMail } from "../../shared/settings/schema.ts";
import { post } from "../lib/api.ts";
import { useSession } from "../lib/session.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { Refused } from "./problem.tsx";
import css from "./settings.module.css";

/** Sends one mail now and shows what the other side said to it. */
export function TestMail() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const [to, setTo] = useState(person.email ?? "");
  const test = useMutation({ mutationFn: () => post<TestedMail>("/settings/mail/test", { to }) });
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        test.mutate();
      }}
    >
      <div className={css.inline}>
        <TextInput
          type="email"
          label={t("test.to")}
          value={to}
          required
          withAsterisk={false}
          style={{ flex: 1, minWidth: 200 }}
          error={fieldProblem(test.error, "to") && t("mail.noAddress")}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={test.isPending}>
          {t("test.send")}
        </Button>
      </div>
      <Refused error={test.error} at={["to"]} />
      <div role="status">
        {test.data && (
          <p className={css.said}>
            <span className={test.data.outcome === "sent" ? css.good : css.bad}>{t(`test.${test.data.outcome}`)}</span>
            <code>{test.data.answer}</code>
          </p>
        )}
      </div>
    </form>
  );
}
