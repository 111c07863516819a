// Out by the smarthosts: composed, signed, given to them.
import { randomBytes } from "node:crypto";
import { htmlFromPlain } from "../../platform/html/plain-html.ts";
import type { Doubt } from "../../platform/in-doubt.ts";
import { noWayOut, type Outgoing, type SendOutcome } from "../contract.ts";
import { type ComposedMail, ComposeError, compose } from "./compose/compose.ts";
import type { RenderedTemplate } from "./compose/render-template.ts";
import { protectAside } from "./crypto/protect-thread.ts";
import type { Wanted } from "./crypto/protection.ts";
import { signMail } from "./dkim/sign.ts";
import { createTransmitter, type Transmitted } from "./send/transmit.ts";
import { createTransports } from "./send/transports.ts";
import type { WaysOut } from "./send/ways-out.ts";

interface NoticeOptions {
  /** Where its reader says that he wants no more of them. */
  unsubscribe?: string | null;
  /** Where it comes back; the desk's own address unless said. */
  envelopeFrom?: string;
  /** Where answers go; where it came from unless said. */
  replyTo?: string | null;
}

export interface Sender {
  send(
    message: Outgoing,
    wanted: Wanted,
    taken: (recipients: string[]) => Promise<void>,
    doubt: Doubt,
  ): Promise<SendOutcome>;
  notify(to: string, text: RenderedTemplate, language: string, more?: NoticeOptions): Promise<SendOutcome>;
  close(): void;
}

/** More than this in copies costs too much: then one transmission goes to all, and a bounce is read for who it is about. */
const copiesAtMost = 25 * 1024 * 1024;

/** `address` is what the desk's own notices come from. */
export function createSender(waysOut: () => Promise<WaysOut>, address: string, deskId: string): Sender {
  const transports = createTransports();
  const { transmit } = createTransmitter(transports);

  /** Each mail signed for the domain of its From, and given to the first host that takes it. */
  async function open() {
    const { hosts, keys } = await waysOut();
    transports.keepOnly(hosts);
    return {
      hosts,
      async write(from: string, make: () => Promise<ComposedMail>): Promise<ComposedMail> {
        const mail = await make();
        const key = keys.get(from.slice(from.lastIndexOf("@") + 1).toLowerCase());
        return key ? { ...mail, raw: await signMail(mail.raw, key) } : mail;
      },
    };
  }

  async function send(
    message: Outgoing,
    wanted: Wanted,
    taken: (recipients: string[]) => Promise<void>,
    doubt: Doubt,
  ): Promise<SendOutcome> {
    const { hosts, write } = await open();
    if (hosts.length === 0) return { outcome: "retry", reason: noWayOut };
    const from = message.from.address;
    const planned = inTransmissions(message);
    const done: Transmitted[] = [];
    for (const [at, { to, whose, envelopeFrom }] of planned.entries()) {
      const mail = await write(from, async () => {
        const composed = await compose({ ...mailOf(message, whose, deskId), sevenBits: wanted !== null });
        return protectMail(composed, wanted, message.at);
      });
      const result = await transmit(hosts, from, { ...mail, envelope: { from: envelopeFrom, to } }, doubt);
      done.push(result);
      if (result.unreachable) {
        done.push({ ...result, left: planned.slice(at + 1).flatMap((each) => each.to) });
        break;
      }
      const got = to.filter((each) => !result.left.includes(each));
      if (at === planned.length - 1) break;
      if (got.length > 0) await taken(got);
      doubt.leave();
    }
    const all = planned.flatMap(({ to }) => to);
    return outcomeOf(all, done);
  }

  return {
    send: (message, wanted, taken, doubt) => refusing(() => send(message, wanted, taken, doubt)),
    notify: (to, { subject, text, html }, language, { unsubscribe = null, envelopeFrom = address, replyTo } = {}) =>
      refusing(async () => {
        const { hosts, write } = await open();
        if (hosts.length === 0) return { outcome: "retry", reason: noWayOut };
        const mail = await write(address, () =>
          compose({
            messageId: `${randomBytes(16).toString("hex")}@${address.slice(address.lastIndexOf("@") + 1)}`,
            date: new Date(),
            from: { address },
            to: [{ address: to }],
            replyTo: replyTo ? { address: replyTo } : null,
            subject,
            text,
            html,
            automatic: "auto-generated",
            unsubscribe,
            deskId,
            language,
          }),
        );
        return outcomeOf(
          [to],
          [await transmit(hosts, address, { ...mail, envelope: { from: envelopeFrom, to: [to] } })],
        );
      }),
    close: () => transports.close(),
  };
}

