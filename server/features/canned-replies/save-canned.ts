import type { CannedReply, CreateCannedReply, UpdateCannedReply } from "../../../shared/canned-replies/schema.ts";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import { requirePerson } from "../../core/identity/index.ts";
import type { Trx } from "../../platform/db.ts";
import { invalidField } from "../../platform/errors.ts";
import { readLiquid } from "../../platform/liquid.ts";
import { notYoursToEdit } from "./errors.ts";
import { getCanned } from "./list.ts";
import { type CannedSet, deleteCanned, insertCanned, updateCanned } from "./store.ts";
import { canEdit } from "./visible.ts";

export async function createCanned(trx: Trx, actor: Actor, input: CreateCannedReply): Promise<CannedReply> {
  const ownerId = requirePerson(actor);
  const { scope = "personal", team = null, language = null, ...text } = input;
  const set: CannedSet = { ...text, scope, teamId: team, language };
  await check(trx, actor, set);
  return getCanned(trx, actor, await insertCanned(trx, ownerId, set));
}

export async function changeCanned(trx: Trx, actor: Actor, id: string, input: UpdateCannedReply): Promise<CannedReply> {
  const before = await getCanned(trx, actor, id);
  if (!before.can.edit) throw notYoursToEdit();
  const scope = input.scope ?? before.scope;
  const set: CannedSet = {
    name: input.name ?? before.name,
    body: input.body ?? before.body,
    scope,
    teamId: scope !== "team" ? (input.team ?? null) : input.team === undefined ? (before.team?.id ?? null) : input.team,
    language: input.language === undefined ? before.language : input.language,
  };
  await check(trx, actor, set);
  const owner = scope === "personal" && before.scope !== "personal" ? requirePerson(actor) : undefined;
  await updateCanned(trx, id, set, owner);
  return getCanned(trx, actor, id);
}

export async function removeCanned(trx: Trx, actor: Actor, id: string): Promise<void> {
  const before = await getCanned(trx, actor, id);
  if (!before.can.edit) throw notYoursToEdit();
  await deleteCanned(trx, id);
}

async function check(trx: Trx, actor: Actor, set: CannedSet): Promise<void> {
  readLiquid("body", set.body);
  if ((set.scope === "team") !== (set.teamId !== null))
    throw invalidField("team", set.teamId ? "is named only with the scope team" : "is needed with the scope team");
  if (set.teamId !== null) {
    // Whoever may not write settings names only teams of his own: others are nothing to him.
    const own = actor.teamIds.includes(set.teamId);
    const known = own || (can(actor, "settings.write") && (await teamExists(trx, set.teamId)));
    if (!known) throw invalidField("team", "is not a team of yours");
  }
  if (!canEdit(actor, set)) throw notYoursToEdit();
}

const teamExists = async (trx: Trx, id: string): Promise<boolean> =>
  (await trx.selectFrom("teams").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
