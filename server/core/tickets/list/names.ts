// Queues, people and organizations as a filter names them: by id, or as people call them.
import { type RawBuilder, sql } from "kysely";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import { badRequest } from "../../../platform/errors.ts";
import { likePattern, prefixPattern } from "../../../platform/page.ts";
import { oneOf } from "./one-of.ts";

type Condition = RawBuilder<unknown>;
const isId = (value: string): boolean => /^[1-9][0-9]{0,17}$/.test(value);

/** The person who asks. A token stands for nobody. */
export function myself(actor: Actor, field: string): string {
  if (actor.personId === null) throw badRequest({ why: `A token stands for nobody: \`${field}=me\` has no meaning.` });
  return actor.personId;
}

export function inQueue(values: string[]): Condition {
  const { ids, names } = split(values);
  if (names.length === 0) return sql`t.queue_id = ${oneOf(ids, "bigint")}`;
  if (values.length === 1)
    return sql`t.queue_id = (select q.id from queues q where lower(q.name) = lower(${names[0]}))`;
  return sql`t.queue_id = any (array(select q.id from queues q where q.id = any (${ids}::bigint[])
    or lower(q.name) = any (${names.map((name) => name.toLowerCase())}::text[])))`;
}

/** Agents by the beginning of a name or of one of its words. */
export function inAssignee(values: string[], actor: Actor): Condition {
  const nobody = values.includes("none");
  const { ids, names } = split(
    values.filter((value) => value !== "none").map((value) => (value === "me" ? myself(actor, "assignee") : value)),
  );
  const either: Condition[] = nobody ? [sql`t.assignee_id is null`] : [];
  if (ids.length > 0) either.push(sql`t.assignee_id = ${oneOf(ids, "bigint")}`);
  if (names.length > 0)
    either.push(
      sql`t.assignee_id = any (array(select p.id from people p where p.id in (select person_id from person_roles) and ${beginning("p.name", names)}))`,
    );
  return any(either);
}

export function inOrganization(values: string[]): Condition {
  const { ids, names } = split(values.filter((value) => value !== "none"));
  const either: Condition[] = values.includes("none") ? [sql`t.organization_id is null`] : [];
  if (ids.length > 0) either.push(sql`t.organization_id = ${oneOf(ids, "bigint")}`);
  if (names.length > 0)
    either.push(
      sql`t.organization_id = any (array(select o.id from organizations o where ${beginning("o.name", names)}))`,
    );
  return any(either);
}

/** The requester by id, or "me". */
export function fromRequester(values: string[], actor: Actor): Condition {
  const ids = values.map((value) => (value === "me" ? myself(actor, "requester") : value));
  return sql`t.requester_id = ${oneOf(ids, "bigint")}`;
}

/** The requester by an address, by `@domain`, or by a part of his name or address. */
export function sentFrom(values: string[]): Condition {
  const addresses = values.filter((value) => /^[^@]+@[^@]+$/.test(value)).map((value) => value.toLowerCase());
  const parts = values.filter((value) => !addresses.includes(value.toLowerCase()));
  const found: Condition[] = [];
  if (addresses.length > 0)
    found.push(
      sql`select c.person_id from contact_points c where c.kind = 'email' and c.value_key = any (${addresses}::text[])`,
    );
  for (const part of parts) {
    const like = part.startsWith("@") ? likePattern(part).slice(0, -1) : likePattern(part);
    found.push(sql`select c.person_id from contact_points c where c.value_key like ${like}`);
    if (!part.startsWith("@")) found.push(sql`select p.id from people p where lower(p.name) like ${like}`);
  }
  return sql`t.requester_id = any (array(${sql.join(found, sql` union all `)}))`;
}

function split(values: string[]): { ids: string[]; names: string[] } {
  return { ids: values.filter(isId), names: values.filter((value) => !isId(value)) };
}

const beginning = (column: string, names: string[]): Condition =>
  any(
    names.flatMap((name) => [
      sql`lower(${sql.ref(column)}) like ${prefixPattern(name)}`,
      sql`lower(${sql.ref(column)}) like ${`% ${prefixPattern(name)}`}`,
    ]),
  );

const any = (either: Condition[]): Condition => sql`(${sql.join(either, sql` or `)})`;
