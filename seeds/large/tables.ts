// Rows for COPY in its text format, table by table, in an order that foreign keys accept.

export const tables = {
  organizations: ["id", "name", "domains", "language", "created_at"],
  people: ["id", "name", "language", "created_at"],
  contact_points: ["person_id", "kind", "value", "value_key", "created_at"],
  organization_members: ["organization_id", "person_id", "role"],
  conversations: ["id", "channel", "subject", "address", "created_at", "last_message_at"],
  conversation_participants: ["conversation_id", "person_id", "role"],
  tickets: [
    "id",
    "number",
    "subject",
    "type",
    "state_id",
    "category",
    "priority",
    "impact",
    "urgency",
    "queue_id",
    "assignee_id",
    "requester_id",
    "organization_id",
    "channel",
    "language",
    "conversation_id",
    "created_at",
    "updated_at",
    "solved_at",
    "closed_at",
    "message_count",
    "last_message_at",
    "last_message_kind",
    "last_message_preview",
    "unanswered",
  ],
  ticket_conversations: ["ticket_id", "conversation_id"],
  ticket_tags: ["ticket_id", "tag_id"],
  messages: [
    "id",
    "conversation_id",
    "kind",
    "channel",
    "author_id",
    "author_name",
    "at",
    "subject",
    "text",
    "quoted",
    "language",
    "trust",
    "from_address",
    "to_addresses",
    "message_id_header",
    "in_reply_to",
    "reference_ids",
    "sha256",
  ],
  ticket_messages: ["ticket_id", "message_id", "number"],
  deliveries: [
    "id",
    "message_id",
    "channel",
    "state",
    "to_addresses",
    "undo_until",
    "next_attempt_at",
    "attempts",
    "sent_at",
    "created_at",
    "words",
  ],
  events: [
    "id",
    "at",
    "kind",
    "actor_kind",
    "actor_id",
    "actor_name",
    "ticket_id",
    "conversation_id",
    "message_id",
    "person_id",
    "organization_id",
    "data",
    "hash",
  ],
  event_blocks: ["id", "sealed_at", "event_ids", "previous", "hash"],
} as const satisfies Record<string, readonly string[]>;

export type Table = keyof typeof tables;
export type Value = string | number | boolean | null | Date | Buffer | readonly string[];

/** Rows by table: what travels from the generator to the database. */
export type Batch = Partial<Record<Table, Uint8Array>>;

export const copyStatement = (table: Table, frozen: boolean): string =>
  `copy ${table} (${tables[table].join(", ")}) from stdin${frozen ? " (freeze)" : ""}`;

export class Rows {
  #sheets = new Map<Table, Sheet>();

  add(table: Table, values: readonly Value[]): void {
    let row = encode(values[0] as Value);
    for (let i = 1; i < values.length; i++) row += `\t${encode(values[i] as Value)}`;
    let sheet = this.#sheets.get(table);
    if (!sheet) {
      sheet = new Sheet();
      this.#sheets.set(table, sheet);
    }
    sheet.write(`${row}\n`);
  }

  /** What was added since. */
  take(): Batch {
    const batch: Batch = {};
    for (const [table, sheet] of this.#sheets) if (sheet.length) batch[table] = sheet.take();
    return batch;
  }
}

/** Text on its way out of the process, outside of the garbage collector's reach. */
class Sheet {
  length = 0;
  #bytes: Buffer = Buffer.allocUnsafeSlow(1 << 16);

  write(text: string): void {
    // A UTF-16 unit is at most three bytes of UTF-8.
    const atMost = this.length + text.length * 3;
    if (atMost > this.#bytes.length) this.#grow(atMost);
    this.length += this.#bytes.write(text, this.length, "utf8");
  }

  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.length);
    this.#bytes = Buffer.allocUnsafeSlow(this.#bytes.length);
    this.length = 0;
    return taken;
  }

  #grow(atLeast: number): void {
    const bytes = Buffer.allocUnsafeSlow(Math.max(atLeast, this.#bytes.length * 2));
    this.#bytes.copy(bytes, 0, 0, this.length);
    this.#bytes = bytes;
  }
}

function encode(value: Value): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return /[\\\n\r\t]/.test(value) ? escapeText(value) : value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString("hex")}`;
  return `{${(value as readonly string[]).join(",")}}`;
}

const escapeText = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
