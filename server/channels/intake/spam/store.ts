// The only writer of what the filter has learned, and of what people said a mail is.
import { hash } from "node:crypto";
import { sql } from "kysely";
import type { Db, Trx } from "../../../platform/db.ts";
import type { Counts } from "./bayes.ts";

export type SpamVerdict = "spam" | "ham";

/** 64 bits of a hash: small, and what people wrote cannot be read from it. */
export const tokenOf = (feature: string): string => hash("sha256", feature, "buffer").readBigInt64BE().toString();

/** Counts the mails themselves. No hash is it but once in 2^64. */
const mailsToken = "0";
const tokensAtMost = 200_000;

/** How often each of these was seen in spam and in ham, and how many mails of each kind there were. */
export async function countsOf(db: Db | Trx, features: Set<string>): Promise<{ words: Counts[]; mails: Counts }> {
  const tokens = [mailsToken, ...[...features].map(tokenOf)];
  const { rows } = await sql<Counts & { token: string }>`
    select token::text, spam, ham from spam_tokens where token = any (${tokens}::bigint[])`.execute(db);
  return {
    words: rows.filter((row) => row.token !== mailsToken),
    mails: rows.find((row) => row.token === mailsToken) ?? { spam: 0, ham: 0 },
  };
}

export async function learnedMails(db: Db | Trx): Promise<Counts> {
  return (await countsOf(db, new Set())).mails;
}

/** Counts a mail once more (or, with -1, once less) as each kind. Whoever learns at the same time waits. */
export async function addCounts(trx: Trx, features: Set<string>, { spam, ham }: Counts): Promise<void> {
  await add(trx, [mailsToken], spam, ham);
  await add(trx, [...features].map(tokenOf).sort(), spam, ham);
}

async function add(trx: Trx, tokens: string[], spam: number, ham: number): Promise<void> {
  await sql`
    insert into spam_tokens as known (token, spam, ham)
    select distinct unnest(${tokens}::bigint[]), greatest(0, ${spam}::int), greatest(0, ${ham}::int)
    on conflict (token) do update set spam = greatest(0, known.spam + ${spam}::int),
      ham = greatest(0, known.ham + ${ham}::int), seen_at = current_date`.execute(trx);
}

/** Words seen once, long ago, go first; then those not seen for longest, until no more are kept than may be. */
export async function forgetRareTokens(db: Db): Promise<void> {
  await sql`delete from spam_tokens where spam + ham <= 1 and seen_at < current_date - 90 and token <> 0`.execute(db);
  await sql`delete from spam_tokens where token <> 0 and token in (
    select token from spam_tokens where token <> 0 order by spam + ham > 2 desc, seen_at desc, token offset ${tokensAtMost})`.execute(
    db,
  );
}

export interface VerdictRow {
  verdict: SpamVerdict | null;
  learned: SpamVerdict | null;
  operation_id: string | null;
}

export async function lockVerdict(trx: Trx, mailId: string): Promise<VerdictRow | null> {
  const { rows } = await sql<VerdictRow>`
    select verdict, learned, operation_id from mail_verdicts where mail_id = ${mailId} for update`.execute(trx);
  return rows[0] ?? null;
}

/** Says what these mails are; the ids of those of which something else was said before. */
export async function saveVerdicts(
  trx: Trx,
  mailIds: string[],
  verdict: SpamVerdict | null,
  byId: string | null,
  operation: string | null,
): Promise<string[]> {
  const { rows } = await sql<{ mail_id: string }>`
    insert into mail_verdicts as known (mail_id, verdict, by_id, operation_id)
    select m, ${verdict}, ${byId}::bigint, ${operation}::bigint from unnest(${[...mailIds].sort()}::bigint[]) m
    on conflict (mail_id) do update set verdict = excluded.verdict, by_id = excluded.by_id,
      operation_id = excluded.operation_id, at = now()
    where known.verdict is distinct from excluded.verdict or known.operation_id is distinct from excluded.operation_id
    returning mail_id::text`.execute(trx);
  return rows.map((row) => row.mail_id);
}

export async function markLearned(trx: Trx, mailId: string, learned: SpamVerdict | null): Promise<void> {
  await trx.updateTable("mail_verdicts").set({ learned }).where("mail_id", "=", mailId).execute();
}
