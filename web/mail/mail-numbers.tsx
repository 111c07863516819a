import { useTranslation } from "react-i18next";
import type { MailSummary } from "../../shared/mail/schema.ts";
import css from "./mail.module.css";

const counts = ["received", "sent", "held", "dropped", "failed", "notSent"] as const;

/** The last days in numbers; what is nought is not said, but for what came and went. */
export function MailNumbers({ days }: { days: MailSummary["days"] }) {
  const { t, i18n } = useTranslation("mail");
  const day = new Intl.DateTimeFormat(i18n.language, { weekday: "short", day: "numeric", timeZone: "UTC" });
  return (
    <ol className={css.numbers} aria-label={t("numbers")}>
      {days.toReversed().map((each) => (
        <li key={each.day}>
          <b>{day.format(new Date(each.day))}</b>
          {counts
            .filter((name) => each[name] > 0 || name === "received" || name === "sent")
            .map((name) => (
              <span key={name} data-count={name}>
                {t(`count.${name}`, { count: each[name] })}
              </span>
            ))}
        </li>
      ))}
    </ol>
  );
}
