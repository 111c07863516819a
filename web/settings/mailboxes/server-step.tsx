import { Button, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  type DiscoveredMailbox,
  type SignInKind,
  signIns,
  type Tested,
  type TestedMailbox,
} from "../../../shared/mailboxes/schema.ts";
import { post } from "../../lib/api.ts";
import { fieldProblem } from "../../ui/form-problem.tsx";
import { Password } from "../../ui/password.tsx";
import { consentAddressQuery } from "../load.ts";
import { Refused } from "../problem.tsx";
import { Secret } from "../secret.tsx";
import css from "../settings.module.css";
import { goForConsent } from "./consent.ts";
import { type StepProps, toTest } from "./form.ts";
import { ServerFields } from "./server-fields.tsx";

interface Props extends StepProps {
  found: DiscoveredMailbox | null;
  onBack(): void;
  onDone(tested: TestedMailbox): void;
}

export function ServerStep({ form, set, mailbox, found, onBack, onDone }: Props) {
  const { t } = useTranslation("settings");
  const test = useMutation({
    mutationFn: () => post<TestedMailbox>("/mailboxes/test", toTest(form, mailbox)),
    onSuccess: (tested) => {
      if (tested.imap.ok && tested.smtp?.ok !== false) onDone(tested);
    },
  });
  const { data: tested } = test;
  const name = found?.provider ?? "";
  return (
    <form
      className={css.wide}
      onSubmit={(event) => {
        event.preventDefault();
        test.mutate();
      }}
    >
      {found && (
        <p className={css.hint} style={{ margin: 0 }}>
          {t(`mailbox.found.${found.found ?? "guess"}`, { name })}
          {found.appPassword && form.signIn === "password" && ` ${t("mailbox.appPassword", { name })}`}
        </p>
      )}
      <NativeSelect
        label={t("mailbox.signIn")}
        data={signIns.map((value) => ({ value, label: t(`mailbox.signInBy.${value}`) }))}
        value={form.signIn}
        onChange={(event) => set({ signIn: event.currentTarget.value as SignInKind, grant: null })}
      />
      <TextInput
        label={t("mailbox.username")}
        value={form.username}
        required
        withAsterisk={false}
        maxLength={320}
        autoComplete="off"
        onChange={(event) => set({ username: event.currentTarget.value })}
      />
      {form.signIn === "password" ? (
        <Password
          label={t("mailbox.password")}
          description={mailbox ? t("mailbox.passwordKept") : undefined}
          value={form.password}
          required={!mailbox}
          withAsterisk={false}
          autoComplete="off"
          maxLength={1000}
          error={fieldProblem(test.error, "password") && t("problem.mailbox_password_needed")}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
      ) : (
        <Consent form={form} set={set} mailbox={mailbox} />
      )}
      <ServerFields kind="imap" server={form.imap} onChange={(imap) => set({ imap })} />
      <Switch
        label={t("mailbox.ownSmtp")}
        description={t("mailbox.ownSmtpHint")}
        checked={form.ownSmtp}
        onChange={(event) => set({ ownSmtp: event.currentTarget.checked })}
      />
      {form.ownSmtp && <ServerFields kind="smtp" server={form.smtp} onChange={(smtp) => set({ smtp })} />}
      <div role="status">
        {tested && !test.isPending && (
          <>
            <Result kind="imap" result={tested.imap} />
            {tested.smtp && <Result kind="smtp" result={tested.smtp} />}
          </>
        )}
      </div>
      <Refused error={test.error} at={["password"]} />
      <div className={css.buttons}>
        <Button type="submit" variant="filled" loading={test.isPending}>
          {t("mailbox.test")}
        </Button>
        <Button onClick={onBack}>{t(mailbox ? "cancel" : "mailbox.back")}</Button>
        {tested?.imap.ok && tested.smtp?.ok === false && (
          <Button className={css.push} variant="subtle" onClick={() => onDone(tested)}>
            {t("mailbox.anyway")}
          </Button>
        )}
      </div>
    </form>
  );
}

function Result({ kind, result }: { kind: "imap" | "smtp"; result: Tested }) {
  const { t } = useTranslation("settings");
  if (result.ok || !result.problem) return <p className={`${css.said} ${css.good}`}>{t(`mailbox.works.${kind}`)}</p>;
  return (
    <p className={css.said}>
      <span className={css.bad}>
        {kind.toUpperCase()}: {t(`mailbox.wrong.${result.problem}`)}
      </span>
      {result.detail && (
        <code>
          {t("mailbox.said")} {result.detail}
        </code>
      )}
    </p>
  );
}

/** OAuth 2: the client is the administrator's own, the consent is given on the provider's page. */
function Consent({ form, set, mailbox }: StepProps) {
  const { t } = useTranslation("settings");
  const { data: redirect } = useQuery(consentAddressQuery);
  const ask = useMutation({
    mutationFn: async () => {
      if (form.signIn !== "password") await goForConsent(form.signIn, form, mailbox?.id ?? null);
    },
  });
  if (form.grant !== null) return <p className={`${css.said} ${css.good}`}>{t("mailbox.consented")}</p>;
  return (
    <fieldset className={`${css.plain} ${css.wide}`}>
      <legend className={css.legend}>{t(`mailbox.signInBy.${form.signIn}`)}</legend>
      <p className={css.hint} style={{ margin: 0 }}>
        {t("mailbox.clientHint")}
      </p>
      {redirect && <Secret hint={t("mailbox.redirect")} secret={redirect} />}
      <TextInput
        label={t("mailbox.clientId")}
        value={form.clientId}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => set({ clientId: event.currentTarget.value.trim() })}
      />
      <Password
        label={t("mailbox.clientSecret")}
        value={form.clientSecret}
        maxLength={1000}
        autoComplete="off"
        onChange={(event) => set({ clientSecret: event.currentTarget.value.trim() })}
      />
      <Refused error={ask.error} />
      <div className={css.buttons}>
        <Button
          loading={ask.isPending}
          disabled={form.clientId === "" || form.clientSecret === ""}
          onClick={() => ask.mutate()}
        >
          {t("mailbox.ask")}
        </Button>
      </div>
    </fieldset>
  );
}
