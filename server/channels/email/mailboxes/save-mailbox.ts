// Connects, changes and removes mailboxes. What is kept to sign in goes to the servers that it was given for and to no other.

import type { Actor } from "../../../../shared/identity/permissions.ts";
import type {
  CreateMailbox,
  Mailbox,
  MailServer,
  SignInKind,
  UpdateMailbox,
} from "../../../../shared/mailboxes/schema.ts";
import type { Trx } from "../../../platform/db.ts";
import { invalidField, uniqueViolation } from "../../../platform/errors.ts";
import { canonicalJson } from "../../../platform/events.ts";
import { changesBetween, recordChange, wholeChange } from "../../../platform/setting-changes.ts";
import { sealSecret } from "./credentials.ts";
import {
  consentNeeded,
  consentUnknown,
  mailboxNotFound,
  mailboxTaken,
  passwordNeeded,
  queueOfMailboxUnknown,
} from "./errors.ts";
import { present, snapshot } from "./present.ts";
import {
  deleteGrant,
  deleteMailbox,
  findGranted,
  findMailbox,
  insertMailbox,
  type MailboxRow,
  type MailboxValues,
  updateMailbox,
} from "./store.ts";

export interface SaveContext {
  /** Of the desk: what is kept is sealed with a key made of it. */
  secret: string;
  /** Throws when there is no such queue that the actor may see. */
  requireQueue(trx: Trx, actor: Actor, id: string): Promise<void>;
}

type Setting = Omit<Mailbox, "id" | "state" | "problem" | "readAt" | "lastMailAt" | "left">;

const whatIsNotSaid = {
  queue: null,
  smtp: null,
  folders: ["INBOX"],
  afterReading: "seen",
  moveTo: null,
  oldMail: "none",
  oldDays: null,
  subaddresses: true,
  paused: false,
} as const;

export async function createMailbox(
  trx: Trx,
  actor: Actor,
  context: SaveContext,
  { password, grant, ...input }: CreateMailbox,
): Promise<Mailbox> {
  const setting: Setting = { ...whatIsNotSaid, folders: ["INBOX"], ...input };
  await check(trx, actor, context, setting, null);
  const secret = await newSecret(trx, actor, context, setting.signIn, { password, grant });
  if (!secret) throw setting.signIn === "password" ? passwordNeeded({}, { password: "is needed" }) : consentNeeded();
  const row = await written(setting.address, () => insertMailbox(trx, { ...valuesOf(setting), secret }));
  await recordChange(trx, actor, `mailbox ${row.id}`, row.address, wholeChange("mailbox", null, snapshot(row)));
  return present(row);
}

export async function changeMailbox(
  trx: Trx,
  actor: Actor,
  context: SaveContext,
  id: string,
  { password, grant, ...input }: UpdateMailbox,
): Promise<Mailbox> {
  const before = await findMailbox(trx, id);
  if (!before) throw mailboxNotFound();
  const old = snapshot(before);
  const setting: Setting = { ...old, ...input };
  await check(trx, actor, context, setting, old);
  const secret = await newSecret(trx, actor, context, setting.signIn, { password, grant });
  if (!secret && !mayKeepSecret(old, setting))
    throw setting.signIn === "password" ? passwordNeeded({}, { password: "is needed" }) : consentNeeded();
  const values = { ...valuesOf(setting), ...(secret && { secret }) };
  const row = await written(setting.address, () => updateMailbox(trx, id, values));
  const changes = changesBetween(old, snapshot(row));
  // That there is another one is told, what it is is not.
  const told = secret ? { ...changes, password: { from: null, to: "changed" } } : changes;
  await recordChange(trx, actor, `mailbox ${id}`, row.address, told);
  return present(row);
}

export async function removeMailbox(trx: Trx, actor: Actor, id: string): Promise<void> {
  const row = await findMailbox(trx, id);
  if (!row) throw mailboxNotFound();
  await deleteMailbox(trx, id);
  await recordChange(trx, actor, `mailbox ${id}`, row.address, wholeChange("mailbox", snapshot(row), null));
}

type Servers = Pick<Setting, "imap" | "username" | "signIn"> & { smtp?: MailServer | null | undefined };

/** Whoever may change settings must not learn a password by having it sent to a server of his own. */
export function mayKeepSecret(old: Servers, now: Servers): boolean {
  const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
  const known = [old.imap, old.smtp].filter(Boolean).map((each) => (each as MailServer).host.toLowerCase());
  const toldTo = (server: MailServer | null | undefined, before: MailServer | null | undefined) =>
    !server || same(server, before) || (known.includes(server.host.toLowerCase()) && server.security !== "none");
  return (
    old.signIn === now.signIn &&
    old.username === now.username &&
    toldTo(now.imap, old.imap) &&
    toldTo(now.smtp, old.smtp)
  );
}

async function check(trx: Trx, actor: Actor, context: SaveContext, setting: Setting, old: Setting | null) {
  const { queue, afterReading, moveTo, folders, oldMail, oldDays } = setting;
  if (queue !== null && queue !== old?.queue) {
    try {
      await context.requireQueue(trx, actor, queue);
    } catch {
      throw queueOfMailboxUnknown({}, { queue: "does not exist" });
    }
  }
  if (afterReading === "move" && moveTo === null)
    throw invalidField("moveTo", "is needed: where mails go once they are read");
  if (afterReading === "move" && folders.includes(moveTo as string))
    throw invalidField("moveTo", "must not be a folder that is read: its mails would be read for ever");
  if (oldMail === "days" && oldDays === null) throw invalidField("oldDays", "is needed: the mail of how many days");
}

async function newSecret(
  trx: Trx,
  actor: Actor,
  { secret: key }: SaveContext,
  signIn: SignInKind,
  given: { password?: string | undefined; grant?: string | undefined },
): Promise<Buffer | null> {
  if (signIn === "password") return given.password === undefined ? null : sealSecret(key, { password: given.password });
  if (given.grant === undefined) return null;
  const granted = await findGranted(trx, given.grant, actor.personId);
  if (granted?.provider !== signIn) throw consentUnknown({}, { grant: "is not known" });
  await deleteGrant(trx, granted.id);
  return granted.secret;
}

function valuesOf(setting: Setting): Omit<MailboxValues, "secret"> {
  const { imap, smtp, oldMail, afterReading } = setting;
  return {
    address: setting.address,
    queue_id: setting.queue,
    imap_host: imap.host,
    imap_port: imap.port,
    imap_security: imap.security,
    smtp_host: smtp?.host ?? null,
    smtp_port: smtp?.port ?? null,
    smtp_security: smtp?.security ?? null,
    sign_in: setting.signIn,
    username: setting.username,
    folders: [...new Set(setting.folders)],
    after_reading: afterReading,
    move_to: afterReading === "move" ? setting.moveTo : null,
    old_mail: oldMail,
    old_days: oldMail === "days" ? setting.oldDays : null,
    subaddresses: setting.subaddresses,
    paused: setting.paused,
  };
}

async function written(address: string, write: () => Promise<MailboxRow>): Promise<MailboxRow> {
  try {
    return await write();
  } catch (error) {
    if (uniqueViolation(error)) throw mailboxTaken({ address }, { address: "is taken" });
    throw error;
  }
}
