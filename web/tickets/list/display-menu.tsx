import { Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconCheck, IconDownload, IconSquareCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { BoardKind, TicketSort } from "../../../shared/tickets/query.ts";
import { apiUrl } from "../../lib/api.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useView } from "../load.ts";
import { allFilters, defaultSort, type Layout, type ListSearch, shownAs } from "../search.ts";
import { selectAll } from "../selection.ts";
import { shown } from "../shown.ts";
import { layoutIcons } from "../views/view-icons.ts";
import css from "./list-header.module.css";

const layouts: readonly Layout[] = ["list", "table", "board"];
const sorts: readonly TicketSort[] = ["-updatedAt", "updatedAt", "-createdAt", "createdAt", "-priority", "dueAt"];
const boards: readonly BoardKind[] = ["state", "assignee"];

/** How the tickets are shown, and what can be done with all that are. */
export function DisplayMenu({ search }: { search: ListSearch }) {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const { view } = useView(search);
  const { layout, sort, board } = shownAs(search, view);
  const show = (changes: Partial<ListSearch>) => void navigate({ to: ".", search: { ...search, ...changes } });
  const check = (is: boolean) => (is ? <IconCheck size={14} /> : null);
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <IconButton label={t("display.title")}>
          <IconAdjustmentsHorizontal size={16} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        {layouts.map((each) => {
          const Icon = layoutIcons[each];
          return (
            <Menu.Item
              key={each}
              leftSection={<Icon size={16} stroke={1.75} />}
              rightSection={check(each === layout)}
              onClick={() => show({ layout: each === (view?.layout ?? "list") ? undefined : each })}
            >
              {t(`display.${each}`)}
            </Menu.Item>
          );
        })}
        {layout === "board" && (
          <>
            <Menu.Label>{t("display.boardBy")}</Menu.Label>
            {boards.map((each) => (
              <Menu.Item key={each} rightSection={check(each === board)} onClick={() => show({ board: each })}>
                {t(`desk:filter.${each}`)}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Label>{t("display.order")}</Menu.Label>
        {sorts.map((each) => (
          <Menu.Item
            key={each}
            rightSection={check(each === sort)}
            onClick={() => show({ sort: each === (view?.sort ?? defaultSort) ? undefined : each })}
          >
            {t(`desk:sort.${each}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSquareCheck size={16} stroke={1.75} />}
          onClick={() => selectAll(shown.get().rows)}
        >
          {t("display.selectAll")}
        </Menu.Item>
        <Export search={search} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** All that the filter finds, not only what has been scrolled to. */
function Export({ search }: { search: ListSearch }) {
  const { t, i18n } = useTranslation("lists");
  const { view } = useView(search);
  const { sort, columns, layout } = shownAs(search, view);
  const query = { ...allFilters(search, view), sort, language: i18n.language };
  const asShown = layout === "table" ? { columns: columns.join(",") } : {};
  return (["csv", "xlsx"] as const).map((format) => (
    <Menu.Item
      key={format}
      component="a"
      href={apiUrl("/tickets/export", { format, ...query, ...asShown })}
      download
      leftSection={<IconDownload size={16} stroke={1.75} />}
    >
      {t(`display.${format}`)}
    </Menu.Item>
  ));
}
