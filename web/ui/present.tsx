import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { presenceOf } from "../lib/presence.ts";
import { useSession } from "../lib/session.ts";
import { Face } from "./face.tsx";
import css from "./present.module.css";

/** Colleagues who look at a ticket or write in it, as faces. `ask`: false shows only what is known already. */
export function PresentFaces({ number, size = 20, ask = true }: { number: string; size?: number; ask?: boolean }) {
  const { t } = useTranslation();
  const me = useSession().person.id;
  const { data: people = [] } = useQuery({ ...presenceOf(number), enabled: ask });
  const others = people.filter(({ id }) => id !== me);
  if (others.length === 0) return null;
  return (
    <ul className={css.faces} aria-label={t("desk:presence.title")}>
      {others.slice(0, 4).map(({ id, name, doing }) => (
        <li key={id} data-doing={doing} title={t(`desk:presence.${doing}`, { name })}>
          <Face name={name} size={size} />
          <span className={css.words}>{t(`desk:presence.${doing}`, { name })}</span>
        </li>
      ))}
      {others.length > 4 && <li className={css.more}>+{others.length - 4}</li>}
    </ul>
  );
}
