// E-mail as a channel: SMTP and LMTP doors, the parser, the smarthost.
import { createHash } from "node:crypto";
import type { Config } from "../../platform/config.ts";
import { htmlFromPlain } from "../../platform/html/plain-html.ts";
import { type Channel, type Incoming, UnreadableMessage } from "../contract.ts";
import { authenticateMail } from "./authenticate/authenticate.ts";
import { createDns } from "./authenticate/resolver.ts";
import { renderTemplate } from "./compose/render-template.ts";
import { bodyText, headerLine } from "./compose/safe-fields.ts";
import { templateBook } from "./compose/template-book.ts";
import { openDoors } from "./doors.ts";
import type { ParsedMail } from "./parse/parsed-mail.ts";
import { createParsePool, ParseCrash, ParseTimeout } from "./parse/pool.ts";
import { createSender } from "./send.ts";

export function emailChannel(config: Config): Channel {
  const pool = createParsePool();
  const dns = createDns(config.dns);
  const deskId = createHash("sha256").update(`desk ${config.secret}`).digest("hex").slice(0, 24);
  const sender = createSender(config.smarthost, config.address, deskId);
  return {
    key: "email",
    open: (context) => openDoors(config, context),
    async read(raw) {
      try {
        return incoming(await pool.parse(raw), deskId);
      } catch (error) {
        if (error instanceof ParseTimeout || error instanceof ParseCrash)
          throw new UnreadableMessage(error.message, true);
        throw error;
      }
    },
    authenticate: (raw, arrival) => authenticateMail(raw, arrival, dns),
    canSend: sender !== null,
    async send(message) {
      return sender
        ? sender.send(message)
        : { outcome: "retry", reason: "No smarthost is configured (LISTEK_SMARTHOST)." };
    },
    async notify({ to, kind, language, values, own }) {
      if (!sender) return { outcome: "retry", reason: "No smarthost is configured (LISTEK_SMARTHOST)." };
      return sender.notify(to, renderTemplate(kind, language, values as never, own), language);
    },
    async post({ to, subject, text, language }) {
      if (!sender) return { outcome: "retry", reason: "No smarthost is configured (LISTEK_SMARTHOST)." };
      const plain = bodyText(text).trim();
      return sender.notify(to, { subject: headerLine(subject), text: plain, html: htmlFromPlain(plain) }, language);
    },
    template: async (kind, language, values, own) => renderTemplate(kind, language, values as never, own),
    templates: templateBook,
    async stop() {
      dns.close();
      sender?.close();
      await pool.close();
    },
  };
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
  };
}
