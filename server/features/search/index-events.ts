// Reads the events and writes the words of what they are about, in one transaction with how far it has come.
import { sql } from "kysely";
import type { Database, Trx } from "../../platform/db.ts";
import { feedEnd, lockCursor, moveCursor, positionOf, readFeed, type StoredEvent } from "../../platform/feed.ts";
import { indexOrganizations, indexPeople, indexTickets } from "./store.ts";

export const reader = "search";
export const eventsAtOnce = 300;

/** Returns how many events; 0 also while another process is at it. */
export async function indexEvents(database: Database): Promise<number> {
  return database.transact(async (trx) => {
    const begun = await trx.selectFrom("feed_cursors").select("name").where("name", "=", reader).executeTakeFirst();
    const position = await lockCursor(trx, reader);
    if (!position) return 0;
    if (!begun) {
      // What was before is found by what it is, not by what happened to it: see index-missing.ts.
      await moveCursor(trx, reader, await feedEnd(trx));
      return 0;
    }
    const events = await readFeed(trx, position, eventsAtOnce);
    const last = events.at(-1);
    if (!last) return 0;
    await indexAbout(trx, events);
    await moveCursor(trx, reader, positionOf(last));
    return events.length;
  });
}

/** These change what is found; of a ticket also what was said in it. */
const changing =
  /^(?:ticket\.(?!checklist|snoozed|woken|assigned|state)|message\.(?:received|queued|noted)|person\.|organization\.)/;

/** A receipt says the same in each ticket: nobody looks for it, and each ticket would be cut into words twice. */
const isOwnWords = ({ kind, data }: StoredEvent): boolean =>
  kind === "message.queued" && (data as { automatic?: boolean }).automatic === true;

async function indexAbout(trx: Trx, events: StoredEvent[]): Promise<void> {
  const about = events.filter((event) => changing.test(event.kind) && !isOwnWords(event));
  const ids = (of: (event: StoredEvent) => string | null, prefix = "") => [
    ...new Set(
      about
        .filter(({ kind }) => kind.startsWith(prefix))
        .map(of)
        .filter((id) => id !== null),
    ),
  ];
  const people = ids((event) => event.person_id, "person.");
  const renamed = ids((event) => event.person_id, "person.changed");
  const tickets = new Set([...ids((event) => event.ticket_id), ...(await ticketsOf(trx, renamed))]);
  await indexPeople(trx, people);
  await indexOrganizations(
    trx,
    ids((event) => event.organization_id, "organization."),
  );
  await indexTickets(trx, [...tickets]);
}

/** His newest tickets: those are looked for by his name. */
async function ticketsOf(trx: Trx, people: string[]): Promise<string[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select t.id::text as id from unnest(${people}::bigint[]) as renamed (id)
    cross join lateral (select id from tickets where requester_id = renamed.id order by updated_at desc, id desc limit 500) t`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}
