// Own fields of tickets: which there are is data, what may stand in them is checked by their kind.
import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Field } from "../../../shared/tickets/schema.ts";
import type { CreateField, InUse, UpdateField } from "../../../shared/tickets/settings.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { invalidField } from "../../platform/errors.ts";
import { changesBetween, recordChange, wholeChange } from "../../platform/setting-changes.ts";
import { fieldInUse, fieldKindFixed, fieldNotFound, fieldTaken } from "./errors.ts";
import { countText, ticketsIn } from "./move-tickets.ts";
import { requireAll } from "./workflow/order-states.ts";

export async function listFields(db: Db | Trx): Promise<Field[]> {
  const rows = await db
    .selectFrom("fields")
    .select(["key", "name", "kind", "choices"])
    .where("removed_at", "is", null)
    .orderBy("position")
    .orderBy("key")
    .execute();
  return rows as unknown as Field[];
}

/** One that was taken away comes back with what stood in the tickets, if it is of the same kind. */
export async function createField(trx: Trx, actor: Actor, input: CreateField): Promise<Field> {
  const field: Field = { ...input, choices: input.choices ?? [] };
  requireChoices(field);
  const old = await trx.selectFrom("fields").selectAll().where("key", "=", field.key).forUpdate().executeTakeFirst();
  if (old && old.removed_at === null) throw fieldTaken({ key: field.key }, { key: "is taken" });
  if (old) await requireKind(trx, { ...field, kind: old.kind as Field["kind"] }, field.kind);
  const row = { key: field.key, name: JSON.stringify(field.name), kind: field.kind, choices: field.choices };
  const position = sql<number>`(select coalesce(max(position), 0) + 1 from fields)`;
  await trx
    .insertInto("fields")
    .values({ ...row, position })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ ...row, position, removed_at: null }))
    .execute();
  await recordChange(trx, actor, `field ${field.key}`, field.name.en, wholeChange("field", null, field));
  return field;
}

export async function changeField(trx: Trx, actor: Actor, key: string, input: UpdateField): Promise<Field> {
  const before = await lockField(trx, key);
  const field: Field = { ...before, ...input };
  requireChoices(field);
  if (field.kind !== before.kind) await requireKind(trx, before, field.kind);
  const changes = changesBetween(before, field);
  if (Object.keys(changes).length === 0) return before;
  const set = { name: JSON.stringify(field.name), kind: field.kind, choices: field.choices };
  await trx.updateTable("fields").set(set).where("key", "=", key).execute();
  await recordChange(trx, actor, `field ${key}`, field.name.en, changes);
  return field;
}

/** What stands in the tickets stays there unseen. Throws 409 while tickets have something in it and `confirm` is not their number. */
export async function removeField(trx: Trx, actor: Actor, key: string, confirm: number | undefined): Promise<void> {
  const field = await lockField(trx, key);
  const use = await ticketsIn(trx, filled(key));
  if (use.tickets > 0 && use.tickets !== confirm)
    throw fieldInUse({ tickets: countText(use), count: String(use.tickets) }, { confirm: `must be ${use.tickets}` });
  await trx.updateTable("fields").set({ removed_at: new Date() }).where("key", "=", key).execute();
  await recordChange(trx, actor, `field ${key}`, field.name.en, wholeChange("field", field, null));
}

export async function usesOfField(db: Db | Trx, key: string): Promise<InUse> {
  if (!(await listFields(db)).some((field) => field.key === key)) throw fieldNotFound();
  return ticketsIn(db, filled(key));
}

export async function orderFields(trx: Trx, actor: Actor, keys: readonly string[]): Promise<Field[]> {
  await sql`select from fields order by key for update`.execute(trx);
  const before = (await listFields(trx)).map((field) => field.key);
  requireAll(keys, before);
  await sql`update fields set position = coalesce(array_position(${keys}::text[], key), 0)`.execute(trx);
  await recordChange(trx, actor, "fields", null, changesBetween({ order: before }, { order: [...keys] }));
  return listFields(trx);
}

const filled = (key: string) => sql`t.fields ? ${key}`;

async function lockField(trx: Trx, key: string): Promise<Field> {
  await trx.selectFrom("fields").select("key").where("key", "=", key).forUpdate().execute();
  const found = (await listFields(trx)).find((field) => field.key === key);
  if (!found) throw fieldNotFound();
  return found;
}

function requireChoices({ kind, choices }: Field): void {
  if (kind === "choice" && choices.length === 0) throw invalidField("choices", "must hold at least one");
}

/** What is a number in a thousand tickets cannot become a date. */
async function requireKind(trx: Trx, { key, kind }: Field, to: string): Promise<void> {
  if (kind === to) return;
  const use = await ticketsIn(trx, filled(key));
  if (use.tickets > 0) throw fieldKindFixed({ tickets: countText(use), kind }, { kind: `must stay ${kind}` });
}

/** null takes a value away. Throws 422 naming the field. */
export async function checkFields(db: Db | Trx, values: Record<string, unknown>): Promise<void> {
  const known = new Map((await listFields(db)).map((field) => [field.key, field]));
  for (const [key, value] of Object.entries(values)) {
    const field = known.get(key);
    if (!field) throw invalidField(`fields.${key}`, "is not known here");
    const why = value === null ? null : wrongFor(field, value);
    if (why) throw invalidField(`fields.${key}`, why);
  }
}

function wrongFor(field: Field, value: unknown): string | null {
  switch (field.kind) {
    case "number":
      return typeof value === "number" ? null : "must be a number";
    case "boolean":
      return typeof value === "boolean" ? null : "must be true or false";
    case "date":
      return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
        ? null
        : "must be a date like 2026-01-31";
    case "choice":
      return typeof value === "string" && field.choices.includes(value)
        ? null
        : `must be one of ${field.choices.join(", ")}`;
    default:
      return typeof value === "string" ? null : "must be text";
  }
}
