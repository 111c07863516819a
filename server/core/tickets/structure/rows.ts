// Everything that hangs on a ticket, read as rows before and after an operation, so that it can be put back as it was.
import { sql } from "kysely";
import type { Trx } from "../../../platform/db.ts";
import { canonicalJson } from "../../../platform/events.ts";

export type Row = Record<string, unknown>;

export interface Kept {
  table: string;
  key: string[];
  /** Columns that change together: put back if all of them are as the operation left them. */
  groups: string[][];
  /** Columns that are counted: the operation's difference is taken away again. */
  sums: string[];
  /** By which of its columns it belongs to the tickets or conversations concerned. */
  of: "ticket" | "link" | "id" | "conversation";
}

const tickets: Kept = {
  table: "tickets",
  key: ["id"],
  groups: [
    ["state_id", "category", "solved_at", "closed_at"],
    ["last_message_at", "last_message_kind", "last_message_preview"],
    ["snoozed_until", "snoozed_by"],
    ...[
      "merged_into_id",
      "unanswered",
      "subject",
      "type",
      "priority",
      "impact",
      "urgency",
      "queue_id",
      "assignee_id",
    ].map((column) => [column]),
    ...["organization_id", "due_at", "fields"].map((column) => [column]),
  ],
  sums: ["message_count", "number_gaps"],
  of: "id",
};
const belonging = (table: string, ...key: string[]): Kept => ({
  table,
  key: ["ticket_id", ...key],
  groups: [],
  sums: [],
  of: "ticket",
});
const tags = belonging("ticket_tags", "tag_id");

/** What a change of many tickets touches. */
export const fieldsAndTags: readonly Kept[] = [tickets, tags];

/** What merging, splitting and moving touch. */
export const wholeTickets: readonly Kept[] = [
  tickets,
  tags,
  { ...belonging("ticket_messages", "message_id"), groups: [["number"]] },
  belonging("ticket_conversations", "conversation_id"),
  belonging("ticket_followers", "person_id"),
  { ...belonging("ticket_links"), key: ["from_id", "to_id", "kind"], of: "link" },
  { ...belonging("drafts"), key: ["id"], groups: [["ticket_id"]] },
  { ...belonging("checklist_items"), key: ["id"], groups: [["ticket_id", "position"]] },
  { table: "conversations", key: ["id"], groups: [["unanswered"]], sums: [], of: "conversation" },
];

const where = {
  id: sql`id = any (tickets)`,
  ticket: sql`ticket_id = any (tickets)`,
  link: sql`(from_id = any (tickets) or to_id = any (tickets))`,
  conversation: sql`id = any (conversations)`,
};

export type Rows = Map<string, Row>;
/** table -> key -> row */
export type Snapshot = Map<string, Rows>;

export async function readRows(
  trx: Trx,
  kept: readonly Kept[],
  ticketIds: readonly string[],
  conversationIds: readonly string[] = [],
): Promise<Snapshot> {
  const columns = kept.map(
    ({ table, of }) =>
      sql`(select coalesce(jsonb_agg(to_jsonb(x)), '[]') from ${sql.table(table)} x where ${where[of]}) as ${sql.ref(table)}`,
  );
  const { rows } = await sql<Record<string, Row[]>>`
    select ${sql.join(columns)} from (select ${ticketIds}::bigint[] as tickets, ${conversationIds}::bigint[] as conversations) of`.execute(
    trx,
  );
  const found = rows[0] ?? {};
  return new Map(kept.map((each) => [each.table, byKey(each, found[each.table] ?? [])]));
}

export const keyOf = ({ key }: Kept, row: Row): string => key.map((column) => String(row[column])).join(" ");
const byKey = (kept: Kept, rows: Row[]): Rows => new Map(rows.map((row) => [keyOf(kept, row), row]));

export interface RowChange {
  table: string;
  before: Row | null;
  after: Row | null;
}

/** Only the columns that can be put back, and the key. */
function picked({ key, groups, sums }: Kept, row: Row): Row {
  return Object.fromEntries([...key, ...groups.flat(), ...sums].map((column) => [column, row[column]]));
}

export function differences(kept: readonly Kept[], before: Snapshot, after: Snapshot): RowChange[] {
  return kept.flatMap((each) => {
    const [then, now] = [before.get(each.table) ?? new Map(), after.get(each.table) ?? new Map()];
    return [...new Set([...then.keys(), ...now.keys()])].flatMap((key) => {
      const was = then.get(key);
      const is = now.get(key);
      if (was && is && same(picked(each, was), picked(each, is))) return [];
      // A row that went is kept whole, to come back; of others, what can be put back.
      return [
        {
          table: each.table,
          before: was ? (is ? picked(each, was) : was) : null,
          after: is ? picked(each, is) : null,
        },
      ];
    });
  });
}

export const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
