import { infiniteQueryOptions, queryOptions, useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "../../shared/conversations/schema.ts";
import { get, post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { offerUndo, tellProblem } from "../ui/notify.tsx";

interface Page<T> {
  items: T[];
  next: string | null;
}

/** Talks that are no ticket; those that are over only when asked. */
export const talksWith = (finished: boolean) =>
  infiniteQueryOptions({
    queryKey: [...keys.conversations, { finished }] as const,
    queryFn: ({ pageParam, signal }) =>
      get<Page<Conversation>>("/conversations", { ticketless: true, finished, limit: 50, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const talkOf = (id: string) =>
  queryOptions({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => get<Conversation>(`/conversations/${id}`, {}, signal),
  });

export const talkMessagesOf = (id: string) =>
  queryOptions({
    queryKey: keys.talk(id),
    queryFn: async ({ signal }) => {
      const messages: Message[] = [];
      let after: string | null | undefined;
      do {
        const query = { limit: 200, after };
        const page: Page<Message> = await get<Page<Message>>(`/conversations/${id}/messages`, query, signal);
        messages.push(...page.items);
        after = page.next;
      } while (after);
      return messages;
    },
  });

/** Nothing more to do in it, or again something. */
export function useFinish(id: string) {
  const { t } = useTranslation();
  const finish = useMutation({
    mutationFn: (what: "finish" | "reopen") => post<Conversation>(`/conversations/${id}/${what}`),
    onError: (error) => tellProblem(problemText(t, error)),
    onSuccess: (talk, what) => {
      queryClient.setQueryData(keys.conversation(id), talk);
      void queryClient.invalidateQueries({ queryKey: keys.conversations });
      if (what === "finish")
        offerUndo({
          id: `talk-${id}`,
          text: t("talks.done"),
          until: Date.now() + 10_000,
          undo: () => finish.mutate("reopen"),
        });
    },
  });
  return finish;
}
