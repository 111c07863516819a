import { Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { viewsQuery } from "../../lib/views.ts";
import { viewIcon } from "../views/view-icons.ts";
import { useViewName } from "../views/view-name.ts";
import { ViewCount } from "../views/views-column.tsx";
import css from "./list-header.module.css";

/** Where there is no room for the column of views, the title is a menu of them. */
export function ViewSwitch({ title }: { title: string }) {
  const navigate = useNavigate();
  const nameOf = useViewName();
  const { data: views = [] } = useQuery(viewsQuery);
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button type="button" className={css.views}>
          <span className={css.name}>{title}</span>
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        {views.map((view) => {
          const Icon = viewIcon(view);
          return (
            <Menu.Item
              key={view.key}
              leftSection={<Icon size={16} stroke={1.75} />}
              rightSection={<ViewCount view={view} />}
              onClick={() => void navigate({ to: "/tickets", search: { view: view.key } })}
            >
              {nameOf(view)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
