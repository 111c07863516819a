import type { MailFacts } from "./mail-facts.ts";

/** Is it a report that a mail of ours could not be delivered? Says by what sign, null when it is none. */
export function isBounceByShape(facts: MailFacts): string | null {
  return deliveryReport(facts) ?? nullSenderReport(facts) ?? wordsOfSystems(facts);
}

/** RFC 3464. "Action: delivered" is good news and no bounce. */
function deliveryReport(facts: MailFacts): string | null {
  const { root, leaves, message } = facts;
  const statuses = leaves.filter((part) => /^message\/(?:global-)?delivery-status$/.test(part.type.value));
  for (const part of statuses) {
    const body = message.toString("latin1", part.bodyStart, Math.min(part.bodyEnd, part.bodyStart + 20_000));
    if (/^action:\s*(?:delivered|relayed|expanded)/im.test(body) && !/^action:\s*(?:failed|delayed)/im.test(body))
      return null;
    return "message/delivery-status";
  }
  const reported = /delivery-status/i.test(root.type.params.get("report-type") ?? "");
  return reported ? "report-type=delivery-status" : null;
}

const systemSender =
  /^(?:mailer[-_ ]?daemon|mailer|mail[-_ ]?daemon|mdaemon|postmaster|post[-_ ]?master|mailadmin|mail-system|system administrator|system|mailsystem|mail delivery (?:sub)?system|delivery|bounce[sd]?|noreply-bounce|administrator|no-reply|noreply|uucp|root|smtpd?|antispam)\b/i;

const failureSubject = new RegExp(
  [
    "undeliver(?:able|ed)|mail failed|returning to sender|smtp server: errors|non[- ]?deliver|not delivered|could ?n[o']t be delivered|cannot be delivered|was not delivered|can(?:no|')t be sent|unable to deliver|failed to deliver",
    "deliver(?:y|able)? (?:has )?(?:failure|failed|problem|error|status notification|report|notification|delayed|attempt)|delivery status|delivery notification|failure (?:notice|delivery|notification)|failed delivery|mail(?:er)? (?:delivery|system error|failure|could not)|mail delivery|message (?:undeliver|delivery|could not|status|delayed|not)",
    "returned (?:mail|message|e-?mail|to sender)|return(?:ed|ing) (?:mail|message)|mail returned|rejected (?:mail|message|posting)|(?:message|mail|posting) rejected|user unknown|unknown (?:user|address|recipient)|bounce|warning: (?:could not send|message)|nondeliverable|invalid (?:address|recipient)|mail error|transport error|error (?:sending|while)|notice of|ndn:|dsn:|address (?:not found|unknown|changed)|blocked|system error|spam mail|quarantin|virus",
    "недостав|не доставлен|ошибка доставки|возвра|не удалось доставить|сообщение не может быть доставлено|доставк",
    "nedoruč|nelze doručit|nebylo doručeno|selhání doruč|vrácen|ไม่สามารถส่ง|ส่งไม่สำเร็จ|ไม่ถึงผู้รับ",
    "unzustell|nicht zugestellt|zustell|non remis|non distribu|échec|no se puede entregar|no entregado|não entregue|falha|mancata consegna|niedostarcz|退信|無法|无法|配信|エラー|返送|반송",
  ].join("|"),
  "i",
);

/** A mail from the mail system itself (null sender or its names) that speaks of failure. */
function nullSenderReport(facts: MailFacts): string | null {
  const local = facts.from?.address.split("@")[0] ?? "";
  const fromSystem = systemSender.test(local) || systemSender.test(facts.from?.name ?? "") || facts.returnPath === "";
  if (!fromSystem && facts.from) return null;
  // A postmaster may have an answering machine too; only the delivery agent itself reports as "auto-replied".
  if (isReplied(facts) && local && !/^mailer-daemon/i.test(local)) return null;
  if (failureSubject.test(facts.subject.slice(0, 300))) return `${local || "<>"}: ${facts.subject.slice(0, 80)}`;
  return failureWords.test(opening(facts)) ? `${local || "<>"} speaks of failed delivery` : null;
}

function isReplied(facts: MailFacts): boolean {
  return /^auto-replied/i.test(facts.automatic.autoSubmitted ?? "");
}

function opening(facts: MailFacts): string {
  return facts.text.slice(0, 6_000);
}

const failureWords = new RegExp(
  [
    "could not be delivered|cannot be delivered|couldn't be delivered|was not delivered|wasn't delivered|unable to deliver|undeliverable|delivery (?:to the following|failed|has failed|failure|attempts)|not (?:be )?delivered|permanent (?:fatal )?(?:error|failure)|fatal errors|failed permanently|(?:following|these) (?:recipient|address)|returned (?:mail|message|to sender)|return your message",
    "user unknown|unknown user|no such (?:user|person|recipient|mailbox)|mailbox (?:is )?(?:full|unavailable|not found|disabled|exceeds)|(?:over|exceeded|out of).{0,30}quota|does(?: not|n't) exist|invalid recipient|recipient (?:address )?rejected|address rejected|relay(?:ing)? (?:access )?denied|host (?:unknown|not found)|recipient'?s? (?:mailbox|account)|account (?:is )?(?:disabled|inactive)|still (?:being )?retr(?:ied|ying)|rejected (?:for|by|due|because)|message (?:was )?(?:rejected|blocked|refused)",
    "\\b5\\d\\d[ -]#?5\\.\\d\\.\\d|\\bsmtp;? ?5\\d\\d|\\b55[0-4][ -]",
    "не может быть доставлено|не удалось доставить|не было доставлено|почтовый ящик|недоступен|nelze doručit|nebylo možné doručit|ไม่สามารถส่ง|配信できません|送信できません|宛先|あて先",
  ].join("|"),
  "i",
);

/** Systems that write under an ordinary name but whose first words give them away. */
const systemWords =
  /^(?:[\s>*-]{0,200})(?:hi\. this is the |this is the (?:mail|postfix|qmail|sendmail|mta|deliver)|this message was created automatically by (?:the )?mail|this is (?:an automatically generated|a permanent) (?:delivery|error)|the original message was received at|your message (?:to [^\n]{1,200} )?(?:could not be|was not|couldn't be|cannot be) delivered|your (?:message|mail|e-?mail) did not reach|the (?:message|mail) (?:you sent|delivery)|delivery to the following recipients? failed|a message that you sent could not be delivered)/i;

function wordsOfSystems(facts: MailFacts): string | null {
  const looksSent = facts.automatic.autoSubmitted === null || /^auto/i.test(facts.automatic.autoSubmitted);
  return looksSent && systemWords.test(facts.text.slice(0, 2_000)) && failureWords.test(opening(facts))
    ? "the opening words of a mail system"
    : null;
}
