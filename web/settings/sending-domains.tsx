import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CheckedDomain, SendingDomain } from "../../shared/sending/schema.ts";
import { post } from "../lib/api.ts";
import { tell } from "../ui/notify.tsx";
import { sendingDomainsQuery } from "./load.ts";
import { Part } from "./part.tsx";
import { Refused } from "./problem.tsx";
import { refresh, remove } from "./save.ts";
import { SendingRecordLine } from "./sending-record.tsx";
import css from "./settings.module.css";

/** For each domain of our addresses: its keys, what to publish in the DNS, and what stands there. */
export function SendingDomains() {
  const { data: domains = [] } = useQuery(sendingDomainsQuery);
  return domains.map((domain) => <Domain key={domain.domain} domain={domain} />);
}

function Domain({ domain: { domain, addresses, keys, records } }: { domain: SendingDomain }) {
  const { t } = useTranslation("settings");
  const check = useMutation({ mutationFn: () => post<CheckedDomain>(`/sending-domains/${domain}/check`) });
  const change = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      await refresh();
      check.reset();
      tell(t("saved"));
    },
  });
  const checked = (name: string, value: string) =>
    check.data?.records.find((record) => record.name === name && record.value === value);
  return (
    <Part
      title={domain}
      hint={t("sending.domainHint", { addresses: addresses.join(", ") || "–" })}
      action={
        <Button
          loading={check.isPending}
          onClick={() => check.mutate()}
          aria-label={t("sending.checkNamed", { domain })}
        >
          {t("sending.check")}
        </Button>
      }
    >
      <ul className={`${css.rows} ${css.stacking}`}>
        {keys.map(({ id, selector, state }) => (
          <li key={id}>
            <span className={css.grow}>
              {selector}
              <span className={css.quiet}>{t(`sending.keyHint.${state}`)}</span>
            </span>
            <span className={css.tag} data-tone={state === "used" ? "good" : "wait"}>
              {t(`sending.keyState.${state}`)}
            </span>
            <span className={css.actions}>
              {state !== "used" && (
                <Button
                  size="compact-xs"
                  aria-label={t("sending.useNamed", { name: selector })}
                  onClick={() => change.mutate(() => post(`/dkim-keys/${id}/use`))}
                >
                  {t("sending.use")}
                </Button>
              )}
              <Button
                size="compact-xs"
                aria-label={t("sending.removeNamed", { name: selector })}
                onClick={() => change.mutate(() => remove(`/dkim-keys/${id}`))}
              >
                {t("remove.do")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Button
        className={css.save}
        loading={change.isPending}
        aria-label={t("sending.newKeyNamed", { domain })}
        onClick={() => change.mutate(() => post(`/sending-domains/${domain}/keys`))}
      >
        {t("sending.newKey")}
      </Button>
      <Refused error={change.error ?? check.error} />
      <h3 className={css.legend} style={{ marginTop: 16 }}>
        {t("sending.records")}
      </h3>
      <ul className={css.rows} aria-live="polite">
        {records.map((record) => (
          <SendingRecordLine
            key={`${record.kind} ${record.key ?? ""}`}
            record={record}
            checked={checked(record.name, record.value)}
          />
        ))}
      </ul>
    </Part>
  );
}
