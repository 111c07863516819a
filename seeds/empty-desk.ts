// A seed fills an empty desk and no other: nobody's tickets are ever mixed with made-up ones.
import { sql } from "kysely";
import type { Trx } from "../server/platform/db.ts";
import { declareProblem } from "../server/platform/errors.ts";

export const deskNotEmpty = declareProblem(
  "desk_not_empty",
  409,
  "This desk is not empty ({why}). A seed fills an empty desk only: give it a new data folder or a new database.",
);

/** Administrators may be there already; a ticket, a conversation or anybody else may not. */
export async function requireEmptyDesk(trx: Trx): Promise<void> {
  const { rows } = await sql<{ tickets: boolean; conversations: boolean; people: boolean }>`
    select exists (select from tickets) as tickets, exists (select from conversations) as conversations,
      exists (select from people p where not exists (
        select from person_roles pr join roles r on r.id = pr.role_id
        where pr.person_id = p.id and r.key = 'administrator')) as people`.execute(trx);
  const found = Object.entries(rows[0] ?? {}).filter(([, there]) => there);
  if (found.length) throw deskNotEmpty({ why: `it has ${found.map(([what]) => what).join(", ")}` });
}
