import { useTranslation } from "react-i18next";
import type { Monitoring } from "../../shared/tickets/schema.ts";
import { useTimes } from "../lib/use-time.ts";
import { Facts, Section } from "../ui/section.tsx";

/** What a monitoring system reports about the thing that this ticket is about. */
export function TicketMonitoring({ problem }: { problem: Monitoring }) {
  const { t } = useTranslation();
  const times = useTimes();
  const { host, service, state, reports, beganAt, lastAt, recoveredAt } = problem;
  return (
    <Section title={t("monitoring.title")}>
      <Facts
        facts={[
          ...(host ? [[t("monitoring.host"), host] as const] : []),
          ...(service ? [[t("monitoring.service"), service] as const] : []),
          [t("monitoring.state"), state],
          [t("monitoring.reports"), String(reports)],
          [t("monitoring.began"), times.moment(beganAt)],
          recoveredAt
            ? [t("monitoring.recovered"), times.moment(recoveredAt)]
            : [t("monitoring.last"), times.moment(lastAt)],
        ]}
      />
    </Section>
  );
}
