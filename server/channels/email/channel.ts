// E-mail as a channel: SMTP and LMTP doors, the parser, the smarthost.
import { createHash } from "node:crypto";
import type { Db } from "../../platform/db.ts";
import type { Desk } from "../../platform/desk.ts";
import { htmlFromPlain } from "../../platform/html/plain-html.ts";
import { type Channel, type Incoming, UnreadableMessage } from "../contract.ts";
import { authenticateMail } from "./authenticate/authenticate.ts";
import { createDns } from "./authenticate/resolver.ts";
import { renderTemplate } from "./compose/render-template.ts";
import { bodyText, headerLine } from "./compose/safe-fields.ts";
import { templateBook } from "./compose/template-book.ts";
import { learnKeys } from "./crypto/keys/learn.ts";
import { loadMailKeys } from "./crypto/keys/load.ts";
import type { LearnedKey } from "./crypto/mail-keys.ts";
import { needsKeys } from "./crypto/needs-keys.ts";
import { loadProtection } from "./crypto/protection.ts";
import { openDoors } from "./doors.ts";
import { withoutTags } from "./mailboxes/own-servers.ts";
import { type ForwardedMail, isPassedOn, readForward, withoutMark } from "./parse/forward.ts";
import type { ParsedMail } from "./parse/parsed-mail.ts";
import { createParsePool, ParseCrash, ParseTimeout } from "./parse/pool.ts";
import { createScanner } from "./scan/scan.ts";
import { watchWaysOut } from "./send/ways-out.ts";
import { createSender } from "./send.ts";

export function emailChannel(desk: Pick<Desk, "database" | "config" | "log">): Channel {
  const { config } = desk;
  const pool = createParsePool();
  const dns = createDns(config.dns);
  const deskId = createHash("sha256").update(`desk ${config.secret}`).digest("hex").slice(0, 24);
  const waysOut = watchWaysOut(desk);
  const sender = createSender(waysOut.now, config.address, deskId);

  async function parsed(raw: Buffer, db: Db): Promise<ParsedMail> {
    const mail = await pool.parse(raw);
    if (!needsKeys(mail, raw)) return mail;
    return pool.parse(raw, await loadMailKeys(db, config.secret, mail.from?.address ?? null));
  }

  return {
    key: "email",
    open: (context) => openDoors(config, context),
    async read(raw, db) {
      try {
        const mail = await parsed(raw, db);
        return { ...incoming(mail, deskId), forwarded: await passedOnIn(mail, (enclosed) => pool.parse(enclosed)) };
      } catch (error) {
        if (error instanceof ParseTimeout || error instanceof ParseCrash)
          throw new UnreadableMessage(error.message, true);
        throw error;
      }
    },
    authenticate: (raw, arrival) => authenticateMail(raw, arrival, dns),
    scan: createScanner(),
    learn: (trx, message) => learnKeys(trx, message.learned as LearnedKey[]),
    canSend: async () => (await waysOut.now()).hosts.length > 0,
    async send(outgoing, taken, doubt) {
      const message = withoutTags(outgoing, (await waysOut.now()).plain);
      return sender.send(message, await loadProtection(desk.database.db, config.secret, message), taken, doubt);
    },
    async notify({ to, kind, language, values, own }) {
      // What answers a mail comes back to nobody (RFC 3834 3.3); what somebody here asked for does.
      const envelopeFrom = kind === "challenge" ? "" : undefined;
      return sender.notify(to, renderTemplate(kind, language, values as never, own), language, { envelopeFrom });
    },
    async post({ to, subject, text, language, unsubscribe, replyTo }) {
      const plain = bodyText(text).trim();
      const words = { subject: headerLine(subject), text: plain, html: htmlFromPlain(plain) };
      return sender.notify(to, words, language, { unsubscribe, replyTo });
    },
    template: async (kind, language, values, own) => renderTemplate(kind, language, values as never, own),
    templates: templateBook,
    async stop() {
      dns.close();
      waysOut.stop();
      sender.close();
      await pool.close();
    },
  };
}

/** Passed on within the text, or whole as its only enclosed mail. */
async function passedOnIn(mail: ParsedMail, read: (raw: Buffer) => Promise<ParsedMail>): Promise<ForwardedMail | null> {
  if (mail.kind !== "person") return null;
  const [enclosed, ...more] = mail.attachments.filter(({ type }) => type === "message/rfc822");
  const comment = mail.replyText.trim();
  if (!enclosed || more.length > 0 || !(isPassedOn(mail.subject) || comment === ""))
    return readForward(mail.subject, mail.text);
  // An enclosed mail that cannot be read stays an attachment; the one around it can.
  const inner = await read(Buffer.from(enclosed.content)).catch(() => null);
  if (!inner) return null;
  const { from, subject, replyText, quoted } = inner;
  const text = quoted ? `${replyText}\n\n${quoted}` : replyText;
  return from && { from, subject: subject || withoutMark(mail.subject), text, comment };
}

function incoming(mail: ParsedMail, deskId: string): Incoming {
  const own = mail.automatic.listek["x-listek-loop"] === deskId;
  return {
    from: mail.from,
    replyTo: mail.replyTo,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    sourceId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    text: mail.text,
    replyText: mail.replyText,
    quoted: mail.quoted,
    contact: mail.contact,
    safeHtml: mail.safeHtml,
    remoteImages: mail.remoteImages,
    attachments: mail.attachments,
    kind: mail.kind,
    why: mail.why,
    bounce: mail.bounce,
    complaint: mail.complaint,
    alert: mail.alert,
    listId: /<([^<>\s]{1,255})>/.exec(mail.automatic.listId ?? "")?.[1]?.toLowerCase() ?? null,
    wantsNoAnswer: /\b(?:all|oof|autoreply)\b/i.test(mail.automatic.autoResponseSuppress ?? ""),
    loopMarks: own ? [deskId] : [],
    language: mail.language,
    thanks: mail.thanks,
    crypto: mail.crypto?.marks ?? null,
    learned: mail.crypto?.learned ?? [],
  };
}
