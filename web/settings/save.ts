// How the pages of the settings save: at once, said, and taken back by one click.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Settings, UpdateSettings } from "../../shared/base/settings.ts";
import type { SettingsChange } from "../../shared/settings/schema.ts";
import { del, get, patch, post } from "../lib/api.ts";
import { queryClient } from "../lib/queries.ts";
import { offerUndo, tell, tellProblem } from "../ui/notify.tsx";
import { settingsQuery } from "./load.ts";
import { useProblemText } from "./problem.tsx";

const undoMs = 10_000;

/** All that the settings show is asked for anew. */
export const refresh = (): Promise<unknown> =>
  Promise.all(
    [
      ["settings"],
      ["states"],
      ["queues"],
      ["fields"],
      ["agents"],
      ["tokens"],
      ["views"],
      ["canned-replies"],
      ["encryption"],
    ].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );

/** PATCH /settings. What a field is refused for is `error` until the next try. */
export function useSaveSettings() {
  const { t } = useTranslation("settings");
  const save = useMutation({
    mutationFn: ({ change }: { change: UpdateSettings; back?: boolean }) => patch<Settings>("/settings", change),
    onMutate: () => queryClient.getQueryData(settingsQuery.queryKey),
    onSuccess: (now, { change, back }, before) => {
      queryClient.setQueryData(settingsQuery.queryKey, now);
      void refresh();
      if (back || !before) return tell(t("undone"));
      const undo = () => save.mutate({ change: sameNames(before, change), back: true });
      offerUndo({ id: "settings", text: t("saved"), until: Date.now() + undoMs, undo });
    },
  });
  return { ...save, save: (change: UpdateSettings) => save.mutate({ change }) };
}

/** Of `values`, what `change` names. */
function sameNames(values: Settings, change: UpdateSettings): UpdateSettings {
  const picked = Object.entries(change).map(([group, fields]) => {
    const old = values[group as keyof Settings] as Record<string, unknown>;
    return [group, Object.fromEntries(Object.keys(fields ?? {}).map((name) => [name, old[name]]))];
  });
  return Object.fromEntries(picked) as UpdateSettings;
}

/** Runs a write of one thing ("state open") and offers to take back what it did. */
export function useChange<Input>(write: (input: Input) => Promise<{ what: string; text: string } | null>) {
  const { t } = useTranslation("settings");
  const problemText = useProblemText();
  return useMutation({
    mutationFn: write,
    onSuccess: async (done) => {
      await refresh();
      if (!done) return;
      const undo = () =>
        void undoNewest(done.what).then(
          () => tell(t("undone")),
          (error) => tellProblem(problemText(error)),
        );
      offerUndo({ id: done.what, text: done.text, until: Date.now() + undoMs, undo });
    },
  });
}

async function undoNewest(what: string): Promise<void> {
  const { items } = await get<{ items: SettingsChange[] }>("/settings/history", { limit: 20 });
  const change = items.find((each) => each.what === what);
  if (change) await post(`/settings/history/${change.id}/undo`);
  await refresh();
}

export const remove = (path: string, query: Record<string, string | number | undefined> = {}): Promise<null> => {
  const set = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return del(set.length ? `${path}?${new URLSearchParams(set)}` : path);
};
