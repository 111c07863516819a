import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailKey } from "../../shared/base/mail-key.ts";
import { apiUrl, del, patch } from "../lib/api.ts";
import { useMay } from "../lib/session.ts";
import { useTimes } from "../lib/use-time.ts";
import { tellProblem } from "../ui/notify.tsx";
import { useProblemText } from "./problem.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { refresh } from "./save.ts";
import css from "./settings.module.css";

/** One key: whose, its fingerprint in groups to compare by voice, how far it is trusted. */
export function KeyRow({ mailKey: key }: { mailKey: MailKey }) {
  const { t } = useTranslation("settings");
  const times = useTimes();
  const problemText = useProblemText();
  const mayOwn = useMay("settings.write");
  const mayPeople = useMay("people.write");
  const [removing, setRemoving] = useState(false);
  const change = useMutation({
    mutationFn: (input: { checked?: boolean; revoked?: true }) => patch(`/mail-keys/${key.id}`, input),
    onSettled: () => refresh(),
    onError: (error) => tellProblem(problemText(error)),
  });
  const may = key.own || key.authority ? mayOwn : mayPeople;
  const whose = key.address || key.name;
  const ended = key.revokedAt !== null || (key.expiresAt !== null && Date.parse(key.expiresAt) < Date.now());
  const facts = [
    key.kind === "pgp" ? "PGP" : "S/MIME",
    key.address ? key.name : "",
    t(`encryption.source.${key.source}`),
    key.expiresAt && t("encryption.until", { at: times.moment(key.expiresAt) }),
    key.checkedBy && !key.own && t("encryption.checkedBy", { name: key.checkedBy }),
  ];
  return (
    <li>
      <span className={css.grow}>
        {whose}
        <span className={css.quiet}>{facts.filter(Boolean).join(" · ")}</span>
        <code className={css.quiet}>{key.fingerprint.replace(/.{4}(?=.)/g, "$& ")}</code>
      </span>
      {ended ? (
        <span className={css.tag} data-tone="wait">
          {key.revokedAt ? t("encryption.revoked") : t("encryption.expired")}
        </span>
      ) : (
        !key.own && (
          <span className={css.tag} data-tone={key.checked ? "good" : "wait"}>
            {key.checked ? t("encryption.checked") : t("encryption.unchecked")}
          </span>
        )
      )}
      <span className={css.actions}>
        <Button
          size="compact-xs"
          component="a"
          href={apiUrl(`/mail-keys/${key.id}/public`)}
          aria-label={`${t("encryption.download")}: ${whose}`}
        >
          {t("encryption.download")}
        </Button>
        {may && !key.own && (
          <Button
            size="compact-xs"
            aria-label={`${t(key.checked ? "encryption.uncheck" : "encryption.check")}: ${whose}`}
            onClick={() => change.mutate({ checked: !key.checked })}
          >
            {t(key.checked ? "encryption.uncheck" : "encryption.check")}
          </Button>
        )}
        {may && !ended && (
          <Button
            size="compact-xs"
            aria-label={`${t("encryption.revoke")}: ${whose}`}
            onClick={() => change.mutate({ revoked: true })}
          >
            {t("encryption.revoke")}
          </Button>
        )}
        {may && (
          <Button size="compact-xs" aria-label={`${t("remove.do")}: ${whose}`} onClick={() => setRemoving(true)}>
            {t("remove.do")}
          </Button>
        )}
      </span>
      {removing && (
        <RemoveDialog
          title={t("encryption.removeNamed", { name: whose })}
          use={t(key.own ? "encryption.removeOwn" : "encryption.removePerson")}
          choices={[]}
          onRemove={() => del(`/mail-keys/${key.id}`).then(() => refresh())}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  );
}
