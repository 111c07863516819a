import { infiniteQueryOptions } from "@tanstack/react-query";
import type { OutboxItem } from "../../shared/conversations/schema.ts";
import { get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";

export const outboxOf = (state: string | undefined) =>
  infiniteQueryOptions({
    queryKey: keys.outboxOf(state ?? ""),
    queryFn: ({ pageParam, signal }) =>
      get<{ items: OutboxItem[]; next: string | null }>("/outbox", { state, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
