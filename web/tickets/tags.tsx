import { IconPlus, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./tags.module.css";

interface Props {
  tags: readonly string[];
  disabled: boolean;
  onChange(tags: string[]): void;
}

/** Tags as links to their lists, each removable; the plus makes a field. */
export function Tags({ tags, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const add = () => {
    const tag = draft
      ?.trim()
      .replace(/[\s,]+/g, "-")
      .slice(0, 50);
    setDraft(null);
    if (tag && !tags.includes(tag)) onChange([...tags, tag]);
  };
  return (
    <>
      {tags.map((tag) => (
        <span key={tag} className={css.tag}>
          <Link to="/tickets" search={{ tag }} className={css.name}>
            {tag}
          </Link>
          {!disabled && (
            <button
              type="button"
              aria-label={t("tags.remove", { tag })}
              onClick={() => onChange(tags.filter((other) => other !== tag))}
            >
              <IconX size={11} aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
      {draft !== null && (
        <input
          className={css.field}
          aria-label={t("tags.add")}
          value={draft}
          maxLength={50}
          // biome-ignore lint/a11y/noAutofocus: the field replaces the button that was just pressed
          autoFocus
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === "Enter") add();
            if (event.key === "Escape") setDraft(null);
          }}
        />
      )}
      {draft === null && !disabled && (
        <button type="button" className={css.add} title={t("tags.add")} onClick={() => setDraft("")}>
          <IconPlus size={13} aria-hidden="true" />
          <span className={tags.length > 0 ? css.hidden : undefined}>{t("tags.add")}</span>
        </button>
      )}
    </>
  );
}
