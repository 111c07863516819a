import { Menu } from "@mantine/core";
import { IconChevronRight, IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { View } from "../../../shared/tickets/views.ts";
import { queryClient } from "../../lib/queries.ts";
import { remember, remembered } from "../../lib/storage.ts";
import { viewsQuery } from "../../lib/views.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { listOf, queuesQuery } from "../load.ts";
import { type ListSearch, shownAs, ticketQuery } from "../search.ts";
import { useSaveView } from "./save.ts";
import { ViewEditor } from "./view-editor.tsx";
import { viewIcon } from "./view-icons.ts";
import { useViewName } from "./view-name.ts";
import css from "./views-column.module.css";

/** Views and queues with what waits in them. */
export function ViewsColumn({ search }: { search: ListSearch }) {
  const { t } = useTranslation("lists");
  const { data: views = [] } = useQuery(viewsQuery);
  const of = (scope: View["scope"]) => views.filter((view) => view.scope === scope);
  return (
    <nav className={css.column} aria-label={t("desk:nav.views")}>
      <h2 className={css.title}>{t("desk:nav.tickets")}</h2>
      <Views views={of("fixed")} search={search} />
      <Group name="mine" title={t("views.mine")} views={of("personal")} search={search} />
      <Group name="team" title={t("views.teams")} views={of("team")} search={search} />
      <Group name="shared" title={t("views.shared")} views={of("shared")} search={search} />
      {/* Below the views: not before them, or they would push it down. */}
      {views.length > 0 && <Queues search={search} />}
    </nav>
  );
}

function Group({ name, title, views, search }: { name: string; title: string; views: View[]; search: ListSearch }) {
  if (views.length === 0) return null;
  return (
    <Folding name={name} title={title}>
      <Views views={views} search={search} />
    </Folding>
  );
}

function Folding({ name, title, children }: { name: string; title: string; children: ReactNode }) {
  const stored = `views-folded-${name}`;
  const [folded, setFolded] = useState(() => remembered<boolean>(stored) ?? false);
  const toggle = () => {
    remember(stored, !folded || null);
    setFolded(!folded);
  };
  return (
    <section>
      <h3 className={css.group}>
        <button type="button" aria-expanded={!folded} onClick={toggle}>
          <IconChevronRight size={13} aria-hidden="true" />
          {title}
        </button>
      </h3>
      {!folded && children}
    </section>
  );
}

function Views({ views, search }: { views: View[]; search: ListSearch }) {
  return (
    <ul>
      {views.map((view) => (
        <li key={view.key} className={css.item}>
          <ViewLink view={view} current={search.view === view.key} />
          {view.can.edit && <ViewMenu view={view} views={views.filter(({ can }) => can.edit)} />}
        </li>
      ))}
    </ul>
  );
}

function ViewLink({ view, current }: { view: View; current: boolean }) {
  const name = useViewName()(view);
  const Icon = viewIcon(view);
  const prefetch = () => {
    if (shownAs({}, view).layout !== "board") void queryClient.prefetchInfiniteQuery(listOf(ticketQuery({}, view)));
  };
  return (
    <Link
      to="/tickets"
      search={{ view: view.key }}
      className={css.link}
      aria-current={current ? "page" : undefined}
      activeProps={{}}
      preload={false}
      onMouseEnter={prefetch}
      title={name}
    >
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      <span className={css.name}>{name}</span>
      <ViewCount view={view} />
    </Link>
  );
}

function ViewMenu({ view, views }: { view: View; views: View[] }) {
  const { t } = useTranslation("lists");
  const { remove, move } = useSaveView();
  const [editing, setEditing] = useState(false);
  const at = views.findIndex(({ key }) => key === view.key);
  return (
    <>
      <Menu position="bottom-start" width={200}>
        <Menu.Target>
          <IconButton label={t("views.more", { name: view.name })} size={24} className={css.more}>
            <IconDots size={15} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setEditing(true)}>{t("views.rename")}</Menu.Item>
          <Menu.Item disabled={at === 0} onClick={() => void move(views, view, -1)}>
            {t("views.up")}
          </Menu.Item>
          <Menu.Item disabled={at === views.length - 1} onClick={() => void move(views, view, 1)}>
            {t("views.down")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => void remove(view)}>{t("views.remove")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {editing && <ViewEditor view={view} onClose={() => setEditing(false)} />}
    </>
  );
}

function Queues({ search }: { search: ListSearch }) {
  const { t, i18n } = useTranslation("lists");
  const { data: queues = [] } = useQuery(queuesQuery);
  if (queues.length < 2) return null;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Folding name="queues" title={t("views.queues")}>
      <ul>
        {queues.map(({ id, name, openTickets }) => (
          <li key={id} className={css.item}>
            <Link
              to="/tickets"
              search={{ queue: id, state: "unsolved" }}
              className={css.link}
              aria-current={!search.view && search.queue === id && search.state === "unsolved" ? "page" : undefined}
              activeProps={{}}
              preload={false}
              title={name}
            >
              <span className={css.name}>{name}</span>
              {openTickets > 0 && <span className={css.count}>{number.format(openTickets)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Folding>
  );
}

/** Counted up to 1,000; beyond that only "more". */
export function ViewCount({ view }: { view: View | undefined }) {
  const { i18n } = useTranslation();
  if (!view?.count) return null;
  return (
    <span className={css.count}>
      {new Intl.NumberFormat(i18n.language).format(view.count)}
      {view.more ? "+" : ""}
    </span>
  );
}
