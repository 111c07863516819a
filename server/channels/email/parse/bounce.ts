import { normalizeAddress } from "./addresses.ts";
import { cleanText } from "./clean-text.ts";
import { firstField, readHeaderBlock } from "./header-fields.ts";
import { defaultLimits } from "./limits.ts";
import type { MailFacts } from "./mail-facts.ts";
import { readMessageId } from "./message-ids.ts";
import type { MimePart } from "./mime-tree.ts";
import type { ParsedBounce } from "./parsed-mail.ts";
import { decodeBody } from "./transfer-encoding.ts";

/** Whom the mail did not reach, and why: from the report's own fields (RFC 3464 2.3), else from its words. */
export function readBounce(facts: MailFacts): ParsedBounce {
  const report = readReports(facts);
  const prose = proseOf(facts);
  return {
    recipient: report.recipient ?? fromHeaders(facts) ?? recipientInProse(prose, facts),
    status: report.status ?? statusInProse(prose) ?? (isDelay(facts.subject) ? "4.0.0" : "5.0.0"),
    originalMessageId: originalMessageId(facts),
    action: report.action,
    originalSenders: originalSenders(facts),
  };
}

/** RFC 5965 3: who complained is left out by many; the mail that he complained of comes with the report. */
export function readComplaint(facts: MailFacts): ParsedBounce {
  const report = facts.leaves.find((part) => part.type.value === "message/feedback-report");
  const field = report && /^original-rcpt-to:\s*([^\n]{3,320})$/im.exec(head(facts.message, report))?.[1];
  return {
    recipient: (field && addressIn(field)) || originalRecipient(facts),
    status: null,
    originalMessageId: originalMessageId(facts),
    action: null,
    originalSenders: originalSenders(facts),
  };
}

/** RFC 3463 3.1: x.0.0 is "other undefined status", all that is known when a report gives no reason. */
function isDelay(subject: string): boolean {
  return /delay|warning|still|retry|задерж|zpožd|ล่าช้า/i.test(subject);
}

interface Report {
  recipient: string | null;
  status: string | null;
  action: ParsedBounce["action"];
}

function readReports({ leaves, message }: MailFacts): Report {
  const found: Report = { recipient: null, status: null, action: null };
  for (const part of leaves) {
    if (!/^message\/(?:global-)?delivery-status$/.test(part.type.value)) continue;
    const text = head(message, part);
    found.recipient ??= reportedAddress(text);
    found.action ??= (/^action:\s*(failed|delayed)/im.exec(text)?.[1]?.toLowerCase() ?? null) as ParsedBounce["action"];
    found.status ??= usefulStatus(/^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1]) ?? diagnosticStatus(text);
  }
  return found;
}

function head(message: Buffer, part: MimePart): string {
  return cleanText(decodeBody(message, part).toString("latin1", 0, 32_768));
}

/** Final-Recipient is where delivery failed, Original-Recipient whom the sender named: the sender knows the latter. */
function reportedAddress(text: string): string | null {
  for (const name of ["final-recipient", "original-recipient", "x-actual-recipient"]) {
    const field = new RegExp(`^${name}:\\s*(?:[\\w-]{1,20}\\s*;)?\\s*([^\\n]{3,320})$`, "im").exec(text)?.[1];
    const address = field ? addressIn(field) : null;
    if (address) return address;
  }
  return null;
}

/** "5.0.0" says nothing that the diagnostic does not say better. */
function usefulStatus(status: string | undefined): string | null {
  return status && !/^\d\.0\.0$/.test(status) ? status : null;
}

function diagnosticStatus(text: string): string | null {
  const diagnostic = /^diagnostic-code:((?:[^\n]|\n[ \t]){1,2000})/im.exec(text)?.[1] ?? "";
  return statusInProse(diagnostic) ?? /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1] ?? null;
}

function fromHeaders({ fields }: MailFacts): string | null {
  const failed = firstField(fields, "x-failed-recipients");
  return failed ? addressIn(failed) : null;
}

function proseOf({ text, leaves, message }: MailFacts): string {
  if (text.trim()) return text.slice(0, 20_000);
  const [first] = leaves;
  return first ? head(message, first) : "";
}

