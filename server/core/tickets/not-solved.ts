// "Not solved" from the mail that says a request is solved (B3): a link signed for one ticket, and what pressing its button
// does. The link alone does nothing: mail scanners open links.
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import type { StateCategory } from "../../../shared/tickets/schema.ts";
import type { Config } from "../../platform/config.ts";
import type { Db, Trx } from "../../platform/db.ts";
import type { Settings } from "../../platform/settings.ts";
import { sameBytes, sign } from "../identity/index.ts";
import { moveByDesk } from "./move-by-desk.ts";
import { receiveMessage } from "./receive-message.ts";

const validDays = 30;

/** 256 bits of HMAC over the ticket and the second in which the link expires: nothing else can be asked with it (S3). */
const signature = (secret: string, ticketId: string, expires: string): string =>
  sign(secret, "not-solved", ticketId, expires).toString("base64url");

export function notSolvedLink({ url, secret }: Pick<Config, "url" | "secret">, ticketId: string, at: Date): string {
  const id = BigInt(ticketId).toString(36);
  const expires = Math.floor(at.getTime() / 1000 + validDays * 86_400).toString(36);
  return `${url}/not-solved/${id}.${expires}.${signature(secret, id, expires)}`;
}

/** The ticket's id; "expired" for a good link whose time is over, null for anything else. */
export function readNotSolvedLink(secret: string, token: string, now: Date): string | "expired" | null {
  const match = /^([0-9a-z]{1,12})\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{43})$/.exec(token);
  if (!match) return null;
  const [, id = "", expires = "", signed = ""] = match;
  if (!sameBytes(Buffer.from(signed), Buffer.from(signature(secret, id, expires)))) return null;
  if (Number.parseInt(expires, 36) * 1000 < now.getTime()) return "expired";
  return [...id].reduce((value, digit) => value * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString();
}

export interface SolvedTicket {
  id: string;
  number: string;
  category: StateCategory;
  language: string | null;
}

/** Where a merged one went. */
export async function ticketOfLink(db: Db | Trx, ticketId: string): Promise<SolvedTicket | null> {
  const { rows } = await sql<SolvedTicket>`
    select t.id::text as id, t.number, t.category, coalesce(p.language, t.language) as language
    from tickets named join tickets t on t.id = coalesce(named.merged_into_id, named.id) join people p on p.id = t.requester_id
    where named.id = ${ticketId}`.execute(db);
  return rows[0] ?? null;
}

const saysNotSolved = { why: "the customer says that it is not solved", code: "notSolved" };

/** false when it is not solved (any more): pressed twice, or closed meanwhile. `words`: what he says. */
export async function takeNotSolved(
  trx: Trx,
  settings: Settings,
  ticketId: string,
  words: string,
  at: Date,
): Promise<boolean> {
  if (!(await moveByDesk(trx, ticketId, "open", saysNotSolved, at))) return false;
  const { rows } = await sql<{
    subject: string;
    conversation_id: string;
    requester_id: string;
    organization_id: string | null;
    name: string;
    language: string | null;
  }>`
    select t.subject, t.conversation_id, t.requester_id, t.organization_id, p.name, coalesce(p.language, t.language) as language
    from tickets t join people p on p.id = t.requester_id where t.id = ${ticketId}`.execute(trx);
  const ticket = rows[0] as (typeof rows)[0];
  await receiveMessage(trx, systemActor, {
    conversationId: ticket.conversation_id,
    opens: "ticket",
    waitsIn: null,
    named: ticketId,
    subject: ticket.subject,
    requesterId: ticket.requester_id,
    organizationId: ticket.organization_id,
    channel: "portal",
    language: ticket.language,
    at,
    numbering: { format: settings.ticketNumber.format, timeZone: settings.desk.timeZone },
    thanks: false,
    automatic: false,
    message: {
      kind: "inbound",
      channel: "portal",
      authorId: ticket.requester_id,
      authorName: ticket.name,
      at,
      subject: ticket.subject,
      text: words,
      language: ticket.language,
      // He holds a link that we sent; a forwarded mail holds it too.
      trust: "claimed",
    },
  });
  return true;
}
