import { Popover } from "@mantine/core";
import { IconFilter, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../lib/session.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useView } from "../load.ts";
import type { ListSearch } from "../search.ts";
import { setFilters } from "../search.ts";
import { SaveView } from "../views/save-view.tsx";
import { useViewName } from "../views/view-name.ts";
import { DisplayMenu } from "./display-menu.tsx";
import css from "./list-header.module.css";
import { ViewSwitch } from "./view-switch.tsx";

const FilterBuilder = lazy(() => import("../search/filter-builder.tsx").then((m) => ({ default: m.FilterBuilder })));

interface Props {
  search: ListSearch;
  /** The filter is being edited. */
  filtering: boolean;
  onFiltering(open: boolean): void;
}

export function ListHeader({ search, filtering, onFiltering }: Props) {
  const { t } = useTranslation();
  const mayCreate = useMay("tickets.create");
  const { view } = useView(search);
  const nameOf = useViewName();
  const found = setFilters(search).length > 0 ? t("lists:found") : t("nav.tickets");
  const title = view ? nameOf(view) : found;
  return (
    <header className={css.header}>
      <h1 className={css.title} title={title}>
        {title}
      </h1>
      <ViewSwitch title={title} />
      <span className={css.spring} />
      <SaveView search={search} />
      <Popover opened={filtering} onChange={onFiltering} position="bottom-end" trapFocus>
        <Popover.Target>
          <IconButton
            label={t("list.filter")}
            aria-expanded={filtering}
            onClick={() => onFiltering(!filtering)}
            variant={filtering ? "light" : "subtle"}
          >
            <IconFilter size={16} />
          </IconButton>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense>
            <FilterBuilder search={search} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      <DisplayMenu search={search} />
      {mayCreate && (
        <IconButton
          label={t("list.new")}
          hotkey="c"
          // biome-ignore lint/suspicious/noExplicitAny: Mantine's polymorphic `component` does not know the router's types
          {...({ component: Link, to: "/tickets/new", search: true } as any)}
        >
          <IconPlus size={17} />
        </IconButton>
      )}
    </header>
  );
}
