import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { MailEntry, MailSummary } from "../../shared/mail/schema.ts";
import { get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";

export interface MailSearch {
  direction?: string | undefined;
  outcome?: string | undefined;
  q?: string | undefined;
}

interface Page {
  items: MailEntry[];
  next: string | null;
}

export const mailOf = (search: MailSearch) =>
  infiniteQueryOptions({
    queryKey: keys.mailOf(search),
    queryFn: ({ pageParam, signal }) => get<Page>("/mail", { ...search, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const mailSummary = queryOptions({
  queryKey: keys.mailSummary,
  queryFn: ({ signal }) => get<MailSummary>("/mail/summary", {}, signal),
});

export const keyOf = ({ direction, id }: MailEntry): string => `${direction} ${id}`;