/** What cannot be written is refused for good. */
async function refusing(work: () => Promise<SendOutcome>): Promise<SendOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ComposeError) return { outcome: "failed", reason: error.message };
    throw error;
  }
}

interface Transmission {
  to: string[];
  /** Whom its reply address is made for; null: for none of them. */
  whose: string | null;
  envelopeFrom: string;
}

/**
 * One for each recipient, so that his reply address is his alone (S2), and a bounce says by its own address whom it is about
 * (VERP); one for all of them where that would be too many bytes. Automatic mail leaves with the null sender (RFC 3834 3.3):
 * nothing can answer to it.
 */
function inTransmissions(message: Outgoing): Transmission[] {
  const { only, automatic, bounceTo } = message;
  const all = [...new Set([...message.to, ...message.cc].map(({ address }) => address))];
  const to = only === null ? all : all.filter((address) => only.includes(address));
  const one = (recipients: string[]): Transmission => {
    const whose = recipients.length === 1 ? (recipients[0] ?? null) : null;
    return { to: recipients, whose, envelopeFrom: automatic ? "" : bounceTo(whose) };
  };
  const bytes = message.files.reduce((sum, { content }) => sum + content.length, 0) * (4 / 3);
  if (to.length > 1 && bytes * to.length > copiesAtMost) return [one(to)];
  return to.map((recipient) => one([recipient]));
}

/** Only those who did not get it are tried again, the others would have it twice. */
function outcomeOf(all: string[], done: Transmitted[]): SendOutcome {
  const left = done.flatMap((each) => each.left);
  const reply = done.at(-1)?.reply ?? "";
  if (left.length === 0) return { outcome: "sent", reply };
  const failed = done.find((each) => each.left.length > 0) as Transmitted;
  const outcome = done.some((each) => each.left.length > 0 && each.later) ? ("retry" as const) : ("failed" as const);
  const busy = done.flatMap((each) => each.busy);
  const partly = left.length < all.length;
  const reason = partly ? `Not taken for ${left.join(", ")}: ${failed.reply}` : failed.reply;
  return { outcome, reason, ...(partly && { left }), ...(busy.length > 0 && { busy }) };
}

/** Throws ComposeError when it cannot leave as it was said to. */
async function protectMail(mail: ComposedMail, wanted: Wanted, at: Date): Promise<ComposedMail> {
  if (!wanted) return mail;
  if ("lacks" in wanted) throw new ComposeError(wanted.lacks);
  return { ...mail, raw: await protectAside(mail.raw, wanted, at) };
}

/** RFC 3676 4.3: "-- " alone in its line, so that mail programs leave out of an answer what follows. */
function withSignature({ text, html, signature }: Outgoing): { text: string; html: string } {
  const body = html ?? htmlFromPlain(text);
  if (!signature) return { text, html: body };
  return {
    text: `${text}\n\n-- \n${signature.text}`,
    html: `${body}\n<div class="signature">-- <br>\n${signature.html}</div>`,
  };
}

function mailOf(message: Outgoing, whose: string | null, deskId: string) {
  const tag = message.ticketNumber ? `[#${message.ticketNumber}]` : "";
  return {
    messageId: message.sourceId,
    date: message.at,
    from: message.from,
    to: message.to,
    cc: message.cc,
    replyTo: { address: message.replyTo(whose), name: message.from.name },
    subject: tag && !message.subject.includes(tag) ? `${message.subject} ${tag}` : message.subject,
    ...withSignature(message),
    attachments: message.files,
    inReplyTo: message.inReplyTo,
    references: message.references,
    unsubscribe: message.unsubscribe(whose),
    automatic: message.automatic ? ("auto-replied" as const) : (false as const),
    deskId,
    language: message.language,
  };
}
