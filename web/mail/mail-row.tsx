import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MailEntry } from "../../shared/mail/schema.ts";
import { deliveryReason, reasonText } from "../lib/reason.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import { useDecide } from "./decide.ts";
import { keyOf } from "./load.ts";
import css from "./mail.module.css";
import { Outcome } from "./outcome.tsx";

interface Props {
  mail: MailEntry;
  onOpen(mail: MailEntry): void;
}

/** One mail: what became of it, and for held ones the two decisions. */
export function MailRow({ mail, onOpen }: Props) {
  const { t } = useTranslation("mail");
  const decide = useDecide(mail);
  const last = mail.steps.at(-1);
  const subject = mail.subject || t("noSubject");
  return (
    <li className={css.row} data-outcome={mail.outcome}>
      <Outcome mail={mail} />
      <button type="button" className={css.open} data-mail={keyOf(mail)} onClick={() => onOpen(mail)}>
        <span className={css.subject}>
          {mail.ticket && <span className={css.number}>#{mail.ticket} </span>}
          {subject}
        </span>
        <span className={css.detail}>
          {mail.from ?? t("noSender")} → {mail.to.join(", ")}
        </span>
        {mail.outcome !== "done" && mail.outcome !== "sent" && (last || mail.why) && (
          <span className={css.reason}>{last ? reasonText(t, last) : deliveryReason(t, mail.why ?? "")}</span>
        )}
      </button>
      <TimeAgo at={mail.at} className={css.time} />
      <span className={css.actions}>
        {mail.can.release && (
          <Button
            size="compact-sm"
            loading={decide.isPending && decide.variables === "release"}
            aria-label={t("releaseNamed", { subject })}
            onClick={() => decide.mutate("release")}
          >
            {t("release")}
          </Button>
        )}
        {mail.can.discard && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            loading={decide.isPending && decide.variables === "discard"}
            aria-label={t("discardNamed", { subject })}
            onClick={() => decide.mutate("discard")}
          >
            {t("discard")}
          </Button>
        )}
      </span>
    </li>
  );
}
