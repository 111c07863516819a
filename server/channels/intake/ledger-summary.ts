// How many mails came, went and stayed in the last days. Counted on the ledger's indexes.
import { sql } from "kysely";
import type { MailSummary } from "../../../shared/mail/schema.ts";
import type { Db } from "../../platform/db.ts";
import { loadSettings } from "../../platform/settings.ts";

const days = 7;

export async function summarizeMail(db: Db): Promise<MailSummary> {
  const { timeZone } = (await loadSettings(db)).desk;
  const { rows } = await sql<MailSummary["days"][number]>`
    with calendar as (
      select day::date, day at time zone ${timeZone} as from_at, (day + interval '1 day') at time zone ${timeZone} as to_at
      from generate_series(date_trunc('day', now() at time zone ${timeZone}) - make_interval(days => ${days - 1}),
        date_trunc('day', now() at time zone ${timeZone}), interval '1 day') day
    )
    select to_char(day, 'YYYY-MM-DD') as day, i.received, i.held, i.dropped, i.failed, o.sent, o."notSent"
    from calendar,
      lateral (select count(*)::int as received, count(*) filter (where status = 'held')::int as held,
        count(*) filter (where status = 'dropped')::int as dropped, count(*) filter (where status = 'failed')::int as failed
        from inbound_mail where received_at >= from_at and received_at < to_at) i,
      lateral (select count(*) filter (where state = 'sent')::int as sent,
        count(*) filter (where state = 'failed')::int as "notSent"
        from deliveries where created_at >= from_at and created_at < to_at) o
    order by day desc`.execute(db);
  const held = await sql<{ n: number }>`select count(*)::int as n from inbound_mail where status = 'held'`.execute(db);
  return { held: held.rows[0]?.n ?? 0, days: rows };
}
