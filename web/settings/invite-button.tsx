import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Access, Invitation } from "../../shared/identity/access.ts";
import { post } from "../lib/api.ts";
import { useTimes } from "../lib/use-time.ts";
import { Refused } from "./problem.tsx";
import { refresh } from "./save.ts";
import { Secret } from "./secret.tsx";
import css from "./settings.module.css";

/** Sends the invitation and shows its link: a desk without outgoing mail invites too. */
export function InviteButton({ person }: { person: Access }) {
  const { t } = useTranslation("settings");
  const times = useTimes();
  const invite = useMutation({
    mutationFn: () => post<Invitation>(`/people/${person.id}/invite`),
    onSuccess: refresh,
  });
  const sent = invite.data;
  return (
    <div className={css.wide}>
      <div>
        <Button onClick={() => invite.mutate()} loading={invite.isPending}>
          {t(person.signIn === "invited" ? "people.inviteAgain" : "people.invite")}
        </Button>
      </div>
      <Refused error={invite.error} />
      {sent && (
        <div role="status">
          <p className={sent.mail === "sent" ? css.good : css.bad} style={{ margin: "0 0 4px" }}>
            {sent.mail === "sent"
              ? t("people.mailSent", { to: person.login ?? "" })
              : t("people.mailNotSent", { reason: sent.reason ?? "" })}
          </p>
          <Secret hint={t("people.link", { until: times.moment(sent.expiresAt) })} secret={sent.link} />
        </div>
      )}
    </div>
  );
}
