import { type InfiniteData, useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Ticket, TicketSummary, UpdateTicket } from "../../shared/tickets/schema.ts";
import type { Board } from "../../shared/tickets/views.ts";
import { patch } from "../lib/api.ts";
import { refreshLists, type TicketPage } from "../lib/lists.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";
import { tellProblem } from "../ui/notify.tsx";
import { useWords, type Words } from "./load.ts";

export interface Change {
  number: string;
  changes: UpdateTicket;
}

/** Shows a change at once and takes it back, with the reason, when the server refuses. */
export function useChangeTicket() {
  const { t } = useTranslation();
  const words = useWords();
  const me = useSession().person;
  return useMutation({
    scope: { id: "change-ticket" },
    mutationFn: ({ number, changes }: Change) => patch<Ticket>(`/tickets/${number}`, changes),
    onMutate: async ({ number, changes }) => {
      await queryClient.cancelQueries({ queryKey: keys.ticket(number) });
      const before = queryClient.getQueryData<Ticket>(keys.ticket(number)) ?? rowInCache(number);
      showTicket(number, preview(changes, words, me));
      return before;
    },
    onError: (error, { number }, before) => {
      if (before) showTicket(number, before);
      tellProblem(problemText(t, error), t("ticket.notChanged", { number }));
    },
    onSuccess: (ticket) => {
      queryClient.setQueryData(keys.ticket(ticket.number), ticket);
      showTicket(ticket.number, ticket);
    },
    onSettled: (_ticket, _error, { number }) => ticketsChanged([number]),
  });
}

/** What is seen of these tickets is asked for again, as far as it is on the screen. */
export function ticketsChanged(numbers: readonly string[]): void {
  for (const number of numbers) void queryClient.invalidateQueries({ queryKey: keys.events(number) });
  void queryClient.invalidateQueries({ queryKey: keys.views });
  void queryClient.invalidateQueries({ queryKey: keys.boards });
  refreshLists(numbers);
}

type Lists = InfiniteData<TicketPage, string | undefined>;

function rowInCache(number: string): TicketSummary | undefined {
  for (const [, list] of queryClient.getQueriesData<Lists>({ queryKey: keys.lists }))
    for (const { items } of list?.pages ?? []) for (const item of items) if (item.number === number) return item;
  return undefined;
}

/** Wherever the ticket stands: open, in lists, on boards. */
export function showTicket(number: string, seen: Partial<Ticket>): void {
  const patched = <T extends { items: TicketSummary[] }>(part: T): T =>
    part.items.some((item) => item.number === number)
      ? { ...part, items: part.items.map((item) => (item.number === number ? { ...item, ...seen } : item)) }
      : part;
  queryClient.setQueryData<Ticket>(keys.ticket(number), (ticket) => ticket && { ...ticket, ...seen });
  queryClient.setQueriesData<Lists>(
    { queryKey: keys.lists },
    (list) => list && { ...list, pages: list.pages.map(patched) },
  );
  queryClient.setQueriesData<Board>(
    { queryKey: keys.boards },
    (board) => board && { ...board, columns: board.columns.map(patched) },
  );
}

/** What the ticket will look like, as far as we can tell before the server answers. */
export function preview(changes: UpdateTicket, words: Words, me: Ticket["requester"]): Partial<Ticket> {
  const { state, queue, assignee, subject, priority, tags } = changes;
  const seen: Partial<Ticket> = {};
  if (subject !== undefined) seen.subject = subject;
  if (priority !== undefined) seen.priority = priority;
  if (tags !== undefined) seen.tags = tags;
  const newState = words.states.find(({ key }) => key === state);
  if (newState) Object.assign(seen, { state: newState.key, category: newState.category });
  const newQueue = words.queues.find(({ id }) => id === queue);
  if (newQueue) seen.queue = { id: newQueue.id, name: newQueue.name };
  if (assignee === null) seen.assignee = null;
  else if (assignee === "me") seen.assignee = { id: me.id, name: me.name, email: me.email };
  else if (assignee !== undefined) seen.assignee = words.agents.find(({ id }) => id === assignee) ?? null;
  return seen;
}
