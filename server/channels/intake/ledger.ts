// The ledger of all mail: what came in and what went out as one list, newest first. Each half is cut from its own index
// before the two are joined.
import { type RawBuilder, sql } from "kysely";
import type { Step } from "../../../shared/conversations/schema.ts";
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import type { MailEntry, MailQuery } from "../../../shared/mail/schema.ts";
import { queryOf } from "../../../shared/search/words.ts";
import type { Db } from "../../platform/db.ts";
import { declareProblem } from "../../platform/errors.ts";
import { cutPage, type PageOf, parseValuesCursor, valuesCursor } from "../../platform/page.ts";

export const mailNotFound = declareProblem("mail_not_found", 404, "There is no such mail.");
const infected = declareProblem(
  "mail_infected",
  403,
  "A virus was found in this mail: it can be read when an administrator has released it.",
);

interface Row {
  id: string;
  direction: "in" | "out";
  door: string | null;
  from: string | null;
  to: string[];
  subject: string | null;
  kind: string | null;
  at: Date;
  size: number | null;
  outcome: MailEntry["outcome"];
  held_for: MailEntry["heldFor"];
  released_by: string | null;
  reason: string | null;
  steps: Step[] | null;
  ticket: string | null;
  conversation: string | null;
  message: string | null;
}

interface Cursor {
  at: Date;
  direction: string;
  id: string;
}

export async function listMail(db: Db, actor: Actor, query: MailQuery): Promise<PageOf<MailEntry>> {
  const limit = query.limit ?? 50;
  const { rows } = await mailSql(query, limit).execute(db);
  const { items, next } = cutPage(rows, limit, ({ at, direction, id }) =>
    valuesCursor([String(at.getTime()), direction, id]),
  );
  return { items: items.map((row) => present(actor, row)), next };
}

/** One page and a row more. */
export function mailSql(query: MailQuery, limit: number): RawBuilder<Row> {
  const after = readCursor(query.after);
  const halves = [
    ...(query.direction === "out" ? [] : [incoming(query, after, limit)]),
    ...(query.direction === "in" ? [] : [outgoing(query, after, limit)]),
  ];
  return sql<Row>`
    select * from (${sql.join(halves, sql` union all `)}) mail
    order by at desc, direction desc, id desc limit ${limit + 1}`;
}

function readCursor(after: string | undefined): Cursor | null {
  const [at, direction = "", id = ""] = parseValuesCursor(after, [/^\d{1,14}$/, /^(?:in|out)$/, /^\d{1,18}$/]) ?? [];
  return at === undefined ? null : { at: new Date(Number(at)), direction, id };
}

/** Of equal times "out" comes before "in", larger ids before smaller ones. */
function beyond(after: Cursor | null, at: RawBuilder<unknown>, id: RawBuilder<unknown>, direction: "in" | "out") {
  if (!after) return sql`true`;
  if (after.direction === direction) return sql`(${at}, ${id}) < (${after.at}, ${after.id}::bigint)`;
  return direction === "in" ? sql`${at} <= ${after.at}` : sql`${at} < ${after.at}`;
}

function incoming({ outcome, q }: MailQuery, after: Cursor | null, limit: number) {
  const found = q?.trim() ? findsIncoming(q.trim()) : sql`true`;
  const status = outcome ? sql`m.status = ${outcome}` : sql`true`;
  return sql`(
    select m.id, 'in' as direction, m.door, coalesce(m.header_from, nullif(m.envelope_from, '')) as from, m.envelope_to as to,
      m.subject, m.kind, m.received_at as at, m.size, m.status as outcome, m.held_for, m.released_by, null as reason, m.steps,
      t.number as ticket, m.conversation_id as conversation, m.message_id as message
    from (
      select * from inbound_mail m
      where ${status} and ${found} and ${beyond(after, sql`m.received_at`, sql`m.id`, "in")}
      order by m.received_at desc, m.id desc limit ${limit + 1}
    ) m left join tickets t on t.id = m.ticket_id)`;
}

