// Why a message is where it is (B12): the decisions kept with its mail, and the head of the mail itself.

import { sql } from "kysely";
import type { Static } from "typebox";
import type { MessageMove, Step, Threading } from "../../../shared/conversations/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Db } from "../../platform/db.ts";
import { messageNotFound } from "./errors.ts";
import { ticketsVisibleTo } from "./visible.ts";

export async function rawOf(db: Db, mailId: string): Promise<Buffer> {
  const row = await db.selectFrom("inbound_mail_raw").select("raw").where("mail_id", "=", mailId).executeTakeFirst();
  if (!row) throw messageNotFound();
  return row.raw;
}

export async function getThreading(
  db: Db,
  actor: Actor,
  message: { id: string; mail_id: string | null },
): Promise<Threading> {
  const moves = await movesOf(db, actor, message.id);
  if (message.mail_id === null)
    return { steps: [], moves, headers: await outgoingHeaders(db, message.id), sha256: null, size: null };
  const mail = await db
    .selectFrom("inbound_mail")
    .select(["steps", "sha256", "size"])
    .where("id", "=", message.mail_id)
    .executeTakeFirstOrThrow();
  return {
    steps: (mail.steps ?? []) as unknown as Static<typeof Step>[],
    moves,
    headers: headersOf(await rawOf(db, message.mail_id)),
    sha256: mail.sha256.toString("hex"),
    size: mail.size,
  };
}

/** Only how it came into tickets that it is still in, and that the actor sees. */
async function movesOf(db: Db, actor: Actor, messageId: string): Promise<MessageMove[]> {
  const { rows } = await sql<Omit<MessageMove, "at"> & { at: Date }>`
    select case e.kind when 'ticket.merged' then 'merged' when 'ticket.opened' then 'made' else 'moved' end as kind,
      e.at, e.actor_name as by, e.data->>'from' as "from", t.number as "to"
    from ticket_messages tm join tickets t on t.id = tm.ticket_id join events e on e.ticket_id = t.id
    where tm.message_id = ${messageId} and ${ticketsVisibleTo(actor)} and (e.data->'messages' ? ${messageId} or e.data->'ids' ? ${messageId})
      and (e.kind = 'ticket.opened' or (e.kind = 'ticket.merged' and e.data->>'into' = t.number)
        or (e.kind = 'ticket.messages-moved' and e.data->>'to' = t.number))
      and not exists (select from operations o where o.id = (e.data->>'operation')::bigint and o.undone_at is not null)
    order by e.id`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

const shownBytes = 64 * 1024;

/** The head as it came, unfolded, at most 200 lines; undecoded on purpose: this is the place to see what was sent. */
function headersOf(raw: Buffer): Threading["headers"] {
  const text = raw.subarray(0, shownBytes).toString("latin1");
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? "";
  return head
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .slice(0, 200)
    .flatMap((line) => {
      const match = /^([!-9;-~]+):\s*(.*)$/.exec(line);
      if (!match) return [];
      return [
        {
          name: match[1] as string,
          value: Buffer.from(match[2] as string, "latin1")
            .toString("utf8")
            .replaceAll("\u0000", "")
            .slice(0, 2000),
        },
      ];
    });
}

async function outgoingHeaders(db: Db, messageId: string): Promise<Threading["headers"]> {
  const message = await db
    .selectFrom("messages")
    .select(["message_id_header", "in_reply_to", "reference_ids"])
    .where("id", "=", messageId)
    .executeTakeFirst();
  if (!message?.message_id_header) return [];
  const headers = [{ name: "Message-ID", value: `<${message.message_id_header}>` }];
  if (message.in_reply_to) headers.push({ name: "In-Reply-To", value: `<${message.in_reply_to}>` });
  if (message.reference_ids.length)
    headers.push({ name: "References", value: message.reference_ids.map((id) => `<${id}>`).join(" ") });
  return headers;
}
