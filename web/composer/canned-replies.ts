import { queryOptions } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CannedReply, RenderedCannedReply } from "../../shared/canned-replies/schema.ts";
import { get, post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { tellProblem } from "../ui/notify.tsx";
import type { Place } from "./place.ts";

/** Those for this customer's language first. */
const repliesFor = (ticket: string | null) =>
  queryOptions({
    queryKey: [...keys.cannedReplies, ticket] as const,
    queryFn: () => get<{ items: CannedReply[] }>("/canned-replies", { ticket }).then(({ items }) => items),
    staleTime: 60_000,
  });

/** Every word typed begins some word of the text. */
export function matches(text: string, query: string): boolean {
  const words = text.toLocaleLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u);
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((wanted) => words.some((word) => word.startsWith(wanted)));
}

export function useReplies(place: Place) {
  const { t } = useTranslation();
  return {
    find: async (query: string): Promise<CannedReply[]> => {
      const all = await queryClient.fetchQuery(repliesFor(place.ticket)).catch(() => []);
      const named = all.filter(({ name }) => matches(name, query));
      const within = all.filter((reply) => !named.includes(reply) && matches(`${reply.name} ${reply.body}`, query));
      return [...named, ...within].slice(0, 12);
    },
    /** Its text with the variables filled in; what could not be is a gap in it. */
    render: async (reply: CannedReply): Promise<string | null> => {
      const of = place.ticket ? { ticket: place.ticket } : { conversation: place.path.split("/")[2] };
      try {
        return (await post<RenderedCannedReply>(`/canned-replies/${reply.id}/render`, of)).body;
      } catch (error) {
        tellProblem(problemText(t, error));
        return null;
      }
    },
  };
}
