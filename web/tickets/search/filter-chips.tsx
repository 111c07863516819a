import { IconX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type ListSearch, setFilters } from "../search.ts";
import { useFilterFields, useFilterText } from "./fields.ts";
import css from "./filter-chips.module.css";
import { useLastView } from "./use-last-view.ts";

interface Props {
  search: ListSearch;
  onEdit(): void;
}

/** What narrows the view, each a part of the address that can be taken away. */
export function FilterChips({ search, onEdit }: Props) {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const text = useFilterText(useFilterFields());
  const lastView = useLastView(search);
  const chips = setFilters(search).filter((key) => key !== "q");
  if (chips.length === 0) return null;
  const remove = (key: (typeof chips)[number]) => {
    const { [key]: _gone, ...rest } = search;
    const view = rest.view ?? (setFilters(rest).length === 0 ? lastView : undefined);
    void navigate({ to: ".", search: { ...rest, view } });
  };
  return (
    <div className={css.bar}>
      {chips.map((key) => {
        const words = text(key, search[key] ?? "");
        return (
          <span key={key} className={css.chip}>
            <button type="button" className={css.text} title={words} onClick={onEdit}>
              {words}
            </button>
            <button
              type="button"
              className={css.remove}
              aria-label={t("chip.remove", { filter: words })}
              onClick={() => remove(key)}
            >
              <IconX size={12} aria-hidden="true" />
            </button>
          </span>
        );
      })}
    </div>
  );
}
