// What the history vouches for, compared with what stands there now: texts, files by name, the bytes of mails.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import { type HashedAttachment, type HashedMessage, messageHash } from "./message-hash.ts";

interface Vouching {
  id: string;
  kind: string;
  message_id: string | null;
  data: unknown;
}

type Row = HashedMessage & { id: string; mail_id: string | null };

/** The first message that is not what its event says, in words; null when all are. */
export async function checkMessages(db: Db, events: readonly Vouching[]): Promise<string | null> {
  const vouched = events.filter(
    (event) => event.message_id !== null && typeof (event.data as { sha256?: unknown }).sha256 === "string",
  );
  if (vouched.length === 0) return null;
  const ids = vouched.map((event) => event.message_id as string);
  const rows = (await db.selectFrom("messages").selectAll().where("id", "in", ids).execute()) as unknown as Row[];
  const attachments = await attachmentsOf(db, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const event of vouched) {
    const row = byId.get(event.message_id as string);
    if (!row) return `message ${event.message_id} was deleted (event ${event.id} vouches for it)`;
    const { sha256, raw } = event.data as { sha256: string; raw?: string };
    if (messageHash(row, attachments.get(row.id) ?? []).toString("hex") !== sha256) {
      return `message ${row.id} is not what was ${event.kind === "message.received" ? "received" : "written"} (event ${event.id}): it was altered`;
    }
    if (raw && row.mail_id !== null) {
      const problem = await checkRaw(db, row.mail_id, raw);
      if (problem) return problem;
    }
  }
  return null;
}

async function attachmentsOf(db: Db, ids: string[]): Promise<Map<string, HashedAttachment[]>> {
  const rows = await db
    .selectFrom("message_attachments")
    .select(["message_id", "file", "name", "type"])
    .where("message_id", "in", ids)
    .orderBy("message_id")
    .orderBy("position")
    .execute();
  return Map.groupBy(rows, (row) => row.message_id);
}

async function checkRaw(db: Db, mailId: string, sha256: string): Promise<string | null> {
  const row = await db.selectFrom("inbound_mail_raw").select("raw").where("mail_id", "=", mailId).executeTakeFirst();
  if (!row) return `the bytes of mail ${mailId} were deleted`;
  return createHash("sha256").update(row.raw).digest("hex") === sha256
    ? null
    : `the bytes of mail ${mailId} were altered`;
}

/** A message that no event vouches for was put there behind the desk's back. */
export async function findUnvouchedMessage(db: Db): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select m.id from messages m where not exists (
      select from events e where e.message_id = m.id and e.kind in ('message.received', 'message.queued', 'message.noted')) limit 1`.execute(
    db,
  );
  return rows[0] ? `message ${rows[0].id} has no event: it was put there behind the desk's back` : null;
}
