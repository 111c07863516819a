// What a reader refuses, whether he has done so already, and doing it.
import { sql } from "kysely";
import { systemActor } from "../../../../shared/identity/permissions.ts";
import type { NotificationKind } from "../../../../shared/notifications/schema.ts";
import { leaveTalk, type Refusal, wroteSince } from "../../../core/conversations/index.ts";
import { loadPreferences, savePreferences } from "../../../core/identity/index.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { record } from "../../../platform/events.ts";
import { unfollow } from "../store.ts";

export interface Refusing {
  /** Of the ticket, as it is called now. */
  number: string | null;
  /** The reader's. */
  language: string | null;
  done: boolean;
}

/** null: there is no such person, talk or ticket. */
export async function findRefusal(db: Db | Trx, refusal: Refusal): Promise<Refusing | null> {
  const { personId } = refusal;
  const person = await db.selectFrom("people").select("language").where("id", "=", personId).executeTakeFirst();
  if (!person) return null;
  if (refusal.of === "kinds") return { number: null, ...person, done: await mailIsOff(db, personId, refusal.kinds) };
  if (refusal.of === "talk") {
    const talk = await findTalk(db, refusal.conversationId, personId);
    return talk && { ...talk, ...person };
  }
  const ticket = await findFollowed(db, refusal.number, personId);
  if (!ticket) return null;
  const quiet = !ticket.following && (!ticket.assigned || (await mailIsOff(db, personId, ["followed"])));
  return { number: ticket.number, ...person, done: quiet };
}

/** Stands repeating, also at the same time. It exists: the caller has looked. */
export async function refuse(trx: Trx, refusal: Refusal, at: Date): Promise<void> {
  const { personId } = refusal;
  // Two clicks of his take turns.
  await sql`select from people where id = ${personId} for no key update`.execute(trx);
  if (refusal.of === "talk") return leaveTalk(trx, refusal.conversationId, personId, at);
  if (refusal.of === "kinds") return refuseKinds(trx, personId, refusal.kinds, at);
  const ticket = await findFollowed(trx, refusal.number, personId);
  if (!ticket) return;
  if (await unfollow(trx, ticket.id, personId)) {
    const about = { ticketId: ticket.id, organizationId: ticket.organization_id, personId };
    await record(trx, { kind: "ticket.unfollowed", actor: systemActor, at, about, data: { name: ticket.name } });
  }
  // Who works on it hears of it too, and would go on to: it was a mail of that kind.
  if (ticket.assigned) await refuseKinds(trx, personId, ["followed"], at);
}

async function refuseKinds(trx: Trx, personId: string, kinds: NotificationKind[], at: Date): Promise<void> {
  const { notifications } = await loadPreferences(trx, personId);
  const on = kinds.filter((kind) => notifications[kind].mail);
  if (on.length === 0) return;
  await savePreferences(trx, personId, {
    notifications: Object.fromEntries(on.map((kind) => [kind, { mail: false }])),
  });
  await record(trx, {
    kind: "person.mail-refused",
    actor: systemActor,
    at,
    about: { personId },
    data: { kinds: on },
  });
}

async function mailIsOff(db: Db | Trx, personId: string, kinds: NotificationKind[]): Promise<boolean> {
  const { notifications } = await loadPreferences(db, personId);
  return kinds.every((kind) => !notifications[kind].mail);
}

async function findTalk(db: Db | Trx, conversationId: string, personId: string) {
  const { rows } = await sql<{ number: string | null; done: boolean }>`
    select (select t.number from ticket_conversations tc join tickets t on t.id = tc.ticket_id
        where tc.conversation_id = c.id order by t.id limit 1) as number,
      exists (select from conversation_leavers l where l.conversation_id = c.id and l.person_id = ${personId}
        and not ${wroteSince}) as done
    from conversations c where c.id = ${conversationId}`.execute(db);
  return rows[0] ?? null;
}

/** Where a merged one went, its followers went too. */
async function findFollowed(db: Db | Trx, number: string, personId: string) {
  const { rows } = await sql<{
    id: string;
    number: string;
    organization_id: string | null;
    assigned: boolean;
    following: boolean;
    name: string;
  }>`
    select t.id::text as id, t.number, t.organization_id::text as organization_id,
      coalesce(t.assignee_id = p.id, false) as assigned, p.name,
      exists (select from ticket_followers f where f.ticket_id = t.id and f.person_id = p.id) as following
    from tickets named join tickets t on t.id = coalesce(named.merged_into_id, named.id) cross join people p
    where named.number = ${number} and p.id = ${personId}`.execute(db);
  return rows[0] ?? null;
}
