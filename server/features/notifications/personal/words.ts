// What stands in a push message and in the mail, in the reader's language.
import type { Language } from "../../../../shared/base/schema.ts";
import { type ReturnReason, readReason, returnWords } from "../../../../shared/conversations/delivery-reports.ts";
import type { Notification, NotificationKind } from "../../../../shared/notifications/schema.ts";

interface PhraseBook {
  told: Record<NotificationKind, (actor: string) => string>;
  /** Why a message did not arrive. */
  returned: Record<ReturnReason, string>;
  complaint: (recipient: string) => string;
  /** Of a mail about several tickets. */
  subject: (count: number) => string;
  footer: (settings: string) => string;
  /** Stands in one line (answer-line.ts): what becomes of an answer. Short, or programs break it. */
  answer: Record<"customer" | "note", string>;
}

const books: Record<Language, PhraseBook> = {
  en: {
    told: {
      mention: (actor) => `${actor} mentioned you`,
      assigned: (actor) => `${actor} assigned this to you`,
      reply: (actor) => `${actor} replied`,
      followed: (actor) => `News from ${actor}`,
      woken: () => "Back from snooze",
      failed: () => "Your message could not be delivered",
      loop: () => "The desk has stopped answering a machine",
    },
    returned: returnWords,
    complaint: (recipient) => `${recipient} calls this mail unwanted`,
    subject: (count) => `New notifications: ${count}`,
    footer: (settings) => `Choose what you are told, and how: ${settings}`,
    answer: {
      customer: "Write above this line to answer the customer",
      note: "Write above this line to add a note for colleagues",
    },
  },
  ru: {
    told: {
      mention: (actor) => `${actor} упоминает вас`,
      assigned: (actor) => `${actor} назначает вас исполнителем`,
      reply: (actor) => `${actor}: новый ответ`,
      followed: (actor) => `${actor}: новое в обращении`,
      woken: () => "Отложенное обращение снова в работе",
      failed: () => "Ваше сообщение не удалось доставить",
      loop: () => "Система перестала отвечать автоответчику",
    },
    returned: {
      "no-address": "такого адреса нет",
      "no-domain": "домен не существует или не принимает почту",
      "mailbox-full": "почтовый ящик переполнен",
      "mailbox-off": "почтовый ящик отключён",
      "too-large": "письмо слишком большое для получателя",
      refused: "другая сторона не принимает это письмо",
      unreachable: "с другой стороной не удалось связаться",
      unknown: "другая сторона не назвала ясной причины",
    },
    complaint: (recipient) => `${recipient} считает это письмо нежелательным`,
    subject: (count) => `Новых уведомлений: ${count}`,
    footer: (settings) => `О чём и как вас уведомлять: ${settings}`,
    answer: {
      customer: "Пишите над этой чертой, чтобы ответить клиенту",
      note: "Пишите над этой чертой, чтобы оставить заметку",
    },
  },
  cs: {
    told: {
      mention: (actor) => `${actor} vás zmiňuje`,
      assigned: (actor) => `${actor} vám přiděluje požadavek`,
      reply: (actor) => `${actor}: nová odpověď`,
      followed: (actor) => `${actor}: novinka v požadavku`,
      woken: () => "Odložený požadavek je zpět",
      failed: () => "Vaši zprávu se nepodařilo doručit",
      loop: () => "Systém přestal odpovídat automatu",
    },
    returned: {
      "no-address": "taková adresa neexistuje",
      "no-domain": "doména neexistuje nebo nepřijímá poštu",
      "mailbox-full": "schránka je plná",
      "mailbox-off": "schránka je vypnutá",
      "too-large": "e-mail je pro druhou stranu příliš velký",
      refused: "druhá strana tento e-mail nechce",
      unreachable: "druhou stranu se nepodařilo zastihnout",
      unknown: "druhá strana neuvádí jasný důvod",
    },
    complaint: (recipient) => `${recipient} označuje tento e-mail za nevyžádaný`,
    subject: (count) => `Nová upozornění: ${count}`,
    footer: (settings) => `O čem a jak chcete dostávat zprávy: ${settings}`,
    answer: {
      customer: "Odpověď zákazníkovi pište nad tento řádek",
      note: "Poznámku pro kolegy pište nad tento řádek",
    },
  },
  th: {
    told: {
      mention: (actor) => `${actor} กล่าวถึงคุณ`,
      assigned: (actor) => `${actor} มอบหมายคำขอนี้ให้คุณ`,
      reply: (actor) => `${actor} ตอบกลับแล้ว`,
      followed: (actor) => `มีความเคลื่อนไหวใหม่จาก ${actor}`,
      woken: () => "คำขอที่เลื่อนไว้กลับมาแล้ว",
      failed: () => "ไม่สามารถส่งข้อความของคุณได้",
      loop: () => "ระบบหยุดตอบกลับเครื่องตอบรับอัตโนมัติแล้ว",
    },
    returned: {
      "no-address": "ไม่มีที่อยู่นี้",
      "no-domain": "ไม่มีโดเมนนี้หรือโดเมนไม่รับอีเมล",
      "mailbox-full": "กล่องจดหมายเต็ม",
      "mailbox-off": "กล่องจดหมายถูกปิด",
      "too-large": "อีเมลใหญ่เกินไปสำหรับปลายทาง",
      refused: "ปลายทางไม่รับอีเมลนี้",
      unreachable: "ติดต่อปลายทางไม่ได้",
      unknown: "ปลายทางไม่ได้ให้เหตุผลที่ชัดเจน",
    },
    complaint: (recipient) => `${recipient} ระบุว่าอีเมลนี้ไม่พึงประสงค์`,
    subject: (count) => `การแจ้งเตือนใหม่ ${count} รายการ`,
    footer: (settings) => `เลือกเรื่องและวิธีที่ต้องการรับแจ้งได้ที่ ${settings}`,
    answer: { customer: "เขียนเหนือบรรทัดนี้เพื่อตอบลูกค้า", note: "เขียนเหนือบรรทัดนี้เพื่อเพิ่มบันทึกภายใน" },
  },
};

export const bookOf = (language: string | null): PhraseBook => books[(language ?? "en") as Language] ?? books.en;

/** "Jana mentioned you: what do you think?" */
export function lineOf(book: PhraseBook, { kind, actor, preview }: Notification): string {
  const told = book.told[kind](actor.name);
  return preview ? `${told}: ${inWordsOf(book, preview)}` : told;
}

/** What the desk says of a mail that came back; other words stay as they are. */
function inWordsOf(book: PhraseBook, preview: string): string {
  const read = readReason(preview);
  if (!read) return preview;
  const { recipient, reason, status } = read;
  if (reason === "complaint") return book.complaint(recipient);
  return `${recipient ? `${recipient}: ` : ""}${book.returned[reason]}${status ? ` (${status})` : ""}`;
}

/** "#20260042 The printer is dead" */
export const titleOf = ({ ticket }: Notification, desk: string): string =>
  ticket ? `#${ticket.number} ${ticket.subject}` : desk;
