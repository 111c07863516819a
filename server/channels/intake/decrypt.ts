// A mail that could not be opened when it came, tried again: its key may be here now. Messages are never changed, so what
// it says becomes a message beside it.
import type { Actor } from "../../../shared/identity/permissions.ts";
import { visibleMessage } from "../../core/conversations/index.ts";
import { receiveMessage } from "../../core/tickets/index.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { conflict, declareProblem } from "../../platform/errors.ts";
import { loadSettings, type Settings } from "../../platform/settings.ts";
import type { Channel, Incoming } from "../contract.ts";
import type { IntakeContext } from "./intake.ts";
import { type KeptAttachment, keepAttachments } from "./keep-attachments.ts";
import { getMailRaw } from "./ledger.ts";
import { openedIn } from "./spam/examine.ts";

export const stillClosed = declareProblem(
  "message_still_closed",
  422,
  "It can still not be opened: {why} An administrator can add keys in the settings under Encryption.",
);

const infected = declareProblem(
  "message_infected",
  403,
  "A virus was found in what is encrypted here ({name}): it stays closed.",
);
const scannerAway = declareProblem(
  "virus_scanner_away",
  503,
  "The virus scanner does not answer, and nothing is opened here without it. Try again later.",
);

export interface OpenedLater {
  message: Incoming;
  attachments: KeptAttachment[];
}

/** Outside of a transaction: reading takes a while. */
export async function openAgain(
  context: Pick<IntakeContext, "database" | "files">,
  channel: Channel,
  actor: Actor,
  id: string,
): Promise<OpenedLater> {
  const { db } = context.database;
  const found = await visibleMessage(db, actor, id);
  if (found.mail_id === null || !(await isClosed(db, id))) throw nothingToOpen();
  const raw = await getMailRaw(db, found.mail_id);
  const message = await channel.read(raw, db);
  if (message.crypto?.encryption?.state !== "decrypted")
    throw stillClosed({ why: `${message.replyText.slice(0, 200)}` });
  const settings = await loadSettings(db);
  await requireClean(channel, settings, raw, message);
  return { message, attachments: await keepAttachments(context.files, message, settings.mail.maxAttachment) };
}

/** When the mail came nobody could look inside. */
async function requireClean(channel: Channel, { virus }: Settings, raw: Buffer, message: Incoming): Promise<void> {
  const scanners = { rspamd: "", spamd: "", clamd: virus.clamd };
  const said = (await channel.scan(raw, { from: "", to: [] }, scanners, openedIn(message))).virus;
  if (said && "away" in said && virus.away === "wait") throw scannerAway();
  if (said && "found" in said && said.found !== null) throw infected({ name: said.found });
}

const nothingToOpen = () => conflict({ why: "This message is not encrypted, or has been opened already." });

async function isClosed(db: Db | Trx, id: string): Promise<boolean> {
  const row = await db.selectFrom("message_crypto").select("marks").where("message_id", "=", id).executeTakeFirst();
  const later = await db
    .selectFrom("message_crypto")
    .select("message_id")
    .where("original_id", "=", id)
    .executeTakeFirst();
  const marks = row?.marks as { encryption?: { state: string } | null } | undefined;
  return marks?.encryption?.state === "closed" && !later;
}

/** In the ticket of the closed one; it counts as what the customer wrote, for it is. Returns the new message's id. */
export async function keepOpened(
  trx: Trx,
  actor: Actor,
  id: string,
  { message, attachments }: OpenedLater,
): Promise<string> {
  await visibleMessage(trx, actor, id);
  // Two who press at once: the second waits here and finds it done.
  await trx.selectFrom("message_crypto").select("message_id").where("message_id", "=", id).forUpdate().execute();
  if (!(await isClosed(trx, id))) throw nothingToOpen();
  const closed = await trx.selectFrom("messages").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const ticket = await trx
    .selectFrom("ticket_messages")
    .select("ticket_id")
    .where("message_id", "=", id)
    .executeTakeFirst();
  const { numbering, organizationId } = await place(trx, closed.author_id);
  const received = await receiveMessage(trx, actor, {
    conversationId: closed.conversation_id,
    opens: "ticket",
    waitsIn: null,
    named: ticket?.ticket_id ?? null,
    subject: closed.subject ?? "",
    requesterId: closed.author_id as string,
    organizationId,
    channel: "email",
    language: message.language,
    queueAddresses: [],
    at: new Date(),
    numbering,
    thanks: message.thanks,
    automatic: closed.automatic,
    message: {
      kind: "inbound",
      channel: "email",
      authorId: closed.author_id,
      authorName: closed.author_name,
      at: new Date(),
      subject: closed.subject,
      text: message.replyText,
      quoted: message.quoted,
      html: message.safeHtml,
      remoteImages: message.remoteImages,
      language: message.language,
      trust: closed.trust as "unknown",
      automatic: closed.automatic,
      from: closed.from_address,
      to: closed.to_addresses,
      cc: closed.cc_addresses,
      mailId: null,
      messageIdHeader: null,
      inReplyTo: closed.message_id_header,
      references: closed.reference_ids,
      attachments,
      crypto: message.crypto,
      originalId: id,
    },
  });
  return received.messageId;
}

async function place(trx: Trx, personId: string | null) {
  const settings = await loadSettings(trx);
  const member = await trx
    .selectFrom("organization_members")
    .select("organization_id")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return {
    numbering: { format: settings.ticketNumber.format, timeZone: settings.desk.timeZone },
    organizationId: member?.organization_id ?? null,
  };
}
