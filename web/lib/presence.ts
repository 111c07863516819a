import { queryOptions } from "@tanstack/react-query";
import type { Presence } from "../../shared/presence/schema.ts";
import { get } from "./api.ts";
import { keys } from "./queries.ts";

export type Present = Presence["people"][number];

/** Who has this ticket open; kept fresh by the stream (web/presence). */
export const presenceOf = (number: string) =>
  queryOptions({
    queryKey: keys.presence(number),
    queryFn: ({ signal }) => get<Presence>(`/tickets/${number}/presence`, {}, signal).then(({ people }) => people),
    staleTime: Number.POSITIVE_INFINITY,
  });
