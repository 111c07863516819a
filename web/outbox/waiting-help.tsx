import { IconPlugConnectedX } from "@tabler/icons-react";
import { Trans, useTranslation } from "react-i18next";
import css from "./outbox.module.css";

/** Nothing can leave because no mail server is set: what that means and the cure. */
export function WaitingHelp() {
  const { t } = useTranslation("outbox");
  return (
    <div className={css.help} role="note">
      <IconPlugConnectedX size={20} stroke={1.6} aria-hidden="true" />
      <div>
        <b>{t("waiting.title")}</b>
        <p>
          <Trans t={t} i18nKey="waiting.body" components={{ b: <b />, code: <code /> }} />
        </p>
        <code className={css.example}>LISTEK_SMARTHOST=smtp://user:password@mail.example.com:587</code>
      </div>
    </div>
  );
}
