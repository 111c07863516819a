import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import type { MailEntry, MailSummary } from "../../shared/mail/schema.ts";
import { get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { deliveryReason, reasonText } from "../lib/reason.ts";

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

/** Of what goes out the other server's own words, save that it waits for a way out, which we know ourselves. */
export function whyOf(t: TFunction, { outcome, steps, why }: MailEntry): string | null {
  const last = steps.at(-1);
  if (last) return reasonText(t, last);
  if (outcome === "waiting") return t("desk:delivery.why.waiting");
  return why === null ? null : deliveryReason(t, why);
}
