import { expect, test } from "vitest";
import { cpuMs } from "../../../../test/support/cpu.ts";
import { readForward } from "./forward.ts";

const jana = { address: "jana@acme.example", name: "Jana Nováková" };
const body = "Dobrý den,\n\ntiskárna netiskne.\n\nJana";
const cases: [program: string, subject: string, text: string, expected: object | null][] = [
  [
    "Gmail, English",
    "Fwd: Printer",
    `Please take it.\n\n---------- Forwarded message ---------\nFrom: Jana Nováková <jana@acme.example>\nDate: Mon, Jun 1, 2026 at 10:00 AM\nSubject: Printer\nTo: Karel <karel@desk.example>\n\n\n${body}`,
    { from: jana, subject: "Printer", text: body, comment: "Please take it." },
  ],
  [
    "Gmail, Russian",
    "Fwd: Принтер",
    `---------- Forwarded message ---------\nОт: Jana Nováková <jana@acme.example>\nDate: пн, 1 июн. 2026 г. в 10:00\nSubject: Принтер\nTo: <karel@desk.example>\n\n${body}`,
    { from: jana, subject: "Принтер", text: body, comment: "" },
  ],
  [
    "Gmail, Thai",
    "Fwd: เครื่องพิมพ์",
    `---------- ข้อความที่ถูกส่งต่อ ----------\nจาก: Jana Nováková <jana@acme.example>\nวันที่: จ. 1 มิ.ย. 2026\nหัวเรื่อง: เครื่องพิมพ์\nถึง: <karel@desk.example>\n\n${body}`,
    { from: jana, subject: "เครื่องพิมพ์", text: body },
  ],
  [
    "Outlook, English",
    "FW: Printer",
    `Look.\n\n________________________________\nFrom: Jana Nováková <jana@acme.example>\nSent: Monday, June 1, 2026 10:00 AM\nTo: Karel <karel@desk.example>\nSubject: Printer\n\n${body}`,
    { from: jana, subject: "Printer", text: body, comment: "Look." },
  ],
  [
    "Outlook, Czech",
    "FW: Tiskárna",
    `Od: Jana Nováková <jana@acme.example>\nOdesláno: pondělí 1. června 2026 10:00\nKomu: Karel <karel@desk.example>\nPředmět: Tiskárna\n\n${body}`,
    { from: jana, subject: "Tiskárna", text: body, comment: "" },
  ],
  [
    "Outlook, Russian, bold",
    "FW: Принтер",
    `*От:* Jana Nováková [mailto:jana@acme.example]\n*Отправлено:* 1 июня 2026 г.\n*Кому:* Karel\n*Тема:* Принтер\n\n${body}`,
    { from: jana, subject: "Принтер", text: body },
  ],
  [
    "Apple Mail",
    "Fwd: Printer",
    `See below.\n\nBegin forwarded message:\n\n> From: Jana Nováková <jana@acme.example>\n> Subject: Printer\n> Date: 1 June 2026 at 10:00\n> To: karel@desk.example\n>\n${body
      .split("\n")
      .map((line) => `> ${line}`.trimEnd())
      .join("\n")}`,
    { from: jana, subject: "Printer", text: body, comment: "See below." },
  ],
  [
    "Apple Mail, Czech",
    "Fwd: Tiskárna",
    `Začátek přeposlané zprávy:\n\nOd: Jana Nováková <jana@acme.example>\nPředmět: Tiskárna\nDatum: 1. června 2026\nKomu: karel@desk.example\n\n${body}`,
    { from: jana, text: body },
  ],
  [
    "Thunderbird",
    "Fwd: Printer",
    `-------- Forwarded Message --------\nSubject: \tPrinter\nDate: \tMon, 1 Jun 2026 10:00:00 +0200\nFrom: \tJana Nováková <jana@acme.example>\nTo: \tkarel@desk.example\n\n\n\n${body}`,
    { from: jana, subject: "Printer", text: body },
  ],
  [
    "Thunderbird, Czech",
    "Fwd: Tiskárna",
    `-------- Přeposlaná zpráva --------\nPředmět: \tTiskárna\nDatum: \tpo, 1 čer 2026\nOd: \tJana Nováková <jana@acme.example>\nKomu: \tkarel@desk.example\n\n${body}`,
    { from: jana, text: body },
  ],
  [
    "Seznam",
    "Fwd: Tiskárna",
    `Prosím.\n\n---------- Původní e-mail ----------\nOd: Jana Nováková <jana@acme.example>\nKomu: karel@desk.example\nDatum: 1. 6. 2026 10:00:00\nPředmět: Tiskárna\n\n${body}`,
    { from: jana, subject: "Tiskárna", text: body, comment: "Prosím." },
  ],
  [
    "Mail.ru",
    "Fwd: Принтер",
    `-------- Пересылаемое сообщение --------\nОт кого: Jana Nováková <jana@acme.example>\nКому: karel@desk.example\nДата: Понедельник, 1 июня 2026\nТема: Принтер\n\n${body}`,
    { from: jana, subject: "Принтер", text: body },
  ],
  [
    "Yandex",
    "Fwd: Принтер",
    `-------- Начало пересылаемого сообщения --------\nОт: Jana Nováková <jana@acme.example>\nКому: karel@desk.example\n\n${body}`,
    { from: jana, text: body },
  ],
  [
    "an address alone",
    "Fwd: x",
    `---------- Forwarded message ---------\nFrom: <jana@acme.example>\nDate: today\n\n${body}`,
    { from: { address: "jana@acme.example", name: "" } },
  ],
  [
    "an answer that quotes a head",
    "Re: Printer",
    `It works.\n\n________________________________\nFrom: Jana Nováková <jana@acme.example>\nSent: Monday\nTo: Karel\nSubject: Printer\n\n${body}`,
    null,
  ],
  [
    "no address in it",
    "Fwd: Printer",
    `---------- Forwarded message ---------\nFrom: Jana Nováková\nDate: today\nSubject: Printer\n\n${body}`,
    null,
  ],
  ["a list of words with a colon", "Fwd: Notes", "From: home\nTo: work\nDate: today", null],
  ["nothing", "", "", null],
];
test.each(cases)("%s", (_program, subject, text, expected) => {
  const read = readForward(subject, text);
  if (expected === null) expect(read).toBeNull();
  else expect(read).toMatchObject(expected);
});

test("hostile text is read in no time", () => {
  for (const text of [
    "From: ".repeat(20_000),
    "\n".repeat(100_000),
    `From: ${"a@".repeat(50_000)}`,
    "> ".repeat(50_000),
    "-".repeat(100_000),
    `${"From: a\n".repeat(20_000)}`,
  ])
    expect(
      cpuMs(() => readForward("Fwd: x", text)),
      text.slice(0, 10),
    ).toBeLessThan(1000);
});
