// Mail that comes back, as mail systems write it.

export interface ReturnedMail {
  /** The envelope's sender of what was sent: where reports go. */
  to: string;
  recipient: string;
  status?: string;
  action?: "failed" | "delayed" | null;
  messageId?: string | null;
  from?: string;
  /** Header lines of the mail that came back. */
  head?: string[];
  words?: string;
}

/** RFC 3464; without `action` only in words, as some systems still write. */
export function bounceOf(mail: ReturnedMail): string {
  const { to, recipient, status = "5.1.1", action = "failed", messageId = null, head = [] } = mail;
  const from = mail.from ?? "MAILER-DAEMON@mx.acme.example";
  const words = mail.words ?? `The mail to <${recipient}> could not be delivered: 550 ${status} no.`;
  const original = [
    ...(messageId ? [`Message-ID: ${messageId}`] : []),
    `To: ${recipient}`,
    "Subject: an answer",
    ...head,
  ];
  if (action === null)
    return [
      `From: Mail Delivery Subsystem <${from}>`,
      `To: ${to}`,
      "Subject: Undelivered Mail Returned to Sender",
      "",
      words,
      "",
      "--- original message ---",
      ...original,
      "",
    ].join("\r\n");
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${action === "delayed" ? "Delayed Mail (still being retried)" : "Undelivered Mail Returned to Sender"}`,
    "MIME-Version: 1.0",
    "Auto-Submitted: auto-replied",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "",
    words,
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.acme.example",
    "",
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    ...original,
    "",
    "--b--",
    "",
  ].join("\r\n");
}

/** RFC 5965: a reader pressed "spam"; the report comes to whoever asked for such reports. */
export function complaintOf(recipient: string, head: string[]): string {
  return [
    "From: feedback@mail.example",
    "To: support@desk.example",
    "Subject: Email Feedback Report",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "This is a spam complaint about a mail of yours.",
    "--b",
    "Content-Type: message/feedback-report",
    "",
    "Feedback-Type: abuse",
    "User-Agent: SomeFeedback/1.0",
    "Version: 1",
    `Original-Rcpt-To: ${recipient}`,
    "--b",
    "Content-Type: message/rfc822",
    "",
    ...head,
    `To: ${recipient}`,
    "Subject: an answer",
    "",
    "text",
    "--b--",
    "",
  ].join("\r\n");
}

export const nullSender = (to: string) => ({ envelope: { from: "", to } });
