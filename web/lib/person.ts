import { queryOptions } from "@tanstack/react-query";
import type { Person } from "../../shared/people/schema.ts";
import { get } from "./api.ts";
import { keys } from "./queries.ts";

export const personOf = (id: string) =>
  queryOptions({
    queryKey: keys.person(id),
    queryFn: ({ signal }) => get<Person>(`/people/${id}`, {}, signal),
    staleTime: 60_000,
  });
