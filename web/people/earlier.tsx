import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Conversation } from "../../shared/conversations/schema.ts";
import type { Ticket, TicketSummary } from "../../shared/tickets/schema.ts";
import { get, type Query } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { Section } from "../ui/section.tsx";
import { TicketLine } from "../ui/ticket-line.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import css from "./earlier.module.css";

const few = 6;
const ticketsWith = (query: Query) =>
  queryOptions({
    queryKey: ["earlier", query] as const,
    queryFn: ({ signal }) =>
      get<{ items: TicketSummary[] }>("/tickets", { limit: few, ...query }, signal).then(({ items }) => items),
    staleTime: 60_000,
  });
const talksOf = (person: string) =>
  queryOptions({
    queryKey: [...keys.conversations, "of", person] as const,
    queryFn: ({ signal }) =>
      get<{ items: Conversation[] }>(
        "/conversations",
        { participant: person, ticketless: true, limit: few },
        signal,
      ).then(({ items }) => items),
    staleTime: 60_000,
  });

interface Props {
  person: string;
  organization: Ticket["organization"];
  /** The ticket that is open. */
  except: string | null;
}

/** What this person and his organization have asked besides. */
export function Earlier({ person, organization, except }: Props) {
  const { t } = useTranslation();
  const own = useQuery(ticketsWith({ requester: person }));
  const talked = useQuery(talksOf(person));
  const others = useQuery({
    ...ticketsWith({ organization: organization?.id, state: "unsolved" }),
    enabled: organization !== null,
  });
  // All at once: one that came late would push the others away.
  if (own.isLoading || talked.isLoading || others.isLoading) return null;
  const talks = talked.data ?? [];
  const mine = (own.data ?? []).filter(({ number }) => number !== except);
  const known = new Set([except, ...mine.map(({ number }) => number)]);
  const theirs = (others.data ?? []).filter(({ number }) => !known.has(number));
  return (
    <>
      {mine.length > 0 && (
        <Section title={t("earlier.tickets")}>
          <TicketLinks tickets={mine} />
        </Section>
      )}
      {talks.length > 0 && (
        <Section title={t("earlier.talks")}>
          <ul className={css.list}>
            {talks.map((talk) => (
              <li key={talk.id}>
                <Link to="/conversations/$id" params={{ id: talk.id }} className={css.row}>
                  <span className={css.subject}>{talk.subject || t("talks.noSubject")}</span>
                  <TimeAgo at={talk.lastMessageAt} className={css.time} />
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {organization && theirs.length > 0 && (
        <Section title={t("earlier.organization", { name: organization.name })}>
          <TicketLinks tickets={theirs} />
        </Section>
      )}
    </>
  );
}

function TicketLinks({ tickets }: { tickets: readonly TicketSummary[] }) {
  return (
    <ul className={css.list}>
      {tickets.map((ticket) => (
        <li key={ticket.number}>
          <TicketLine ticket={ticket} />
        </li>
      ))}
    </ul>
  );
}
