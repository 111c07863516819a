// Something happened: whoever it concerns, may see it and wants to hear of it is told.
import { sql } from "kysely";
import { describeComplaint } from "../../../../shared/conversations/delivery-reports.ts";
import type { NotificationKind } from "../../../../shared/notifications/schema.ts";
import { type Teams, teamsOfConversation, teamsOfTicket } from "../../../core/conversations/index.ts";
import { completePreferences } from "../../../core/identity/index.ts";
import type { Database, Trx } from "../../../platform/db.ts";
import { addJobs } from "../../../platform/jobs.ts";
import { recipientsOf } from "./recipients.ts";
import { tell } from "./store.ts";

interface Found {
  id: string;
  at: Date;
  kind: string;
  actor_id: string | null;
  actor_name: string;
  ticket_id: string | null;
  message_id: string | null;
  data: Record<string, unknown>;
  assignee_id: string | null;
  followers: string[];
  author_id: string | null;
  text: string | null;
  administrators: string[];
  teams: Teams;
}

export async function tellAgents(database: Database, eventId: string): Promise<void> {
  await database.transact(async (trx) => {
    const event = await find(trx, eventId);
    if (!event) return;
    const reasons = recipientsOf(
      { kind: event.kind, actorId: event.actor_id, data: event.data },
      {
        assigneeId: event.assignee_id,
        followerIds: event.followers,
        authorId: event.author_id,
        administratorIds: event.administrators,
      },
    );
    if (reasons.size === 0) return;
    if (event.ticket_id) await sql`select pg_advisory_xact_lock(4716, hashtext(${event.ticket_id}))`.execute(trx);
    for (const person of await whoMaySee(trx, [...reasons.keys()], event.teams))
      await tellOne(trx, event, person, reasons.get(person.id) as NotificationKind);
  });
}

async function tellOne(trx: Trx, event: Found, person: Person, kind: NotificationKind): Promise<void> {
  const ways = completePreferences(person.preferences).notifications[kind];
  if (!ways.desk && !ways.push && !ways.mail) return;
  const isNew = await tell(trx, {
    personId: person.id,
    kind,
    ways: { ...ways, push: ways.push && person.pushed },
    ticketId: event.ticket_id,
    messageId: event.message_id,
    actorId: event.actor_id,
    actorName: event.actor_name,
    preview: previewOf(event),
    eventId: event.id,
    at: event.at,
  });
  if (isNew && ways.push && person.pushed)
    await addJobs(trx, [{ task: "push-notices", payload: { personId: person.id }, maxAttempts: 3 }]);
}

function wordsOf({ kind, data, text }: Found): string {
  if (kind === "message.failed") return String(data.reason);
  if (kind === "message.complained") return describeComplaint(String(data.recipient));
  return kind === "mail.loop" ? `${data.address}: ${data.why}` : (text ?? "");
}

const previewOf = (event: Found): string => wordsOf(event).replace(/\s+/g, " ").trim().slice(0, 200).toWellFormed();

async function find(trx: Trx, eventId: string): Promise<Found | null> {
  const { rows } = await sql<Found>`
    select e.id::text as id, e.at, e.kind, e.actor_id::text as actor_id, e.actor_name, e.ticket_id::text as ticket_id,
      e.message_id::text as message_id, e.data, t.assignee_id::text as assignee_id,
      array(select f.person_id::text from ticket_followers f where f.ticket_id = e.ticket_id) as followers,
      case when e.kind = 'mail.loop' then array(select distinct pr.person_id::text from person_roles pr join roles r on r.id = pr.role_id
        where 'settings.write' = any (r.permissions)) else '{}' end as administrators,
      m.author_id::text as author_id, left(m.text, 400) as text,
      case when t.id is not null then ${teamsOfTicket} when c.id is not null then ${teamsOfConversation} end as teams
    from events e left join tickets t on t.id = e.ticket_id left join conversations c on c.id = e.conversation_id
    left join messages m on m.id = e.message_id where e.id = ${eventId}`.execute(trx);
  return rows[0] ?? null;
}

interface Person {
  id: string;
  preferences: unknown;
  /** Has he a browser that takes push? */
  pushed: boolean;
}

/** Of these people, those who work here and see the queue: the decision of ticketsVisibleTo, for many at once. */
async function whoMaySee(trx: Trx, ids: string[], teams: Teams): Promise<Person[]> {
  const everybody = teams === null || teams.includes(null);
  const { rows } = await sql<Person>`
    select p.id::text as id, pp.value as preferences,
      exists (select from push_subscriptions s where s.person_id = p.id) as pushed
    from people p left join person_preferences pp on pp.person_id = p.id
    cross join lateral (select array_agg(x) as all from person_roles pr join roles r on r.id = pr.role_id, unnest(r.permissions) x
      where pr.person_id = p.id) may
    where p.id = any (${ids}::bigint[]) and p.active and 'tickets.read' = any (may.all)
      and (${everybody} or 'tickets.all-queues' = any (may.all) or exists (
        select from team_members tm where tm.person_id = p.id and tm.team_id = any (${(teams ?? []).filter(Boolean)}::bigint[])))
    order by p.id`.execute(trx);
  return rows;
}
