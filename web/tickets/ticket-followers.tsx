import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Face } from "../ui/face.tsx";
import { Section } from "../ui/section.tsx";
import { followersOf } from "./ticket-follow.tsx";
import css from "./ticket-followers.module.css";

/** Who is told what happens here. */
export function TicketFollowers({ number }: { number: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(followersOf(number));
  if (!data || data.people.length === 0) return null;
  return (
    <Section title={t("follow.people")}>
      <ul className={css.list}>
        {data.people.map(({ id, name }) => (
          <li key={id}>
            <Face name={name} size={20} />
            {name}
          </li>
        ))}
      </ul>
    </Section>
  );
}
