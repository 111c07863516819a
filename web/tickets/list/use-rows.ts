import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect } from "react";
import { store } from "../../lib/store.ts";
import { useTicketList } from "../load.ts";
import type { ListSearch } from "../search.ts";
import { shown, showRows } from "../shown.ts";

/** Scrolls the list that is on the screen to a row. */
export const rowScroller = store<((index: number) => void) | null>(null);

/** The rows of a list or table: only those in sight are drawn, further pages come as one scrolls. */
export function useRows(search: ListSearch, scroller: RefObject<HTMLDivElement | null>, rowHeight: number) {
  const list = useTicketList(search);
  const { tickets, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const rows = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => tickets[index]?.number ?? index,
  });
  useEffect(() => showRows(tickets), [tickets]);
  useEffect(() => {
    rowScroller.set((index) => {
      if (!inSight(rows, index)) rows.scrollToIndex(index);
    });
    return () => rowScroller.set(null);
  }, [rows]);

  // Another view or filter begins at its top.
  const { columns: _shown, ...filter } = search;
  const asked = JSON.stringify(filter);
  useEffect(() => {
    if (asked && scroller.current) scroller.current.scrollTop = 0;
  }, [asked, scroller]);

  // Where one came by a link the open ticket is somewhere in the list: it is scrolled to, once.
  const openAt = shown.use(({ rows, open }) => (open ? rows.findIndex(({ number }) => number === open) : -1));
  const found = openAt >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it is found, not whenever it moves
  useEffect(() => {
    if (found) rows.scrollToIndex(openAt);
  }, [found]);

  const lastShown = rows.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= tickets.length - 30) void fetchNextPage();
  }, [lastShown, tickets.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { ...list, rows };
}

/** By what is known already: to ask the page would lay it out once more at each key. */
function inSight({ measurementsCache, scrollOffset, scrollRect }: Virtualizer<HTMLDivElement, Element>, index: number) {
  const row = measurementsCache[index];
  const top = scrollOffset ?? 0;
  return row !== undefined && row.start >= top && row.end <= top + (scrollRect?.height ?? 0);
}
