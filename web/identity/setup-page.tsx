import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { setupQuery } from "../lib/session.ts";
import { Bones } from "../ui/bones.tsx";
import { FormPage } from "../ui/form-page.tsx";
import { Problem } from "../ui/problem.tsx";
import css from "./front.module.css";
import { SetupDone } from "./setup-done.tsx";
import { SetupForm } from "./setup-form.tsx";

/** The first visit: who runs the desk, what it is called, and then where mail comes in. */
export function SetupPage() {
  const { t } = useTranslation("front");
  const { token } = useSearch({ from: "/setup" });
  const { data: setup, error, refetch } = useQuery(setupQuery);
  const [done, setDone] = useState(false);

  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!setup) return <Bones rows={3} />;
  if (done) return <SetupDone address={setup.address} />;
  if (!setup.needed)
    return (
      <FormPage title={t("setup.already")} lead={t("setup.alreadyLead")}>
        <p className={css.note}>
          <Link to="/sign-in" className={css.link}>
            {t("toSignIn")}
          </Link>
        </p>
      </FormPage>
    );
  if (!token) return <FormPage title={t("setup.noToken")} lead={t("setup.noTokenLead")} />;
  return <SetupForm token={token} deskName={setup.deskName} onDone={() => setDone(true)} />;
}
