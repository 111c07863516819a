import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Team } from "../../../shared/tickets/schema.ts";
import { type Db, ringAfterCommit, type Trx } from "../../platform/db.ts";
import { conflict, invalidField, notFound, uniqueViolation } from "../../platform/errors.ts";
import { changesBetween, recordChange, wholeChange } from "../../platform/setting-changes.ts";
import { teamInUse } from "./errors.ts";

export interface TeamInput {
  name: string;
  members?: string[];
}

export async function listTeams(db: Db | Trx): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select t.id::text as id, t.name, coalesce((
      select json_agg(json_build_object('id', p.id::text, 'name', p.name, 'email', null) order by p.name)
      from team_members m join people p on p.id = m.person_id where m.team_id = t.id), '[]') as members
    from teams t order by lower(t.name)`.execute(db);
  return rows;
}

export async function saveTeam(trx: Trx, actor: Actor, id: string | null, input: Partial<TeamInput>): Promise<Team> {
  const before = id === null ? null : await teamOf(trx, id);
  const teamId = id ?? (await insertTeam(trx, input.name ?? ""));
  if (id && input.name) await renameTeam(trx, id, input.name);
  if (input.members) await setMembers(trx, teamId, input.members);
  ringAfterCommit(trx, "access");
  const team = await teamOf(trx, teamId);
  const changes = before ? changesBetween(snapshot(before), snapshot(team)) : wholeChange("team", null, snapshot(team));
  await recordChange(trx, actor, `team ${teamId}`, team.name, changes);
  return team;
}

/** Throws 409 while something is kept to the team: without it, it would be everybody's or nobody's. */
export async function removeTeam(trx: Trx, actor: Actor, id: string): Promise<void> {
  const team = await teamOf(trx, id);
  const { rows } = await sql<{ queues: number; views: number; replies: number }>`select
    (select count(*)::int from queue_teams where team_id = ${id}) as queues,
    (select count(*)::int from views where team_id = ${id}) as views,
    (select count(*)::int from canned_replies where team_id = ${id}) as replies`.execute(trx);
  const { queues = 0, views = 0, replies = 0 } = rows[0] ?? {};
  if (queues + views + replies > 0)
    throw teamInUse({ uses: `${queues} queues, ${views} views and ${replies} canned replies` });
  await trx.deleteFrom("team_members").where("team_id", "=", id).execute();
  await trx.deleteFrom("teams").where("id", "=", id).execute();
  ringAfterCommit(trx, "access");
  await recordChange(trx, actor, `team ${id}`, team.name, wholeChange("team", snapshot(team), null));
}

const snapshot = ({ name, members }: Team) => ({ name, members: members.map((each) => each.id) });

async function teamOf(trx: Trx, id: string): Promise<Team> {
  const team = (await listTeams(trx)).find((each) => each.id === id);
  if (!team) throw notFound();
  return team;
}

async function insertTeam(trx: Trx, name: string): Promise<string> {
  try {
    return (await trx.insertInto("teams").values({ name }).returning("id").executeTakeFirstOrThrow()).id;
  } catch (error) {
    if (uniqueViolation(error)) throw conflict({ why: `There is a team ${name} already.` }, { name: "is taken" });
    throw error;
  }
}

async function renameTeam(trx: Trx, id: string, name: string): Promise<void> {
  try {
    const done = await trx.updateTable("teams").set({ name }).where("id", "=", id).executeTakeFirst();
    if (done.numUpdatedRows === 0n) throw notFound();
  } catch (error) {
    if (uniqueViolation(error)) throw conflict({ why: `There is a team ${name} already.` }, { name: "is taken" });
    throw error;
  }
}

async function setMembers(trx: Trx, teamId: string, members: string[]): Promise<void> {
  const found = members.length ? await trx.selectFrom("people").select("id").where("id", "in", members).execute() : [];
  if (found.length !== new Set(members).size) throw invalidField("members", "names a person who does not exist");
  await trx.deleteFrom("team_members").where("team_id", "=", teamId).execute();
  if (found.length) {
    await trx
      .insertInto("team_members")
      .values(found.map((person) => ({ team_id: teamId, person_id: person.id })))
      .execute();
  }
}
