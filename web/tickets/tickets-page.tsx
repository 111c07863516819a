import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useMatchRoute, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, memo, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHotkeys } from "../lib/hotkeys.ts";
import { useSession } from "../lib/session.ts";
import { viewsQuery } from "../lib/views.ts";
import { Bones } from "../ui/bones.tsx";
import { BulkBar } from "./bulk/bulk-bar.tsx";
import { QuickPick } from "./bulk/quick-pick.tsx";
import { ListHeader } from "./list/list-header.tsx";
import { TicketList } from "./list/ticket-list.tsx";
import { useListKeys } from "./list/use-list-keys.ts";
import { useView } from "./load.ts";
import { FilterChips } from "./search/filter-chips.tsx";
import { SearchField } from "./search/search-field.tsx";
import { type Layout, type ListSearch, shownAs } from "./search.ts";
import { clearSelection, useSelectedCount } from "./selection.ts";
import { setOpen } from "./shown.ts";
import css from "./tickets-page.module.css";
import { useTicketCommands } from "./use-ticket-commands.tsx";
import { ViewsColumn } from "./views/views-column.tsx";

const TicketTable = lazy(() => import("./table/ticket-table.tsx").then((m) => ({ default: m.TicketTable })));
const TicketBoard = lazy(() => import("./board/ticket-board.tsx").then((m) => ({ default: m.TicketBoard })));

/** Views, list and the open ticket side by side; where there is no room for both the ticket lies over the list. */
export function TicketsPage() {
  const search: ListSearch = useSearch({ strict: false });
  const matches = useMatchRoute();
  const open = !matches({ to: "/tickets" });
  const { view } = useView(search);
  const split = useSplit(shownAs(search, view).layout);
  useShown(search);
  useGoKeys();
  useListKeys();
  useTicketCommands();
  useEffect(() => {
    // Wanted soon.
    void import("./ticket-page.tsx");
  }, []);
  return (
    <div className={css.page} data-open={open || undefined} data-split={split || undefined}>
      <Lists search={search} />
      <div className={css.ticket}>
        <Outlet />
      </div>
      <QuickPick />
    </div>
  );
}

/** The same whichever ticket is open: from one to the next it is not drawn anew. */
const Lists = memo(function Lists({ search }: { search: ListSearch }) {
  const { t } = useTranslation();
  const [filtering, setFiltering] = useState(false);
  const selecting = useSelectedCount() > 0;
  const { view } = useView(search);
  return (
    <>
      <ViewsColumn search={search} />
      <section className={css.list} aria-label={t("list.tickets")} data-selecting={selecting || undefined}>
        <ListHeader search={search} filtering={filtering} onFiltering={setFiltering} />
        <SearchField search={search} />
        <FilterChips search={search} onEdit={() => setFiltering(true)} />
        <Suspense fallback={<Bones rows={12} height={36} />}>
          <Rows layout={shownAs(search, view).layout} search={search} />
        </Suspense>
        <BulkBar />
      </section>
    </>
  );
});

function Rows({ layout, search }: { layout: Layout; search: ListSearch }) {
  if (layout === "table") return <TicketTable search={search} />;
  if (layout === "board") return <TicketBoard search={search} />;
  return <TicketList search={search} />;
}

/** List and ticket beside each other, if there is room and one wants it so. */
function useSplit(layout: Layout): boolean {
  const wide = useMediaQuery("(min-width: 1200px)", undefined, { getInitialValueInEffect: false });
  const { preferences } = useSession();
  return (wide ?? false) && layout === "list" && preferences.splitList;
}

/** Keeps in mind which ticket is open; what was selected in one view is not meant in the next. */
function useShown({ view }: ListSearch): void {
  const { number } = useParams({ strict: false });
  useEffect(() => setOpen(number ?? null), [number]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the view changes
  useEffect(clearSelection, [view]);
}

const letters: Record<string, string> = {
  inbox: "i",
  mine: "m",
  unassigned: "u",
  open: "t",
  overdue: "o",
  mentions: "n",
  snoozed: "h",
  solved: "s",
};

/** "g i" and its like, "g 1" to "g 9" for one's own views, "c" for a new ticket. */
function useGoKeys(): void {
  const navigate = useNavigate();
  const { data: views = [] } = useQuery(viewsQuery);
  const go = (view: string) => () => void navigate({ to: "/tickets", search: { view } });
  const stored = views.filter(({ scope }) => scope !== "fixed").slice(0, 9);
  useHotkeys({
    ...Object.fromEntries(Object.entries(letters).map(([view, letter]) => [`g ${letter}`, go(view)])),
    ...Object.fromEntries(stored.map(({ key }, at) => [`g ${at + 1}`, go(key)])),
    c: () => void navigate({ to: "/tickets/new", search: true }),
  });
}
