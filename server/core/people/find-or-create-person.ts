// Who an address belongs to. A new address makes a new person, who becomes a member of the organization that owns the
// address's domain.
import { sql } from "kysely";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { addMember, contactKey, insertContact, insertPerson, lockContact } from "./store.ts";

export interface KnownPerson {
  id: string;
  name: string;
  language: string | null;
  active: boolean;
  organizationId: string | null;
  created: boolean;
}

export interface PersonHint {
  email: string;
  name?: string;
  /** Taken for a new person only. */
  language?: string | null;
}

export async function findPerson(trx: Trx, email: string): Promise<KnownPerson | null> {
  const { rows } = await sql<Omit<KnownPerson, "created">>`
    select p.id, p.name, p.language, p.active, (
      select organization_id from organization_members m where m.person_id = p.id order by organization_id limit 1) as "organizationId"
    from contact_points c join people p on p.id = c.person_id
    where c.kind = 'email' and c.value_key = ${contactKey("email", email)}`.execute(trx);
  return rows[0] ? { ...rows[0], created: false } : null;
}

export async function findOrCreatePerson(trx: Trx, actor: Actor, hint: PersonHint): Promise<KnownPerson> {
  const known = await findPerson(trx, hint.email);
  if (known) return known;
  await lockContact(trx, "email", hint.email);
  return (await findPerson(trx, hint.email)) ?? createFromAddress(trx, actor, hint);
}

async function createFromAddress(trx: Trx, actor: Actor, hint: PersonHint): Promise<KnownPerson> {
  const name = cleanName(hint.name) || (hint.email.split("@")[0] ?? hint.email);
  const language = hint.language ?? null;
  const id = await insertPerson(trx, { name, language });
  await insertContact(trx, id, "email", hint.email);
  const organizationId = await organizationOfDomain(trx, hint.email);
  if (organizationId) await addMember(trx, organizationId, id);
  await record(trx, { kind: "person.created", actor, about: { personId: id, organizationId }, data: { name } });
  return { id, name, language, active: true, organizationId, created: true };
}

/** A display name is what a stranger chose to call himself: one line, no end. */
const cleanName = (name: string | undefined): string =>
  (name ?? "")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 200);

async function organizationOfDomain(trx: Trx, email: string): Promise<string | null> {
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  const row = await trx
    .selectFrom("organizations")
    .select("id")
    .where(sql<boolean>`domains @> array[${domain}]::text[]`)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
