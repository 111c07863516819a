import { type Actor, can } from "../../../../shared/identity/permissions.ts";
import type { CreateView, UpdateView, View } from "../../../../shared/tickets/views.ts";
import type { Trx } from "../../../platform/db.ts";
import { conflict, invalidField } from "../../../platform/errors.ts";
import { changesBetween, recordChange, wholeChange } from "../../../platform/setting-changes.ts";
import { requirePerson } from "../../identity/index.ts";
import { conditions } from "../list/conditions.ts";
import { viewNotYours } from "./errors.ts";
import type { Uncounted } from "./fixed.ts";
import { oneView } from "./list-views.ts";
import { deleteView, insertView, updateView, type ViewSet } from "./store.ts";
import { getView } from "./stored.ts";
import { canEditView, type ViewScope } from "./visible.ts";

const mostViews = 50;

export async function createView(trx: Trx, actor: Actor, input: CreateView): Promise<View> {
  const ownerId = requirePerson(actor);
  const { team = null, ...given } = input;
  const set: ViewSet = {
    scope: "personal",
    layout: "list",
    columns: [],
    sort: null,
    board: null,
    position: 0,
    ...given,
    teamId: team,
  };
  await check(trx, actor, set);
  await requireRoom(trx, ownerId, set);
  const id = await insertView(trx, ownerId, set);
  if (set.scope !== "personal") await recordChange(trx, actor, `view ${id}`, set.name, wholeChange("view", null, set));
  return oneView(trx, actor, id);
}

export async function changeView(trx: Trx, actor: Actor, id: string, input: UpdateView): Promise<View> {
  const before = asSet(await editable(trx, actor, id));
  const { team, ...given } = input;
  const scope = given.scope ?? before.scope;
  const set: ViewSet = {
    ...before,
    ...given,
    teamId: team !== undefined ? team : scope === "team" ? before.teamId : null,
  };
  await check(trx, actor, set);
  const owner = scope === "personal" && before.scope !== "personal" ? requirePerson(actor) : undefined;
  await updateView(trx, id, set, owner);
  if (scope !== "personal" || before.scope !== "personal")
    await recordChange(trx, actor, `view ${id}`, set.name, changesBetween(before, set));
  return oneView(trx, actor, id);
}

export async function removeView(trx: Trx, actor: Actor, id: string): Promise<void> {
  const before = asSet(await editable(trx, actor, id));
  await deleteView(trx, id);
  if (before.scope !== "personal")
    await recordChange(trx, actor, `view ${id}`, before.name, wholeChange("view", before, null));
}

async function editable(trx: Trx, actor: Actor, id: string): Promise<Uncounted> {
  const view = await getView(trx, actor, id);
  if (!view.can.edit) throw viewNotYours();
  return view;
}

const asSet = ({ name, scope, team, filter, layout, columns, sort, board, position }: Uncounted): ViewSet => ({
  name: name ?? "",
  scope: scope as ViewScope,
  teamId: team?.id ?? null,
  filter,
  layout,
  columns,
  sort,
  board,
  position,
});

async function check(trx: Trx, actor: Actor, set: ViewSet): Promise<void> {
  if (set.name.trim() === "") throw invalidField("name", "is empty");
  // Says what is wrong with a filter that no list would answer.
  conditions(actor, set.filter);
  if ((set.scope === "team") !== (set.teamId !== null))
    throw invalidField("team", set.teamId ? "is named only with the scope team" : "is needed with the scope team");
  if (set.teamId !== null && !actor.teamIds.includes(set.teamId)) {
    const known = can(actor, "settings.write") && (await teamExists(trx, set.teamId));
    if (!known) throw invalidField("team", "is not a team of yours");
  }
  if (!canEditView(actor, set)) throw viewNotYours();
}

/** All of them are shown and counted at once. */
async function requireRoom(trx: Trx, ownerId: string, { scope, teamId }: ViewSet): Promise<void> {
  const same = trx
    .selectFrom("views")
    .select((count) => count.fn.countAll<string>().as("n"))
    .where("scope", "=", scope);
  const kept =
    scope === "personal"
      ? same.where("owner_id", "=", ownerId)
      : scope === "team"
        ? same.where("team_id", "=", teamId)
        : same;
  const { n } = await kept.executeTakeFirstOrThrow();
  if (Number(n) >= mostViews) throw conflict({ why: `There are ${mostViews} such views already: remove one first.` });
}

const teamExists = async (trx: Trx, id: string): Promise<boolean> =>
  (await trx.selectFrom("teams").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
