import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Person } from "../../shared/people/schema.ts";
import { isLanguage, languageNames } from "../lib/i18n.ts";
import { personOf } from "../lib/person.ts";
import { clock } from "../lib/time.ts";
import { useTimes } from "../lib/use-time.ts";
import { Face } from "../ui/face.tsx";
import { Facts, Section } from "../ui/section.tsx";
import { ContactMarks } from "./contact-marks.tsx";
import { ContactOffers } from "./contact-offers.tsx";
import css from "./person-card.module.css";
import { PersonNotes } from "./person-notes.tsx";
import { PersonPosition } from "./person-position.tsx";

/** The person who asks: ways to reach, organizations, what else they asked. The name is there before the rest. */
export function PersonCard({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const { data: person } = useQuery(personOf(id));
  return (
    <Section title={t("person.title")}>
      <div className={css.who}>
        <Face name={name} size={32} />
        <div className={css.names}>
          <b>{person?.name || name}</b>
          {person && <PersonPosition key={`${person.id} ${person.position}`} person={person} />}
          {person?.organizations.map((organization) => (
            <Link key={organization.id} to="/tickets" search={{ organization: organization.id }} className={css.link}>
              {organization.name}
              {organization.role === "manager" && ` · ${t("person.manager")}`}
            </Link>
          ))}
        </div>
      </div>
      {person && <Contacts person={person} />}
      {person && <ContactOffers person={person} />}
      {person && <PersonFacts person={person} />}
      {person && <PersonNotes key={person.id} person={person} />}
    </Section>
  );
}

function Contacts({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <ul className={css.contacts}>
      {person.contactPoints.map(({ id, kind, value, verified, ...marks }) => (
        <li key={id}>
          {kind === "telegram" ? value : <a href={kind === "email" ? `mailto:${value}` : dial(value)}>{value}</a>}
          {verified && (
            <span role="img" aria-label={t("person.verified")} title={t("person.verified")} className={css.verified}>
              <IconCheck size={13} stroke={2.5} />
            </span>
          )}
          <ContactMarks person={person.id} contact={{ id, kind, value, verified, ...marks }} />
        </li>
      ))}
    </ul>
  );
}

/** An extension behind the number is for who has dialled. */
const dial = (phone: string): string => `tel:${phone.replace(/[^\d\s+().-].*$/u, "").trim()}`;

function PersonFacts({ person }: { person: Person }) {
  const { t } = useTranslation();
  const times = useTimes();
  const facts: [string, React.ReactNode][] = [
    [
      t("person.tickets"),
      <Link key="tickets" to="/tickets" search={{ requester: person.id }} className={css.link}>
        {t("person.open", { count: person.openTickets })}, {t("person.closed", { count: person.closedTickets })}
      </Link>,
    ],
  ];
  if (isLanguage(person.language)) facts.push([t("person.language"), languageNames[person.language]]);
  if (person.timeZone) {
    facts.push([t("person.localTime"), clock(new Date().toISOString(), times.language, person.timeZone)]);
  }
  return <Facts facts={facts} />;
}
