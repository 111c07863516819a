import { sql } from "kysely";
import type { Static } from "typebox";
import type { Step } from "../../../shared/conversations/schema.ts";
import type { Db } from "../../platform/db.ts";
import { declareProblem } from "../../platform/errors.ts";
import { cutPage, idCursor, likePattern } from "../../platform/page.ts";

export const mailNotFound = declareProblem("mail_not_found", 404, "There is no such mail.");

interface Row {
  id: string;
  door: string;
  from: string | null;
  to: string[];
  subject: string | null;
  kind: string | null;
  received_at: Date;
  size: number;
  outcome: "received" | "done" | "dropped" | "held" | "failed";
  steps: Static<typeof Step>[] | null;
  ticket: string | null;
  message: string | null;
}

/** Newest first. */
export async function listMail(db: Db, query: { limit?: number; after?: string; outcome?: string; q?: string }) {
  const limit = query.limit ?? 50;
  const after = idCursor(query.after);
  const like = query.q ? likePattern(query.q) : null;
  const { rows } = await sql<Row>`
    select m.id, m.door, coalesce(m.header_from, nullif(m.envelope_from, '')) as from, m.envelope_to as to, m.subject, m.kind,
      m.received_at, m.size, m.status as outcome, m.steps, t.number as ticket, m.message_id as message
    from inbound_mail m left join tickets t on t.id = m.ticket_id
    where (${after}::bigint = 0 or m.id < ${after}::bigint)
      and (${query.outcome ?? null}::text is null or m.status = ${query.outcome ?? null})
      and (${like}::text is null or lower(m.subject) like ${like} or lower(m.header_from) like ${like} or lower(m.envelope_from) like ${like})
    order by m.id desc limit ${limit + 1}`.execute(db);
  const page = cutPage(rows, limit, (row) => row.id);
  return {
    items: page.items.map(({ received_at, steps, ...row }) => ({
      ...row,
      receivedAt: received_at.toISOString(),
      steps: steps ?? [],
      why: steps?.at(-1)?.why ?? null,
    })),
    next: page.next,
  };
}

export async function getMailRaw(db: Db, id: string): Promise<Buffer> {
  const row = await db.selectFrom("inbound_mail_raw").select("raw").where("mail_id", "=", id).executeTakeFirst();
  if (!row) throw mailNotFound();
  return row.raw;
}
