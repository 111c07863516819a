import { IconClockPause, IconMailX, IconThumbDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DeliveryReport } from "../../shared/conversations/delivery-reports.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import css from "./delivery-reports.module.css";

const icons = { failed: IconMailX, delayed: IconClockPause, complaint: IconThumbDown };

/** What mail systems said about a message after it had left: one quiet line each, their own words on request. */
export function DeliveryReports({ reports }: { reports: readonly DeliveryReport[] }) {
  return (
    <ul className={css.reports}>
      {reports.map((report) => (
        <li key={`${report.kind} ${report.recipient}`} data-kind={report.kind}>
          <Report report={report} />
        </li>
      ))}
    </ul>
  );
}

function Report({ report }: { report: DeliveryReport }) {
  const { t } = useTranslation();
  const { kind, recipient, reporter, reason, status, text, at } = report;
  const Icon = icons[kind];
  return (
    <details className={css.report}>
      <summary>
        <Icon size={15} stroke={1.75} aria-hidden="true" />
        <span>
          {t(`returned.${kind}`, { recipient: recipient || t("returned.somebody") })}
          {kind !== "complaint" && `: ${t(`returned.why.${reason}`)}`}
          {status && ` (${status})`}
        </span>
        <TimeAgo at={at} className={css.time} />
      </summary>
      {reporter && <p>{t("returned.by", { reporter })}</p>}
      <pre>{text}</pre>
    </details>
  );
}
