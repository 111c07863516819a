// Files of messages: sent ahead (PUT /attachments/{id}) or in the request, and read again.
import { sql } from "kysely";
import type { Static } from "typebox";
import type { NewAttachment } from "../../../shared/conversations/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { invalidField, tooLarge } from "../../platform/errors.ts";
import type { FileStore, StoredFile } from "../../platform/files.ts";
import { attachmentNotFound, uploadNotFound, uploadTaken } from "./errors.ts";
import { insertUpload, type MessageAttachment } from "./store.ts";
import { conversationsVisibleTo, messagesVisibleTo } from "./visible.ts";

/** No path, no control or direction characters; what is left is only ever a label (S10). */
export function safeFileName(name: string): string {
  const base = name.replace(/^.*[\\/]/s, "").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|:*?]/gu, "");
  const trimmed = base.replace(/^[. ]+|[. ]+$/g, "").slice(0, 255);
  return trimmed || "file";
}

export const safeFileType = (type: string | undefined): string =>
  type && /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/.test(type) ? type.toLowerCase() : "application/octet-stream";

export interface KeptFile extends StoredFile {
  name: string;
  type: string;
}

/** Stores files that came inside a request, before its transaction begins: slow work holds no locks. */
export async function keepFiles(
  files: FileStore,
  attachments: readonly Static<typeof NewAttachment>[] | undefined,
  maxBytes: number,
): Promise<KeptFile[]> {
  const kept: KeptFile[] = [];
  for (const [index, each] of (attachments ?? []).entries()) {
    const field = `attachments.${index}.content`;
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(each.content)) throw invalidField(field, "is not base64");
    const content = Buffer.from(each.content, "base64");
    if (content.length > maxBytes) throw tooLarge({ why: `${each.name} has more than ${maxBytes} bytes.` });
    kept.push({ ...(await files.put(content)), name: safeFileName(each.name), type: safeFileType(each.type) });
  }
  return kept;
}

export const asAttachment = (file: KeptFile): MessageAttachment => ({
  file: file.sha256,
  size: file.size,
  name: file.name,
  type: file.type,
  inline: false,
  contentId: null,
});

/** The same id of the same owner with the same bytes may be sent again; another file under it is refused. */
export async function keepUpload(trx: Trx, owner: string, id: string, file: KeptFile): Promise<void> {
  const row = { id, owner, file: file.sha256, name: file.name, type: file.type, size: file.size };
  if (await insertUpload(trx, row)) return;
  const known = await trx
    .selectFrom("uploads")
    .select("file")
    .where("id", "=", id)
    .where("owner", "=", owner)
    .executeTakeFirst();
  if (!known?.file.equals(file.sha256)) throw uploadTaken();
}

/** The owner's uploads, in the order asked for. */
export async function takeUploads(
  trx: Trx,
  owner: string,
  ids: readonly string[] | undefined,
): Promise<MessageAttachment[]> {
  if (!ids?.length) return [];
  const rows = await trx.selectFrom("uploads").selectAll().where("id", "in", ids).where("owner", "=", owner).execute();
  return ids.map((id) => {
    const row = rows.find((each) => each.id === id);
    if (!row) throw uploadNotFound({ name: id }, { uploads: `${id} was not uploaded` });
    const { file, name, type } = row;
    return { file, size: Number(row.size), name, type, inline: false, contentId: null, upload: id };
  });
}

export interface FoundAttachment {
  file: Buffer;
  name: string;
  type: string;
  size: number;
}

export async function visibleAttachment(db: Db, actor: Actor, id: string): Promise<FoundAttachment> {
  const { rows } = await sql<FoundAttachment & { size: string }>`
    select a.file, a.name, a.type, a.size from message_attachments a
    join messages m on m.id = a.message_id join conversations c on c.id = m.conversation_id
    where a.id = ${id} and ${conversationsVisibleTo(actor)} and ${messagesVisibleTo(actor)}`.execute(db);
  if (!rows[0]) throw attachmentNotFound();
  return { ...rows[0], size: Number(rows[0].size) };
}

/** The same files under new ids of another owner, in the same order. */
export async function copyUploads(
  trx: Trx,
  from: string,
  to: string,
  ids: readonly string[],
): Promise<{ was: string; id: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ was: string; id: string }>`
    with copy as (
      select u.*, gen_random_uuid()::text as new_id, array_position(${ids}::text[], u.id) as place
      from uploads u where u.owner = ${from} and u.id = any (${ids}::text[])
    ), kept as (
      insert into uploads (id, owner, file, name, type, size) select new_id, ${to}, file, name, type, size from copy
    )
    select id as was, new_id as id from copy order by place`.execute(trx);
  return rows;
}

/** Uploads that neither a message nor a draft took are forgotten after two days; the bytes stay, they may be another's too. */
export async function forgetOldUploads(db: Db): Promise<void> {
  await sql`
    delete from uploads u where u.created_at < ${new Date(Date.now() - 2 * 86_400_000)}
      and not exists (select from drafts d where u.owner = 'person ' || d.author_id and u.id = any (d.uploads))`.execute(
    db,
  );
}
