import { sql } from "kysely";
import type { Mailbox, MailboxProblem, MailServer } from "../../../../shared/mailboxes/schema.ts";
import type { Db, Trx } from "../../../platform/db.ts";
import { findMailbox, listRows, type MailboxRow } from "./store.ts";

interface Left {
  tooLarge: number;
  unreadable: number;
}

export async function listMailboxes(db: Db | Trx): Promise<Mailbox[]> {
  const left = await leftIn(db);
  return (await listRows(db)).map((row) => present(row, left.get(row.id)));
}

export async function getMailbox(db: Db | Trx, id: string): Promise<Mailbox | null> {
  const row = await findMailbox(db, id);
  return row ? present(row, (await leftIn(db)).get(id)) : null;
}

async function leftIn(db: Db | Trx): Promise<Map<string, Left>> {
  const { rows } = await sql<Left & { id: string }>`
    select mailbox_id as id, count(*) filter (where why = 'too-large')::int as "tooLarge",
      count(*) filter (where why = 'unreadable')::int as unreadable
    from mailbox_left group by mailbox_id`.execute(db);
  return new Map(rows.map(({ id, tooLarge, unreadable }) => [id, { tooLarge, unreadable }]));
}

/** The servers of a row, as on the wire. */
export const imapOf = (row: MailboxRow): MailServer => ({
  host: row.imap_host,
  port: row.imap_port,
  security: row.imap_security as MailServer["security"],
});
export const smtpOf = (row: MailboxRow): MailServer | null =>
  row.smtp_host === null
    ? null
    : {
        host: row.smtp_host,
        port: row.smtp_port as number,
        security: row.smtp_security as MailServer["security"],
      };

/** As it is saved: what an event tells of it. No secret is among it. */
export const snapshot = (row: MailboxRow) => ({
  address: row.address,
  queue: row.queue_id,
  imap: imapOf(row),
  smtp: smtpOf(row),
  signIn: row.sign_in as Mailbox["signIn"],
  username: row.username,
  folders: row.folders,
  afterReading: row.after_reading as Mailbox["afterReading"],
  moveTo: row.move_to,
  oldMail: row.old_mail as Mailbox["oldMail"],
  oldDays: row.old_days,
  subaddresses: row.subaddresses,
  paused: row.paused,
});

export function present(row: MailboxRow, left: Left = { tooLarge: 0, unreadable: 0 }): Mailbox {
  return {
    id: row.id,
    ...snapshot(row),
    state: row.paused ? "paused" : row.problem ? "problem" : row.read_at ? "reading" : "starting",
    problem:
      row.paused || !row.problem
        ? null
        : {
            code: row.problem as MailboxProblem,
            detail: row.problem_detail ?? "",
            since: (row.problem_since ?? row.created_at).toISOString(),
          },
    readAt: row.read_at?.toISOString() ?? null,
    lastMailAt: row.last_mail_at?.toISOString() ?? null,
    left,
  };
}
