import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";
import type { WireEvent } from "../../shared/events.ts";
import type { PersonRef } from "../../shared/people/schema.ts";
import type { Field, Queue, State, Ticket, TicketSummary } from "../../shared/tickets/schema.ts";
import type { View } from "../../shared/tickets/views.ts";
import { get } from "../lib/api.ts";
import { type ListFilter, rowsOf, ticketPage } from "../lib/lists.ts";
import { messagesOf } from "../lib/messages.ts";
import { personOf } from "../lib/person.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { statesQuery } from "../lib/states.ts";
import { viewsQuery } from "../lib/views.ts";
import { type ListSearch, ticketQuery } from "./search.ts";

export interface Page<T> {
  items: T[];
  next: string | null;
}

const rarely = { staleTime: 5 * 60_000 };
const items = <T>(page: { items: T[] }) => page.items;

export const queuesQuery = queryOptions({
  queryKey: keys.queues,
  queryFn: () => get<Page<Queue>>("/queues").then(items),
  ...rarely,
});
export const agentsQuery = queryOptions({
  queryKey: keys.agents,
  queryFn: () => get<Page<PersonRef>>("/people", { role: "agent", limit: 200 }).then(items),
  ...rarely,
});
export const fieldsQuery = queryOptions({
  queryKey: keys.fields,
  queryFn: () => get<Page<Field>>("/fields").then(items),
  ...rarely,
});

export const ticketOf = (number: string) =>
  queryOptions({
    queryKey: keys.ticket(number),
    queryFn: ({ signal }) => get<Ticket>(`/tickets/${number}`, {}, signal),
  });
export const eventsOf = (number: string) =>
  queryOptions({
    queryKey: keys.events(number),
    queryFn: ({ signal }) => get<Page<WireEvent>>(`/tickets/${number}/events`, { limit: 200 }, signal).then(items),
  });

/** Live events keep it fresh, page by page (lib/lists.ts). */
export const listOf = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: ({ pageParam, signal }) => ticketPage(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchOnWindowFocus: false,
  });

/** The view in the address, once views are known. */
export function useView(search: ListSearch): { view: View | undefined; known: boolean; error: Error | null } {
  const { data: views, error } = useQuery(viewsQuery);
  const view = views?.find(({ key }) => key === search.view);
  return { view, known: views !== undefined || search.view === undefined, error };
}

export function useTicketList(search: ListSearch) {
  const { view, known, error } = useView(search);
  const list = useInfiniteQuery({
    ...listOf(ticketQuery(search, view)),
    enabled: known,
    placeholderData: keepPreviousData,
  });
  const tickets = useMemo(() => rowsOf(list.data), [list.data]);
  return { ...list, error: list.error ?? error, tickets };
}

const nothing: unknown[] = [];

/** The settings that ticket lines are written with; empty until they have come. */
export function useWords() {
  const states = useQuery(statesQuery).data ?? (nothing as State[]);
  const queues = useQuery(queuesQuery).data ?? (nothing as Queue[]);
  const agents = useQuery(agentsQuery).data ?? (nothing as PersonRef[]);
  return { states, queues, agents };
}
export type Words = ReturnType<typeof useWords>;

/** The same as long as its parts are: rows that are given it need not be drawn again. */
export function useStableWords(): Words {
  const { states, queues, agents } = useWords();
  return useMemo(() => ({ states, queues, agents }), [states, queues, agents]);
}

/** Fetches what the next click probably shows. */
export function prefetchTicket({ number, requester }: Pick<TicketSummary, "number" | "requester">): void {
  void queryClient.prefetchQuery(ticketOf(number));
  void queryClient.prefetchQuery(eventsOf(number));
  void queryClient.prefetchQuery(messagesOf(number));
  void queryClient.prefetchQuery(personOf(requester.id));
}
