// Who signs in here, or may soon: one SQL.
import { sql } from "kysely";
import type { Access, AccessQuery } from "../../../shared/identity/access.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { cutPage, idCursor, likePattern, type PageOf } from "../../platform/page.ts";
import { personNotFound } from "./errors.ts";

type AccessRow = Omit<Access, "lastSeenAt"> & { lastSeenAt: Date | null };

const columns = sql`
  p.id::text as id, p.name, a.login, p.language, p.active,
  coalesce((select json_agg(r.key order by r.id) from person_roles pr join roles r on r.id = pr.role_id where pr.person_id = p.id), '[]') as roles,
  coalesce((select json_agg(json_build_object('id', t.id::text, 'name', t.name) order by t.name)
            from team_members tm join teams t on t.id = tm.team_id where tm.person_id = p.id), '[]') as teams,
  case when a.password_hash is not null then 'ready'
       when exists (select from one_time_links l where l.person_id = p.id and l.purpose = 'invite' and l.used_at is null and l.expires_at > now())
       then 'invited' else 'none' end as "signIn",
  (select max(s.last_seen_at) from sessions s where s.person_id = p.id) as "lastSeenAt"
  from people p left join accounts a on a.person_id = p.id`;

const present = (row: AccessRow): Access => ({ ...row, lastSeenAt: row.lastSeenAt?.toISOString() ?? null });

/** People of a role; without one, all who are more than customers, and those whose roles were taken away. */
export async function listAccess(db: Db, query: AccessQuery): Promise<PageOf<Access>> {
  const limit = query.limit ?? 50;
  const like = query.q ? likePattern(query.q) : null;
  const has = query.role
    ? sql`r.key = ${query.role}`
    : sql`not r.permissions <@ '{own.requests,tickets.create}'::text[]`;
  const { rows } = await sql<AccessRow>`
    select ${columns}
    where p.id > ${idCursor(query.after)}
      and (${like}::text is null or lower(p.name) like ${like} or a.login like ${like})
      and (exists (select from person_roles pr join roles r on r.id = pr.role_id where pr.person_id = p.id and ${has})
        or (${query.role === undefined} and a.login is not null and not exists (select from person_roles pr where pr.person_id = p.id)))
    order by p.id limit ${limit + 1}`.execute(db);
  return cutPage(rows.map(present), limit, (row) => row.id);
}

export async function getAccess(db: Db | Trx, id: string): Promise<Access> {
  const { rows } = await sql<AccessRow>`select ${columns} where p.id = ${id}`.execute(db);
  if (!rows[0]) throw personNotFound();
  return present(rows[0]);
}
