// Pages of tickets: asked for, and kept fresh without asking for all of them again.
import type { InfiniteData, Query } from "@tanstack/react-query";
import type { TicketSummary } from "../../shared/tickets/schema.ts";
import { get } from "./api.ts";
import { keys, queryClient } from "./queries.ts";

export interface TicketPage {
  items: TicketSummary[];
  next: string | null;
}
export type TicketPages = InfiniteData<TicketPage, string | undefined>;
export type ListFilter = Record<string, string | undefined>;

/** The first page is small, to be there at once; who scrolls on gets much at a time. */
export const ticketPage = (filter: ListFilter, after?: string, signal?: AbortSignal) =>
  get<TicketPage>("/tickets", { limit: after ? 200 : 50, ...filter, after }, signal);

/** These tickets changed: lists on the screen fetch their first page and those that hold one of them. */
export function refreshLists(changed: readonly string[]): void {
  for (const list of queryClient.getQueryCache().findAll({ queryKey: keys.lists })) {
    if (list.isActive()) refreshSoon(list as Query, changed);
    else keepFirstPage(list as Query);
  }
}

/** A list that nobody looks at begins anew, with one page, when it is opened again. */
function keepFirstPage({ queryKey }: Query): void {
  queryClient.setQueryData<TicketPages>(
    queryKey,
    (list) => list && { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) },
  );
  void queryClient.invalidateQueries({ queryKey, exact: true, refetchType: "none" });
}

/** What waits to be refreshed, by list: one request at a time for each. */
const waiting = new Map<string, Set<string>>();

function refreshSoon(list: Query, changed: readonly string[]): void {
  const others = waiting.get(list.queryHash);
  if (others) {
    for (const number of changed) others.add(number);
    return;
  }
  waiting.set(list.queryHash, new Set());
  void refresh(list, new Set(changed)).finally(() => {
    const more = waiting.get(list.queryHash);
    waiting.delete(list.queryHash);
    if (more && more.size > 0) refreshSoon(list, [...more]);
  });
}

async function refresh({ queryKey }: Query, changed: ReadonlySet<string>): Promise<void> {
  const before = queryClient.getQueryData<TicketPages>(queryKey);
  if (!before) return;
  const filter = queryKey[1] as ListFilter;
  try {
    const fetched = await Promise.all(
      stalePages(before, changed).map(
        async (at) => [at, await ticketPage(filter, before.pageParams[at])] as [number, TicketPage],
      ),
    );
    const fresh = new Map(fetched);
    queryClient.setQueryData<TicketPages>(queryKey, (now) => now && withFreshPages(now, fresh, changed));
  } catch {
    // Not reached: the list is asked for again when the connection is back or somebody opens it.
    void queryClient.invalidateQueries({ queryKey, exact: true, refetchType: "none" });
  }
}

export const stalePages = ({ pages }: TicketPages, changed: ReadonlySet<string>): number[] =>
  pages.flatMap(({ items }, at) => (at === 0 || items.some(({ number }) => changed.has(number)) ? [at] : []));

/**
 * A page that was asked for again holds other rows than before: those that changed and moved away are gone, those that
 * newcomers pushed over its edge stay, because the next page begins where it always did.
 */
export function withFreshPages(
  list: TicketPages,
  fresh: ReadonlyMap<number, TicketPage>,
  changed: ReadonlySet<string>,
): TicketPages {
  const pages = list.pages.map((page, at) => {
    const now = fresh.get(at);
    if (!now) return page;
    if (now.next === null) return now;
    const known = new Set(now.items.map(({ number }) => number));
    const pushed = page.items.filter(({ number }) => !known.has(number) && !changed.has(number));
    return pushed.length > 0 ? { items: [...now.items, ...pushed], next: page.next } : now;
  });
  return { ...list, pages };
}

/** Every ticket once, in its first place. */
export function rowsOf(list: Pick<TicketPages, "pages"> | undefined): TicketSummary[] {
  const rows = new Map<string, TicketSummary>();
  for (const { items } of list?.pages ?? [])
    for (const row of items) if (!rows.has(row.number)) rows.set(row.number, row);
  return [...rows.values()];
}
