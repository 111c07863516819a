import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CreateView, UpdateView, View } from "../../../shared/tickets/views.ts";
import { del, patch, post } from "../../lib/api.ts";
import { problemText } from "../../lib/problem.ts";
import { keys, queryClient } from "../../lib/queries.ts";
import { offerUndo, tellProblem } from "../../ui/notify.tsx";

const undoable = 10_000;

/** Stored views: made, changed, moved, and taken away with a way back. */
export function useSaveView() {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.views });
  const attempt = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      const made = await work;
      await refresh();
      return made;
    } catch (error) {
      tellProblem(problemText(t, error));
      return null;
    }
  };
  const create = async (view: CreateView) => {
    const made = await attempt(post<View>("/views", view));
    if (made) void navigate({ to: ".", search: { view: made.key } });
    return made;
  };
  const change = (key: string, changes: UpdateView) => attempt(patch<View>(`/views/${key}`, changes));
  const remove = async (view: View) => {
    queryClient.setQueryData<View[]>(keys.views, (views) => views?.filter(({ key }) => key !== view.key));
    if ((await attempt(del(`/views/${view.key}`).then(() => true))) === null) return;
    offerUndo({
      id: `view-${view.key}`,
      text: t("views.removed", { name: view.name }),
      until: Date.now() + undoable,
      undo: () => void attempt(post("/views", asCreated(view))),
    });
  };
  /** Puts it before or after its neighbour; positions are numbered anew where they were equal. */
  const move = async (views: readonly View[], view: View, by: 1 | -1) => {
    const order = reordered(views, view.key, by);
    queryClient.setQueryData<View[]>(keys.views, (all) =>
      all?.map((one) => order.find(({ key }) => key === one.key) ?? one),
    );
    const moved = order.filter((one) => views.find(({ key }) => key === one.key)?.position !== one.position);
    await attempt(Promise.all(moved.map(({ key, position }) => patch(`/views/${key}`, { position }))));
  };
  return { create, change, remove, move };
}

export function reordered(views: readonly View[], key: string, by: 1 | -1): View[] {
  const order = [...views];
  const at = order.findIndex((view) => view.key === key);
  const to = at + by;
  const [moved] = order.splice(at, 1);
  if (!moved || to < 0 || to > order.length) return [...views];
  order.splice(to, 0, moved);
  return order.map((view, position) => ({ ...view, position }));
}

const asCreated = ({ name, scope, team, filter, layout, columns, sort, board, position }: View): CreateView => ({
  name: name ?? "",
  scope: scope === "fixed" ? "personal" : scope,
  team: team?.id ?? null,
  filter,
  layout,
  columns,
  sort,
  board,
  position,
});
