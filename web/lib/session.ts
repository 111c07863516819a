import { queryOptions } from "@tanstack/react-query";
import { createContext, use } from "react";
import type { Permission } from "../../shared/identity/permissions.ts";
import type { Session, SetupState } from "../../shared/identity/schema.ts";
import { ApiError, get } from "./api.ts";
import { forgetPush } from "./push.ts";
import { keys, queryClient } from "./queries.ts";

/** null: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: () =>
    get<Session | null>("/session").catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }),
  staleTime: 5 * 60_000,
});

export const setupQuery = queryOptions({
  queryKey: keys.setup,
  queryFn: () => get<SetupState>("/setup"),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The shell says who is signed in, once for all that stands in it: every line of a list asks. */
export const SessionContext = createContext<Session | null>(null);

/** The signed-in person; only under the shell, which is not drawn without one. */
export function useSession(): Session {
  const data = use(SessionContext);
  if (!data) throw new Error("useSession outside of the shell");
  return data;
}

export const useMay = (permission: Permission): boolean => useSession().permissions.includes(permission);

/** Asks who is signed in, now. */
export const readSession = () => queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });

/** Forgets everything that the last person saw. */
export function forgetSession(): void {
  forgetPush();
  queryClient.clear();
  queryClient.setQueryData(keys.session, null);
}
