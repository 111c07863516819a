import { TextInput } from "@mantine/core";
import { IconChevronLeft, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./layout.module.css";
import { type PageKey, pages } from "./pages.ts";

const groups = ["you", "desk"] as const;

/** All pages, also those that are closed to the reader: he finds out what they are and whom to ask. */
export function PageList({ current }: { current: PageKey | undefined }) {
  const { t } = useTranslation("settings");
  const [wanted, setWanted] = useState("");
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = pages.filter(({ key }) => {
    const text = `${t(`page.${key}`)} ${t(`lead.${key}`)} ${t(`find.${key}`)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <nav className={css.list} aria-label={t("title")}>
      {current === undefined && <h1 className={css.title}>{t("title")}</h1>}
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        className={css.search}
      />
      {groups.map((group) => {
        const shown = found.filter((page) => page.group === group);
        if (shown.length === 0) return null;
        return (
          <div key={group}>
            <h2 className={css.group}>{t(`group.${group}`)}</h2>
            <ul>
              {shown.map(({ key, icon: Icon }) => (
                <li key={key}>
                  <Link to="/settings/$page" params={{ page: key }} className={css.entry}>
                    <Icon size={16} stroke={1.6} aria-hidden="true" />
                    {t(`page.${key}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {found.length === 0 && <p className={css.nothing}>{t("nothingFound")}</p>}
    </nav>
  );
}

export function BackToList({ label }: { label: string }) {
  return (
    <Link to="/settings" className={css.back}>
      <IconChevronLeft size={16} aria-hidden="true" />
      {label}
    </Link>
  );
}
