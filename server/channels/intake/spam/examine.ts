// Gathers what is known of a mail and has it judged. Scanners are asked before any transaction: they may be slow.
import { sql } from "kysely";
import { nothingFound } from "../../../../shared/conversations/trust.ts";
import { findBounced, readReplyAddress, readSupplierAddress } from "../../../core/conversations/index.ts";
import type { Trx } from "../../../platform/db.ts";
import type { Settings } from "../../../platform/settings.ts";
import type { Channel, Incoming, Scanned } from "../../contract.ts";
import type { ClaimedMail } from "../store.ts";
import { proofOfSender } from "../who-wrote.ts";
import { featuresOf } from "./features.ts";
import { type HeldFor, type Judgement, judge, type Sender } from "./judge.ts";
import { countsOf } from "./store.ts";

/** It has to wait for a scanner that is away; nothing is wrong with the mail. */
export class ScannerAway extends Error {}

export interface Examined {
  scanned: Scanned;
  features: Set<string> | null;
}

/** Throws ScannerAway when the policy is to wait. */
export async function examine(
  scan: Channel["scan"],
  { spam, virus }: Settings,
  mail: ClaimedMail,
  message: Incoming,
): Promise<Examined> {
  const released = mail.released_for !== null;
  const scanners = {
    // Somebody looked: only viruses are asked about again.
    rspamd: released ? "" : spam.rspamd,
    spamd: released ? "" : spam.spamd,
    clamd: virus.clamd,
  };
  const envelope = { from: mail.envelope_from, to: mail.envelope_to };
  const scanned = await scan(mail.raw, envelope, scanners, openedIn(message));
  if (virus.away === "wait" && scanned.virus && "away" in scanned.virus && mail.released_for !== "virus")
    throw new ScannerAway(scanned.virus.away);
  return { scanned, features: spam.filter && !released ? featuresOf(message, mail.raw) : null };
}

/** Of a mail that is encrypted, or lies whole in its signature, a scanner reads nothing in the raw bytes: what came out of it. */
export function openedIn({ crypto, text, safeHtml, attachments }: Incoming): Uint8Array[] {
  if (crypto?.encryption?.state !== "decrypted" && !crypto?.signature) return [];
  return [Buffer.from(`${text}\n${safeHtml ?? ""}`), ...attachments.map(({ content }) => content)];
}

export async function judgeMail(
  trx: Trx,
  { secret, settings }: { secret: string; settings: Settings },
  mail: ClaimedMail,
  message: Incoming,
  { scanned, features }: Examined,
): Promise<Judgement> {
  return judge({
    message,
    sender: await senderOf(trx, secret, mail, message),
    scanned,
    learned: features && (await countsOf(trx, features)),
    settings,
    released: mail.released_for === null ? null : { by: mail.released_by ?? "", from: mail.released_for as HeldFor },
  });
}

async function senderOf(trx: Trx, secret: string, mail: ClaimedMail, message: Incoming): Promise<Sender> {
  const addresses = [...mail.envelope_to, ...message.to.map((to) => to.address), ...message.cc.map((cc) => cc.address)];
  const answersUs = await isSigned(trx, secret, addresses);
  const key = message.from?.address.toLowerCase() ?? "";
  const { rows } = await sql<{ open: boolean }>`
    select exists (select from (
      select category from tickets t where t.requester_id = c.person_id order by t.updated_at desc limit 50) latest
      where category in ('new', 'open', 'waiting')) as open
    from contact_points c where c.kind = 'email' and c.value_key = ${key}`.execute(trx);
  return {
    openTickets: rows.some((row) => row.open),
    answersUs,
    known: rows.length > 0,
    proven: proofOfSender(mail, message) === "proven",
    mayBeAsked: mayBeAsked(mail, message, key),
  };
}

/** It is known where it came from, the checks were made and none says forged, and who sent the envelope is who signs the mail. */
function mayBeAsked(mail: ClaimedMail, message: Incoming, address: string): boolean {
  const found = mail.authentication ?? nothingFound;
  const forged = found.dmarc === "fail" || found.spf === "fail";
  const isKnownFrom = mail.client_ip !== null || found.saidBy !== null;
  return (
    isKnownFrom && found.checked && !forged && !message.wantsNoAnswer && mail.envelope_from.toLowerCase() === address
  );
}

/** One of the addresses that we sign: for answers of customers and suppliers, and for what comes back. */
async function isSigned(trx: Trx, secret: string, addresses: string[]): Promise<boolean> {
  for (const address of addresses) {
    if (readReplyAddress(secret, address, Date.now()) ?? readSupplierAddress(secret, address)) return true;
    if (await findBounced(trx, secret, address)) return true;
  }
  return false;
}