function outgoing({ outcome, q }: MailQuery, after: Cursor | null, limit: number) {
  const found = q?.trim() ? findsOutgoing(q.trim()) : sql`true`;
  const state = outcome ? sql`d.state = ${outcome}` : sql`true`;
  return sql`(
    select d.id, 'out' as direction, null as door, m.from_address as from, d.to_addresses as to,
      coalesce(m.subject, c.subject) as subject, case when m.automatic then 'auto-reply' else 'person' end as kind,
      d.created_at as at, null::int as size, d.state as outcome, null as held_for, null as released_by, d.reason, null::jsonb as steps,
      t.number as ticket, m.conversation_id as conversation, m.id as message
    from (
      select d.* from deliveries d
      where d.channel = 'email' and ${state} and ${found} and ${beyond(after, sql`d.created_at`, sql`d.id`, "out")}
      order by d.created_at desc, d.id desc limit ${limit + 1}
    ) d join messages m on m.id = d.message_id join conversations c on c.id = m.conversation_id
    left join lateral (select ticket_id from ticket_messages x where x.message_id = m.id order by ticket_id limit 1) x on true
    left join tickets t on t.id = x.ticket_id)`;
}

const messageId = (q: string): string => q.replace(/^<|>$/g, "");

/** Of what is older than the words: words in any order, of the last one its beginning is enough. */
const oldWords = (q: string) => sql`(
  select case when numnode(w) = 0 then w else (w::text || ':*')::tsquery end from plainto_tsquery('simple', ${q}) w)`;

/** The desk's own search: all the words, beginnings are enough, Thai is cut. Written out, so that the plan knows how rare they are. */
function holds(words: RawBuilder<unknown>, q: string): RawBuilder<boolean> {
  const query = queryOf(q);
  return query === null ? sql<boolean>`false` : sql<boolean>`${words} @@ ${sql.lit(query)}::tsquery`;
}

const findsIncoming = (q: string) => sql`(${holds(sql`m.words`, q)} or m.message_id_header = ${messageId(q)}
  or (m.words is null and m.status <> 'received'
    and mail_words(m.header_from, m.envelope_from, m.envelope_to, m.subject) @@ ${oldWords(q)}))`;

/** Few by their id, by the words whatever is quicker: the index of words, or the ledger from its newest end. */
const findsOutgoing = (q: string) => sql`(${holds(sql`d.words`, q)} or d.id = any (array(
  select f.id from messages m join deliveries f on f.message_id = m.id where m.message_id_header = ${messageId(q)}
  union all select f.id from deliveries f where f.words is null and f.to_addresses @> array[${q.toLowerCase()}]::text[]
  union all select f.id from conversations c join messages m on m.conversation_id = c.id and m.kind = 'outbound'
    join deliveries f on f.message_id = m.id and f.words is null
    where exists (select from deliveries where words is null) and to_tsvector('simple', left(c.subject, 500)) @@ ${oldWords(q)})))`;

function present(actor: Actor, row: Row): MailEntry {
  const { held_for, released_by, reason, steps, at, ...rest } = row;
  const held = row.outcome === "held";
  const decides = can(actor, "mail.replay");
  const mayRelease = decides && (held_for !== "virus" || can(actor, "settings.write"));
  return {
    ...rest,
    at: at.toISOString(),
    heldFor: held_for,
    releasedBy: released_by,
    why: steps?.at(-1)?.why ?? reason,
    steps: steps ?? [],
    can: {
      raw: row.direction === "in" && !(held && held_for === "virus"),
      replay: decides && row.direction === "in" && row.message === null && isOver(row.outcome),
      release: held && held_for !== null && mayRelease,
      discard: held && decides,
    },
  };
}

const isOver = (outcome: string): boolean => outcome === "dropped" || outcome === "held" || outcome === "failed";

/** Bytes in which a virus was found stay closed until somebody who may has released them. */
export async function getMailRaw(db: Db, id: string): Promise<Buffer> {
  const row = await db
    .selectFrom("inbound_mail_raw")
    .innerJoin("inbound_mail", "inbound_mail.id", "inbound_mail_raw.mail_id")
    .select(["raw", "held_for", "released_for"])
    .where("mail_id", "=", id)
    .executeTakeFirst();
  if (!row) throw mailNotFound();
  if (row.held_for === "virus" && row.released_for !== "virus") throw infected();
  return row.raw;
}
