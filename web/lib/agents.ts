import { queryOptions } from "@tanstack/react-query";
import type { PersonRef } from "../../shared/people/schema.ts";
import { get } from "./api.ts";
import { keys } from "./queries.ts";

/** Who works at the desk. */
export const agentsQuery = queryOptions({
  queryKey: keys.agents,
  queryFn: () => get<{ items: PersonRef[] }>("/people", { role: "agent", limit: 200 }).then(({ items }) => items),
  staleTime: 5 * 60_000,
});
