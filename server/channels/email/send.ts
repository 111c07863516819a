// Out by the smarthost. What it answers is told apart: 4xx and a broken connection mean "later", 5xx means "no".
import { randomBytes } from "node:crypto";
import nodemailer from "nodemailer";
import { htmlFromPlain } from "../../platform/html/plain-html.ts";
import type { Outgoing, SendOutcome } from "../contract.ts";
import { type ComposedMail, ComposeError, compose } from "./compose/compose.ts";
import type { RenderedTemplate } from "./compose/render-template.ts";
import { protectInThread } from "./crypto/protect-thread.ts";
import type { Wanted } from "./crypto/protection.ts";

export interface Sender {
  send(message: Outgoing, wanted: Wanted): Promise<SendOutcome>;
  notify(to: string, text: RenderedTemplate, language: string): Promise<SendOutcome>;
  close(): void;
}

/** null when there is no smarthost. `address` is what the desk's own notices come from. */
export function createSender(smarthost: URL | null, address: string, deskId: string): Sender | null {
  if (!smarthost) return null;
  const secure = smarthost.protocol === "smtps:";
  const transport = nodemailer.createTransport({
    pool: true,
    maxConnections: 4,
    maxMessages: 200,
    host: decodeURIComponent(smarthost.hostname).replace(/^\[|\]$/g, ""),
    port: smarthost.port ? Number(smarthost.port) : secure ? 465 : 25,
    secure,
    ...(smarthost.username && {
      auth: { user: decodeURIComponent(smarthost.username), pass: decodeURIComponent(smarthost.password) },
    }),
    tls: { rejectUnauthorized: checksCertificate(smarthost) },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  async function transmit({ envelope, raw }: ComposedMail): Promise<SendOutcome> {
    try {
      const info = await transport.sendMail({ envelope, raw });
      const left = (info.rejected ?? []).map(String);
      if (left.length > 0) return partly(left, (info.rejectedErrors ?? []) as { responseCode?: number }[]);
      return { outcome: "sent", reply: String(info.response ?? "").slice(0, 500) };
    } catch (error) {
      const code = (error as { responseCode?: number }).responseCode ?? 0;
      return { outcome: code >= 500 && code < 600 ? "failed" : "retry", reason: reasonOf(error) };
    }
  }

  async function composeAndSend(make: () => Promise<ComposedMail>): Promise<SendOutcome> {
    let mail: ComposedMail;
    try {
      mail = await make();
    } catch (error) {
      if (error instanceof ComposeError) return { outcome: "failed", reason: error.message };
      throw error;
    }
    return transmit(mail);
  }

  return {
    send: (message, wanted) =>
      composeAndSend(async () => {
        const mail = await compose({ ...mailOf(message, deskId), sevenBits: wanted !== null });
        return onlyFor(message.only, await protectMail(mail, wanted, message.at));
      }),
    notify: (to, { subject, text, html }, language) =>
      composeAndSend(() =>
        compose({
          messageId: `${randomBytes(16).toString("hex")}@${address.slice(address.lastIndexOf("@") + 1)}`,
          date: new Date(),
          from: { address },
          to: [{ address: to }],
          subject,
          text,
          html,
          automatic: "auto-generated",
          deskId,
          language,
        }),
      ),
    close: () => transport.close(),
  };
}

/** Some took it, some did not: only those are tried again, the others would have it twice. */
function partly(left: string[], errors: { responseCode?: number }[]): SendOutcome {
  const later = errors.some(({ responseCode = 0 }) => responseCode < 500);
  const reason = `Not taken for ${left.join(", ")}: ${reasonOf(errors[0])}`;
  return { outcome: later ? "retry" : "failed", reason, left };
}

/** Throws ComposeError when it cannot leave as it was said to. */
async function protectMail(mail: ComposedMail, wanted: Wanted, at: Date): Promise<ComposedMail> {
  if (!wanted) return mail;
  if ("lacks" in wanted) throw new ComposeError(wanted.lacks);
  return { ...mail, raw: await protectInThread(mail.raw, wanted, at) };
}

function onlyFor(only: string[] | null, mail: ComposedMail): ComposedMail {
  if (only === null) return mail;
  const { from, to } = mail.envelope;
  return { ...mail, envelope: { from, to: to.filter((address) => only.includes(address)) } };
}

function mailOf(message: Outgoing, deskId: string) {
  const tag = message.ticketNumber ? `[#${message.ticketNumber}]` : "";
  return {
    messageId: message.sourceId,
    date: message.at,
    from: message.from,
    to: message.to,
    cc: message.cc,
    replyTo: { address: message.replyTo, name: message.from.name },
    subject: tag && !message.subject.includes(tag) ? `${message.subject} ${tag}` : message.subject,
    text: message.text,
    html: message.html ?? htmlFromPlain(message.text),
    attachments: message.files,
    inReplyTo: message.inReplyTo,
    references: message.references,
    automatic: message.automatic ? ("auto-replied" as const) : (false as const),
    deskId,
    language: message.language,
    // The null sender would be proper for automatic mail (RFC 3834 3.3), but a bounce must find its message again.
    envelopeFrom: message.automatic ? "" : message.replyTo,
  };
}

const reasonOf = (error: unknown): string => {
  const { response, message } = (error ?? {}) as { response?: string; message?: string };
  return (response ?? message ?? "unknown").slice(0, 500);
};

/** On this machine nobody stands between; elsewhere only `?verify=no` at the end of LISTEK_SMARTHOST turns the check off. */
const checksCertificate = (smarthost: URL): boolean =>
  !["localhost", "127.0.0.1", "[::1]"].includes(smarthost.hostname) && smarthost.searchParams.get("verify") !== "no";
