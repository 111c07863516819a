// The only writer of people, contact points, organizations and memberships.
import { sql } from "kysely";
import type { Trx } from "../../platform/db.ts";

export type ContactKind = "email" | "phone" | "telegram";

/** What two spellings of one contact have in common. Local parts are compared without case: no mail system that people use tells them apart. */
export function contactKey(kind: ContactKind, value: string): string {
  if (kind === "phone") return value.replace(/[^\d+]/g, "");
  return value.trim().toLowerCase();
}

export interface NewPerson {
  name: string;
  language?: string | null;
  createdAt?: Date;
}

export async function insertPerson(trx: Trx, person: NewPerson): Promise<string> {
  const row = await trx
    .insertInto("people")
    .values({ name: person.name, language: person.language ?? null, created_at: person.createdAt ?? new Date() })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** false when the contact belongs to somebody already. */
export async function insertContact(
  trx: Trx,
  personId: string,
  kind: ContactKind,
  value: string,
  { verifiedAt = null, key = contactKey(kind, value) }: { verifiedAt?: Date | null; key?: string } = {},
): Promise<boolean> {
  const done = await trx
    .insertInto("contact_points")
    .values({
      person_id: personId,
      kind,
      value: value.trim(),
      value_key: key,
      verified_at: verifiedAt,
    })
    .onConflict((conflict) => conflict.columns(["kind", "value_key"]).doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

export async function updatePerson(
  trx: Trx,
  id: string,
  set: {
    name?: string;
    position?: string | null;
    language?: string | null;
    time_zone?: string | null;
    notes?: string;
    active?: boolean;
  },
): Promise<void> {
  if (Object.keys(set).length) await trx.updateTable("people").set(set).where("id", "=", id).execute();
}

/** Two processes that meet the same new address make one person: they take turns by its lock. */
export async function lockContact(trx: Trx, kind: ContactKind, value: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(4713, hashtext(${`${kind} ${contactKey(kind, value)}`}))`.execute(trx);
}

/** Only what nobody has proved to be his. */
export async function deleteContact(trx: Trx, personId: string, kind: ContactKind, key: string): Promise<void> {
  await trx
    .deleteFrom("contact_points")
    .where("person_id", "=", personId)
    .where("kind", "=", kind)
    .where("value_key", "=", key)
    .where("verified_at", "is", null)
    .execute();
}

export async function insertOrganization(
  trx: Trx,
  input: { name: string; domains?: string[]; language?: string | null; notes?: string },
): Promise<string> {
  const row = await trx
    .insertInto("organizations")
    .values({
      name: input.name,
      domains: input.domains ?? [],
      language: input.language ?? null,
      notes: input.notes ?? "",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateOrganization(
  trx: Trx,
  id: string,
  set: { name?: string; domains?: string[]; language?: string | null; notes?: string },
): Promise<void> {
  if (Object.keys(set).length) await trx.updateTable("organizations").set(set).where("id", "=", id).execute();
}

export async function addMember(
  trx: Trx,
  organizationId: string,
  personId: string,
  role: "member" | "manager" = "member",
): Promise<void> {
  await trx
    .insertInto("organization_members")
    .values({ organization_id: organizationId, person_id: personId, role })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function setMemberships(
  trx: Trx,
  personId: string,
  memberships: { id: string; role: "member" | "manager" }[],
): Promise<void> {
  await trx.deleteFrom("organization_members").where("person_id", "=", personId).execute();
  if (memberships.length === 0) return;
  await trx
    .insertInto("organization_members")
    .values(memberships.map(({ id, role }) => ({ organization_id: id, person_id: personId, role })))
    .execute();
}

export interface ContactMarks {
  bounces?: number;
  takes_no_mail_since?: Date | null;
  takes_no_mail_why?: string | null;
  no_automatic_mail_since?: Date | null;
  answered_at?: Date;
}

export async function updateContact(trx: Trx, id: string, set: ContactMarks): Promise<void> {
  await trx.updateTable("contact_points").set(set).where("id", "=", id).execute();
}
