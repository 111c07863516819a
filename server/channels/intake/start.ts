// Reads what was accepted, a few mails side by side. A mail that cannot be read, three times over, becomes a ticket with
// its bytes attached: nothing is dropped silently, and no mail holds up the others (T12).

import type { Step } from "../../../shared/conversations/schema.ts";
import type { Authentication } from "../../../shared/conversations/trust.ts";
import { systemActor } from "../../../shared/identity/permissions.ts";
import { isDatabaseGone, isDiskFull } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { type Pump, startPump } from "../../platform/pump.ts";
import { loadSettings } from "../../platform/settings.ts";
import { type Channel, type Incoming, UnreadableMessage } from "../contract.ts";
import { finish, type IntakeContext, takeIn } from "./intake.ts";
import { ScannerAway } from "./spam/examine.ts";
import { type ClaimedMail, claimMail, postponeMail } from "./store.ts";
import { Trail } from "./trail.ts";

const triesAtMost = 3;
/** Claims without any result, because the process ended: by the mail perhaps, more likely by a hand or a machine. */
const deathsAtMost = 6;
const scannerAgainMs = 20_000;

export function startIntake(desk: Omit<IntakeContext, "learn" | "scan">, channel: Channel): Pump<ClaimedMail> {
  const context: IntakeContext = {
    ...desk,
    learn: (trx, message) => channel.learn(trx, message),
    scan: channel.scan,
  };
  const { database, log } = context;
  return startPump<ClaimedMail>({
    name: "intake",
    log,
    concurrency: 5,
    pollMs: 1000,
    healthy: () => database.watch.healthy,
    listen: (ring) => database.bell.on("mail", ring),
    claim: async (limit, busy) =>
      database.watch.instance === null ? [] : claimMail(database.db, database.watch.instance, limit, busy),
    handle: (mail) => handle(context, channel, mail),
  });
}

async function handle(context: IntakeContext, channel: Channel, mail: ClaimedMail): Promise<void> {
  if (mail.attempts > deathsAtMost) return quarantine(context, mail, `reading it ended the desk ${deathsAtMost} times`);
  try {
    const [message, found] = await Promise.all([
      channel.read(mail.raw, context.database.db),
      authenticate(context, channel, mail),
    ]);
    mail.authentication = found;
    await takeIn(context, mail, message);
  } catch (error) {
    if (isDatabaseGone(error) || isDiskFull(error) || !context.database.watch.healthy)
      return later(context, mail, 1000, false);
    if (error instanceof ScannerAway) return later(context, mail, scannerAgainMs, false, waitsForScanner(error));
    if (error instanceof UnreadableMessage && !error.again) return quarantine(context, mail, error.message);
    context.log.warn({ err: error, mail: mail.id, attempt: mail.attempts }, "a mail could not be taken in");
    if (mail.attempts >= triesAtMost) return quarantine(context, mail, (error as Error).message);
    return later(context, mail, 500 * 4 ** (mail.attempts - 1), true);
  }
}

/** What an earlier try has found holds, unless it found nothing out. */
async function authenticate(context: IntakeContext, channel: Channel, mail: ClaimedMail): Promise<Authentication> {
  if (mail.authentication?.checked) return mail.authentication;
  const { trustedRelays, trustedSystems } = (await loadSettings(context.database.db)).mail;
  const client = mail.client_ip === null ? null : { ip: mail.client_ip, helo: mail.client_helo ?? "" };
  const { door, envelope_from: envelopeFrom, raw } = mail;
  return channel.authenticate(raw, { door, envelopeFrom, client, trustedRelays, trustedSystems });
}

const waitsForScanner = ({ message }: ScannerAway): Step[] => [
  {
    step: "virus",
    outcome: "hold",
    why: `it waits for the virus scanner: ${message}`,
    code: "virus.waits",
    values: { why: message },
  },
];

/** The claim is given back, as soon as the database is there to be told. */
async function later(
  { database }: IntakeContext,
  mail: ClaimedMail,
  delayMs: number,
  blame: boolean,
  steps?: Step[],
): Promise<void> {
  for (;;) {
    try {
      return await postponeMail(database.db, mail, delayMs, blame, steps);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Becomes a ticket that says so, with the raw mail attached. If that fails too, it stays in the ledger as failed. */
async function quarantine(context: IntakeContext, mail: ClaimedMail, why: string): Promise<void> {
  const { database, log } = context;
  log.error({ mail: mail.id, why }, "a mail cannot be read: it becomes a ticket with the raw mail attached");
  try {
    await takeIn(context, mail, unreadable(mail, why));
  } catch (error) {
    if (isDatabaseGone(error) || isDiskFull(error)) return later(context, mail, 2000, false);
    if (error instanceof ScannerAway) return later(context, mail, scannerAgainMs, false, waitsForScanner(error));
    await database.transact(async (trx) => {
      const trail = new Trail();
      trail.add({ step: "read", outcome: "hold", why: `${why}; ${(error as Error).message}` });
      if (!(await finish(trx, mail, null, trail, "failed", null, null))) return;
      await record(trx, { kind: "mail.failed", actor: systemActor, about: { mailId: mail.id }, data: { why } });
    });
  }
}

function unreadable(mail: ClaimedMail, why: string): Incoming {
  const address = mail.envelope_from.includes("@") ? mail.envelope_from : "unknown@invalid";
  return {
    from: { address: address.replaceAll("\u0000", "").toWellFormed(), name: "" },
    replyTo: [],
    to: [],
    cc: [],
    subject: "A mail that could not be read",
    sourceId: null,
    inReplyTo: [],
    references: [],
    text: "",
    replyText: `This mail could not be read: ${why}. It is attached as it came.`,
    quoted: "",
    contact: null,
    safeHtml: null,
    remoteImages: 0,
    attachments: [
      {
        name: "message.eml",
        type: "message/rfc822",
        size: mail.raw.length,
        sha256: mail.sha256.toString("hex"),
        inline: false,
        contentId: null,
        content: mail.raw,
      },
    ],
    kind: "person",
    why: `unreadable: ${why}`,
    bounce: null,
    complaint: null,
    alert: null,
    listId: null,
    wantsNoAnswer: false,
    loopMarks: [],
    language: null,
    thanks: false,
    crypto: null,
    learned: [],
  };
}
