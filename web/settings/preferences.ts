import { useMutation } from "@tanstack/react-query";
import type { Preferences, UpdatePreferences } from "../../shared/identity/preferences.ts";
import { changePreferences } from "../../shared/identity/preferences.ts";
import type { Session } from "../../shared/identity/schema.ts";
import { patch } from "../lib/api.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";
import { tellProblem } from "../ui/notify.tsx";
import { useProblemText } from "./problem.tsx";

const mutationKey = ["preferences"];

/** How I want my desk: shown at once, kept by the server, taken back with the reason if it refuses. */
export function usePreferences(): [Preferences, (change: UpdatePreferences) => void] {
  const { preferences } = useSession();
  const problemText = useProblemText();
  const save = useMutation({
    mutationKey,
    mutationFn: (change: UpdatePreferences) => patch<Session>("/session", { preferences: change }),
    onMutate: (change) => {
      const before = queryClient.getQueryData<Session>(keys.session);
      if (before)
        queryClient.setQueryData(keys.session, {
          ...before,
          preferences: changePreferences(before.preferences, change),
        });
      return before;
    },
    onError: (error, _change, before) => {
      queryClient.setQueryData(keys.session, before);
      tellProblem(problemText(error));
    },
    // While another change is on its way, the server's answer would take that one off the screen again.
    onSettled: () =>
      queryClient.isMutating({ mutationKey }) === 1 ? queryClient.invalidateQueries({ queryKey: keys.session }) : null,
  });
  return [preferences, save.mutate];
}
