// The only writer of what is searched.
import { type RawBuilder, sql } from "kysely";
import { vectorOf } from "../../../shared/search/words.ts";
import type { Trx } from "../../platform/db.ts";
import { organizationTexts, personTexts, type Texts, ticketTexts } from "./texts.ts";

/** More of one thing than anybody searches for. */
const mostWords = 5000;

export async function indexTickets(trx: Trx, ids: readonly string[]): Promise<void> {
  const { given, vectors } = cutAll(await ticketTexts(trx, ids));
  await sql`insert into ticket_words (ticket_id, words) ${rows(given, vectors)}
    on conflict (ticket_id) do update set words = excluded.words`.execute(trx);
}

export async function indexPeople(trx: Trx, ids: readonly string[]): Promise<void> {
  const { given, vectors } = cutAll(await personTexts(trx, ids));
  await sql`insert into person_words (person_id, words) ${rows(given, vectors)}
    on conflict (person_id) do update set words = excluded.words`.execute(trx);
}

export async function indexOrganizations(trx: Trx, ids: readonly string[]): Promise<void> {
  const { given, vectors } = cutAll(await organizationTexts(trx, ids));
  await sql`insert into organization_words (organization_id, words) ${rows(given, vectors)}
    on conflict (organization_id) do update set words = excluded.words`.execute(trx);
}

const cutAll = (texts: Texts[]) => ({
  given: texts.map(({ id }) => id),
  vectors: texts.map(({ parts }) => vectorOf(parts, mostWords)),
});

const rows = (ids: string[], vectors: string[]): RawBuilder<unknown> =>
  sql`select id, words::tsvector from unnest(${ids}::bigint[], ${vectors}::text[]) as made (id, words)`;
