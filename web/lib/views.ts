import { queryOptions } from "@tanstack/react-query";
import type { View } from "../../shared/tickets/views.ts";
import { get } from "./api.ts";
import { keys } from "./queries.ts";

/** Views with their counters: fixed ones first, then those that people stored. */
export const viewsQuery = queryOptions({
  queryKey: keys.views,
  queryFn: () => get<{ items: View[] }>("/views").then(({ items }) => items),
});
