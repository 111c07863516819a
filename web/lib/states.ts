import { queryOptions } from "@tanstack/react-query";
import type { State } from "../../shared/tickets/schema.ts";
import { get } from "./api.ts";
import { keys } from "./queries.ts";

/** States are data of the desk; they seldom change. */
export const statesQuery = queryOptions({
  queryKey: keys.states,
  queryFn: () => get<{ items: State[] }>("/states").then(({ items }) => items),
  staleTime: 5 * 60_000,
});
