import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { inLanguage } from "../lib/i18n.ts";
import { useTimes } from "../lib/use-time.ts";
import { Facts, Section } from "../ui/section.tsx";
import { fieldsQuery } from "./load.ts";

/** Type, channel, dates and the desk's own fields. */
export function TicketFacts({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useTranslation();
  const times = useTimes();
  const { data: fields = [] } = useQuery(fieldsQuery);
  const own = fields
    .filter(({ key }) => ticket.fields[key] !== undefined && ticket.fields[key] !== null)
    .map(({ key, name }) => [inLanguage(name, i18n.language), String(ticket.fields[key])] as const);
  return (
    <Section title={t("facts.title")}>
      <Facts
        facts={[
          [t("facts.type"), t(`type.${ticket.type}`)],
          [t("facts.channel"), t(`channel.${ticket.channel}`)],
          [t("facts.created"), times.moment(ticket.createdAt)],
          ...(ticket.solvedAt ? [[t("facts.solved"), times.moment(ticket.solvedAt)] as const] : []),
          ...(ticket.dueAt ? [[t("facts.due"), times.moment(ticket.dueAt)] as const] : []),
          ...own,
        ]}
      />
    </Section>
  );
}
