import { Button, Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MailEntry } from "../../shared/mail/schema.ts";
import { apiUrl } from "../lib/api.ts";
import { fileSize } from "../lib/time.ts";
import { useTimes } from "../lib/use-time.ts";
import list from "../ui/mail-list.module.css";
import { Facts, Section } from "../ui/section.tsx";
import { Steps } from "../ui/steps.tsx";
import { type Decision, useDecide } from "./decide.ts";
import { whyOf } from "./load.ts";
import css from "./mail.module.css";
import { Outcome } from "./outcome.tsx";

interface Props {
  mail: MailEntry;
  onClose(): void;
}

/** One mail: what became of it in one sentence, every decision on its way, where it is now, what can be done. */
export function MailDrawer({ mail, onClose }: Props) {
  const { t, i18n } = useTranslation("mail");
  const times = useTimes();
  const facts: [string, string][] = [
    [t("from"), mail.from ?? t("noSender")],
    [t("to"), mail.to.join(", ")],
    [t("at"), times.exact(mail.at)],
    ...(mail.size === null ? [] : [[t("size"), fileSize(mail.size, i18n.language)] as [string, string]]),
    ...(mail.releasedBy === null ? [] : [[t("releasedBy"), mail.releasedBy] as [string, string]]),
  ];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={mail.subject || t("noSubject")}
      closeButtonProps={{ "aria-label": t("desk:close") }}
    >
      <p className={css.answer}>
        <Outcome mail={mail} />
        {whyOf(t, mail)}
      </p>
      <Actions mail={mail} onClose={onClose} />
      <Section title={t("facts")}>
        <Facts facts={facts} />
      </Section>
      {mail.direction === "in" && (
        <Section title={t("desk:threading.steps")}>
          {mail.steps.length > 0 ? <Steps steps={mail.steps} /> : t("noSteps")}
        </Section>
      )}
    </Drawer>
  );
}

function Actions({ mail, onClose }: Props) {
  const { t } = useTranslation("mail");
  const decide = useDecide(mail);
  const choices: [Decision, boolean][] = [
    ["release", mail.can.release],
    ["discard", mail.can.discard],
    ["replay", mail.can.replay],
  ];
  return (
    <div className={css.choices}>
      {choices
        .filter(([, may]) => may)
        .map(([decision]) => (
          <Button
            key={decision}
            size="compact-sm"
            loading={decide.isPending && decide.variables === decision}
            onClick={() => decide.mutate(decision, { onSuccess: onClose })}
          >
            {t(`action.${decision}`)}
          </Button>
        ))}
      {mail.ticket && (
        <Link className={css.link} to="/tickets/$number" params={{ number: mail.ticket }} search={{ view: "inbox" }}>
          {t("toTicket", { number: mail.ticket })}
        </Link>
      )}
      {!mail.ticket && mail.conversation && (
        <Link className={css.link} to="/conversations/$id" params={{ id: mail.conversation }} search={{}}>
          {t("toConversation")}
        </Link>
      )}
      {mail.can.raw && (
        <a className={css.link} href={apiUrl(`/mail/${mail.id}/raw`)} download>
          {t("raw")}
        </a>
      )}
      {!mail.can.raw && mail.heldFor === "virus" && <span className={list.reason}>{t("infected")}</span>}
    </div>
  );
}
