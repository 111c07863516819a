import {
  IconKeyboard,
  IconMailbox,
  IconMessages,
  IconSearch,
  IconSend,
  IconSettings,
  IconTicket,
} from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay, useSession } from "../lib/session.ts";
import { Face } from "../ui/face.tsx";
import css from "./rail.module.css";

interface Props {
  onHelp(): void;
  onSearch(): void;
  /** What is new for this person. */
  bell: ReactNode;
}

/** The places of the desk: a rail at the side, a bar at the bottom of a phone. */
export function Rail({ onHelp, onSearch, bell }: Props) {
  const { t } = useTranslation();
  const { name } = useSession().person;
  const mayReadMail = useMay("mail.read");
  return (
    <nav className={css.rail} aria-label={t("nav.main")}>
      <img src="/desk/icon.svg" alt="" width={24} height={24} className={css.logo} />
      <Place to="/tickets" search={{ view: "inbox" }} label={t("nav.tickets")}>
        <IconTicket size={20} stroke={1.6} aria-hidden="true" />
      </Place>
      <Place to="/conversations" label={t("nav.conversations")}>
        <IconMessages size={20} stroke={1.6} aria-hidden="true" />
      </Place>
      <Place to="/outbox" label={t("nav.outbox")}>
        <IconSend size={20} stroke={1.6} aria-hidden="true" />
      </Place>
      {mayReadMail && (
        <Place to="/mail" label={t("nav.mail")} notOnPhone>
          <IconMailbox size={20} stroke={1.6} aria-hidden="true" />
        </Place>
      )}
      <button
        type="button"
        className={css.place}
        aria-label={t("lists:palette.word")}
        data-tip={`${t("lists:palette.title")}  Ctrl K`}
        data-tip-side="right"
        onClick={onSearch}
      >
        <IconSearch size={20} stroke={1.6} aria-hidden="true" />
        <span className={css.word} aria-hidden="true">
          {t("lists:palette.word")}
        </span>
      </button>
      {bell}
      <span className={css.spring} />
      <button
        type="button"
        className={`${css.place} ${css.help}`}
        aria-label={t("nav.keys")}
        data-tip={`${t("nav.keys")}  ?`}
        data-tip-side="right"
        onClick={onHelp}
      >
        <IconKeyboard size={20} stroke={1.6} aria-hidden="true" />
      </button>
      <Place to="/settings" label={t("nav.settings")}>
        <IconSettings size={20} stroke={1.6} aria-hidden="true" className={css.onPhone} />
        <span className={css.onDesk}>
          <Face name={name} size={26} />
        </span>
      </Place>
    </nav>
  );
}

interface PlaceProps {
  to: LinkProps["to"];
  search?: LinkProps["search"];
  label: string;
  /** The bar of a phone is full: it is found in the outbox and the palette. */
  notOnPhone?: boolean;
  children: ReactNode;
}

function Place({ to, search, label, notOnPhone, children }: PlaceProps) {
  return (
    <Link
      to={to}
      search={search as never}
      className={notOnPhone ? `${css.place} ${css.help}` : css.place}
      activeOptions={{ includeSearch: false }}
      aria-label={label}
      data-tip={label}
      data-tip-side="right"
    >
      {children}
      <span className={css.word} aria-hidden="true">
        {label}
      </span>
    </Link>
  );
}
