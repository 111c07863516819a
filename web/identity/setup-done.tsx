import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy, IconMail, IconPhone, IconSend } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FormPage } from "../ui/form-page.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import css from "./front.module.css";

/** The desk stands: where mail comes in, and what to try first. */
export function SetupDone({ address }: { address: string }) {
  const { t } = useTranslation("front");
  const clipboard = useClipboard();
  const steps = [
    { Icon: IconMail, text: t("done.mail") },
    { Icon: IconPhone, text: t("done.phone") },
    { Icon: IconSend, text: t("done.smarthost") },
  ];
  return (
    <FormPage title={t("done.title")} lead={t("done.lead")}>
      <p className={css.address}>
        <span>{address}</span>
        <IconButton label={t("done.copy")} onClick={() => clipboard.copy(address)}>
          {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </IconButton>
      </p>
      <ol className={css.done}>
        {steps.map(({ Icon, text }) => (
          <li key={text}>
            <Icon size={20} stroke={1.6} aria-hidden="true" />
            <span>{text}</span>
          </li>
        ))}
      </ol>
      <Link to="/tickets" search={{ view: "inbox" }} className={css.go}>
        {t("done.open")}
      </Link>
    </FormPage>
  );
}
