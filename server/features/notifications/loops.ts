// When the desk keeps silent because a machine answers it (T7) or somebody uses it to write to others (S5). Counted by
// address, and by what ever new addresses have in common, so that a sender who changes his name each time counts as one.
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import { insertAutomaticMail } from "../../core/conversations/index.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";

/** About one subject to one domain, in an hour; and to addresses of it that differ by digits or tags only. */
const perSubject = 10;
const perSender = 2;
/** To an address that never answered to a signed one of ours: an hour, a day. */
const unproved = { hour: 1, day: 3 };

export interface Recipient {
  address: string;
  /** He answered to a signed address of ours, or his address was confirmed. */
  proved: boolean;
  conversationId: string;
  ticketId: string;
  /** Of the conversation. */
  subject: string;
}

export interface Limits {
  automaticPerHour: number;
  automaticPerDay: number;
  automaticPerMinute: number;
}

const withoutDigits = (text: string): string => text.replace(/\d+/g, "#");

/** "Re: AW: Your mail 17" -> "your mail #" */
export function subjectPattern(subject: string): string {
  const plain = subject.toLowerCase().replace(/^(?:\s*\p{L}{1,5}\s?(?:\[\d+\])?\s?:)+/u, "");
  return withoutDigits(plain)
    .replace(/[^\p{L}#]+/gu, " ")
    .replace(/#+/g, "#")
    .trim()
    .slice(0, 100);
}

/** "bounce-17+anna=acme.example@list.example" -> "bounce-#@list.example" */
export function senderPattern(address: string): string {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at).replace(/[+=].*$/, "");
  return `${withoutDigits(local)}@${address.slice(at + 1)}`.toLowerCase();
}

export const patternsOf = ({ address, subject }: Pick<Recipient, "address" | "subject">) => ({
  patternKey: `${address.slice(address.lastIndexOf("@") + 1).toLowerCase()} ${subjectPattern(subject)}`,
  senderPattern: senderPattern(address),
});

/** null: it may go. `loop`: administrators want to hear of it. */
export type Silence = { why: string; loop: boolean } | null;

/** `asked`: a mail from outside brought it about, not somebody who works here. The caller holds the address. */
export async function silenceFor(
  trx: Trx,
  limits: Limits,
  recipient: Recipient,
  purpose: string,
  asked: boolean,
): Promise<Silence> {
  const { patternKey, senderPattern: sender } = patternsOf(recipient);
  await sql`select pg_advisory_xact_lock(4733, hashtext(${patternKey}))`.execute(trx);
  const { rows } = await sql<
    Record<"minute" | "hour" | "day" | "asked_hour" | "asked_day" | "subject" | "sender", number> & { twin: boolean }
  >`
    select count(*) filter (where at > now() - interval '1 minute')::int as minute,
      count(*) filter (where mine and at > now() - interval '1 hour')::int as hour, count(*) filter (where mine)::int as day,
      count(*) filter (where mine and purpose = 'receipt' and at > now() - interval '1 hour')::int as asked_hour,
      count(*) filter (where mine and purpose = 'receipt')::int as asked_day,
      count(*) filter (where pattern_key = ${patternKey} and at > now() - interval '1 hour')::int as subject,
      count(*) filter (where pattern_key = ${patternKey} and sender_pattern = ${sender} and not mine and at > now() - interval '1 hour')::int as sender,
      coalesce(bool_or(mine and conversation_id = ${recipient.conversationId} and purpose = ${purpose} and at > now() - interval '1 hour'), false) as twin
    from (select a.*, a.address_key = ${recipient.address} as mine from automatic_mails a
      where a.purpose <> 'loop' and (
        (a.address_key = ${recipient.address} and a.at > now() - interval '1 day')
        or (a.pattern_key = ${patternKey} and a.at > now() - interval '1 hour') or a.at > now() - interval '1 minute')) a`.execute(
    trx,
  );
  const sent = rows[0];
  if (!sent || sent.twin) return { why: "he was told within the hour", loop: false };
  const { automaticPerMinute: perMinute } = limits;
  if (sent.minute >= perMinute) return { why: `more than ${perMinute} automatic mails a minute`, loop: true };
  if (asked && sent.subject >= perSubject)
    return { why: `${perSubject} automatic mails about one subject to one domain within an hour`, loop: true };
  if (asked && !recipient.proved && sent.sender >= perSender)
    return { why: "mails from ever new addresses that differ by a number only", loop: true };
  const hour = asked && !recipient.proved ? unproved.hour : limits.automaticPerHour;
  const day = asked && !recipient.proved ? unproved.day : limits.automaticPerDay;
  const full = sent.hour >= limits.automaticPerHour || sent.day >= limits.automaticPerDay;
  if (full || (asked && (sent.asked_hour >= hour || sent.asked_day >= day)))
    return { why: "as many automatic mails as may go to one address", loop: asked };
  return null;
}

/** Administrators hear once an hour of each address and subject. */
export async function noteLoop(trx: Trx, recipient: Recipient, why: string): Promise<void> {
  const { address, conversationId, ticketId } = recipient;
  const patterns = patternsOf(recipient);
  const { rows } = await sql<{ told: boolean }>`
    select exists (select from automatic_mails where purpose = 'loop' and at > now() - interval '1 hour'
      and (address_key = ${address} or pattern_key = ${patterns.patternKey})) as told`.execute(trx);
  if (rows[0]?.told) return;
  await insertAutomaticMail(trx, { addressKey: address, conversationId, purpose: "loop", ...patterns });
  await record(trx, {
    kind: "mail.loop",
    actor: systemActor,
    about: { ticketId, conversationId },
    data: { address, why },
  });
}
