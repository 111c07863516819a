import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";

const kindOf = (header: string, body = "x") => parse(Buffer.from(`${header}\n\n${body}`)).kind;

describe("the kind of a mail", () => {
  it.each([
    ["From: jan@example.cz\nSubject: Printer", "person"],
    ["From: jan@example.cz\nSubject: Re: Automatic reply: Printer", "person"],
    ["From: jan@example.cz\nSubject: The delivery failed again", "person"],
    ["From: jan@example.cz\nAuto-Submitted: no\nSubject: x", "person"],
    ["From: jan@example.cz\nSubject: Automatic reply: Printer", "auto-reply"],
    ["From: jan@example.cz\nSubject: Автоответ: Принтер", "auto-reply"],
    ["From: jan@example.cz\nSubject: ตอบกลับอัตโนมัติ: x", "auto-reply"],
    ["From: jan@example.cz\nPrecedence: auto_reply", "auto-reply"],
    ["From: jan@example.cz\nX-Autoreply: yes", "auto-reply"],
    [
      "From: jan@example.cz\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
      "auto-reply",
    ],
    ["From: a@b.cz\nList-Id: <list.example>", "list"],
    ["From: a@b.cz\nPrecedence: bulk", "list"],
    ["From: a@b.cz\nList-Unsubscribe: <https://b.cz/off>", "list"],
    ["From: a@b.cz\nX-Listek-Loop: abc\nList-Unsubscribe: <https://desk.b.cz/unsubscribe/talk.1.2.x>", "person"],
    ["From: a@b.cz\nX-Listek-Loop: abc\nList-Id: <list.example>", "list"],
    ["From: root@db1.example\nSubject: Cron <root@db1> backup", "monitoring"],
    ["From: nagios@mon.example\nSubject: ** PROBLEM Service Alert: db1", "monitoring"],
    ["From: shop@example.cz\nAuto-Submitted: auto-generated", "monitoring"],
    ["From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender", "bounce"],
    [
      "From: mailer-daemon@googlemail.com\nAuto-Submitted: auto-replied\nSubject: Delivery Status Notification (Failure)",
      "bounce",
    ],
    ["From: postmaster@example.cz\nSubject: Question about our contract", "person"],
    ["From: f@b.cz\nContent-Type: multipart/report; report-type=feedback-report; boundary=b", "complaint"],
  ])("%j is %s", (header, kind) => {
    expect(kindOf(header)).toBe(kind);
  });
});