function statusInProse(text: string): string | null {
  const enhanced = /(?<![\d.])([45]\.\d{1,2}\.\d{1,3})(?![\d.])/.exec(text)?.[1];
  if (enhanced) return enhanced;
  const reply = /(?<![\d.:/])([45][0-5]\d)[ \-:#;)]/.exec(text)?.[1];
  return (reply && byReplyCode[reply]) || byWords(text);
}

/** RFC 5321 reply codes in the words of RFC 3463. */
const byReplyCode: Record<string, string> = {
  "421": "4.4.2",
  "450": "4.2.0",
  "451": "4.3.0",
  "452": "4.2.2",
  "500": "5.5.0",
  "501": "5.5.4",
  "503": "5.5.1",
  "530": "5.7.0",
  "535": "5.7.8",
  "550": "5.1.1",
  "551": "5.1.6",
  "552": "5.2.2",
  "553": "5.1.3",
  "554": "5.0.0",
};

const meanings: [RegExp, string][] = [
  [
    /(?:mailbox|quota|inbox|ящик|schránk).{0,40}(?:full|exceeded|over|переполнен|plná)|(?:exceed|over).{0,30}quota|容量/i,
    "5.2.2",
  ],
  [
    /user unknown|unknown user|no such (?:user|person|recipient|mailbox)|(?:user|mailbox|address|account|recipient).{0,40}(?:not found|unknown|does(?: not|n't) exist|invalid|unavailable)|invalid (?:recipient|address)|not listed|宛先不明|存在しない/i,
    "5.1.1",
  ],
  [
    /host.{0,30}(?:unknown|not found)|domain.{0,30}(?:not found|does(?: not|n't) exist)|name (?:server|service).{0,20}(?:error|unknown)/i,
    "5.1.2",
  ],
  [/too (?:large|big)|exceeds.{0,30}size|size limit/i, "5.3.4"],
  [/spam|virus|blocked|policy|reject|denied|blacklist|refused/i, "5.7.1"],
  [/timed? ?out|delayed|retry|still (?:being )?tr|connection/i, "4.4.1"],
  [/permanent|fatal|fail|undeliver|could not be|unable|cannot|not delivered/i, "5.0.0"],
];

function byWords(text: string): string | null {
  return meanings.find(([words]) => words.test(text.slice(0, 8_000)))?.[1] ?? null;
}

const addressPattern = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?/;
const everyAddress = new RegExp(`(?<![A-Za-z0-9!#$%&'*+/=?^_\`{|}~.-])${addressPattern.source}`, "g");

function addressIn(text: string): string | null {
  const match = addressPattern.exec(text.slice(0, 1_000));
  return match ? normalizeAddress(match[0]) || null : null;
}

/** The first address that is neither the mail system's nor the sender's own. */
function recipientInProse(prose: string, facts: MailFacts): string | null {
  const ours = new Set([facts.from?.address.toLowerCase() ?? "", ...addressesOf(facts, "to")]);
  const beforeOriginal =
    prose.split(
      /\n[^\n]{0,80}(?:original message|message headers|included below|copy of (?:the|your) message|исходное сообщение)/i,
      1,
    )[0] ?? prose;
  return firstStranger(beforeOriginal, ours) ?? firstStranger(prose, ours) ?? originalRecipient(facts);
}

function addressesOf({ fields }: MailFacts, name: string): string[] {
  return (firstField(fields, name)?.slice(0, 2_000).match(everyAddress) ?? []).map((address) => address.toLowerCase());
}

function firstStranger(text: string, ours: Set<string>): string | null {
  for (const [written] of text.slice(0, 20_000).matchAll(everyAddress)) {
    const address = normalizeAddress(written);
    if (
      address &&
      !ours.has(address.toLowerCase()) &&
      !/^(?:mailer-daemon|postmaster|abuse|support|helpdesk|postmast)@/i.test(address)
    )
      return address;
  }
  return null;
}

/** The header block of the mail that came back, where the report carries it. */
function originalFields({ leaves, message }: MailFacts) {
  const part = leaves.find((leaf) =>
    /^(?:message\/(?:rfc822|global|partial)|text\/rfc822-headers|message\/rfc822-headers|message\/global-headers)$/.test(
      leaf.type.value,
    ),
  );
  return part ? readHeaderBlock(trimStart(decodeBody(message, part).subarray(0, 65_536)), defaultLimits) : [];
}

function trimStart(bytes: Buffer): Buffer {
  let at = 0;
  while (bytes[at] === 10 || bytes[at] === 13) at++;
  return bytes.subarray(at);
}

function originalRecipient(facts: MailFacts): string | null {
  const to = firstField(originalFields(facts), "to") ?? /^\s{0,8}to:([^\n]{3,320})$/im.exec(wholeText(facts))?.[1];
  return to ? addressIn(to) : null;
}

function originalMessageId(facts: MailFacts): string | null {
  const id =
    firstField(originalFields(facts), "message-id") ??
    /^[ >]{0,8}message-id:\s*(<[^<>\n]{3,400}>)/im.exec(wholeText(facts))?.[1];
  return readMessageId(id);
}

const sendersAtMost = 20;

/** Reply-To, From, Return-Path and the like of the mail that came back; in its text where it came as text. */
function originalSenders(facts: MailFacts): string[] {
  const named = originalFields(facts)
    .filter(({ name }) => /^(?:reply-to|from|sender|return-path|errors-to)$/.test(name))
    .map(({ raw }) => raw)
    .join("\n");
  const written = /^[ >]{0,8}(?:reply-to|from|return-path):[^\n]{3,998}$/gim;
  const text = named || (wholeText(facts).match(written) ?? []).join("\n");
  return [...new Set(text.slice(0, 8_000).match(everyAddress) ?? [])].slice(0, sendersAtMost);
}

function wholeText(facts: MailFacts): string {
  return facts.text.slice(0, 65_536);
}
