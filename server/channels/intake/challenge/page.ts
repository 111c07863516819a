// What the link opens: looking changes nothing, for mail scanners open links; the button does.
import type { Language } from "../../../../shared/base/schema.ts";
import { escapeHtml } from "../../../platform/html/plain-html.ts";
import { plainPage, saying } from "../../../platform/html/plain-page.ts";
import type { FirstContact } from "../store.ts";

interface Words {
  title: string;
  ask: string;
  subject: string;
  sent: string;
  button: string;
  done: string;
  over: string;
  expired: string;
  unknown: string;
}

const wordsIn: Record<Language, Words> = {
  en: {
    title: "Did you write to us?",
    ask: "This e-mail came to us from your address for the first time. Press the button, and it reaches us.",
    subject: "Subject",
    sent: "Received",
    button: "Yes, I wrote it",
    done: "Thank you. Your e-mail has reached us.",
    over: "There is nothing left to confirm: this e-mail has been dealt with.",
    expired: "This link has expired. Simply write to us again.",
    unknown: "This link is not complete. Open it from our e-mail again.",
  },
  ru: {
    title: "Вы нам писали?",
    ask: "Это письмо пришло к нам с вашего адреса впервые. Нажмите кнопку, и мы его получим.",
    subject: "Тема",
    sent: "Получено",
    button: "Да, это написал(а) я",
    done: "Спасибо! Ваше письмо у нас.",
    over: "Подтверждать больше нечего: по этому письму уже принято решение.",
    expired: "Срок действия ссылки истёк. Просто напишите нам ещё раз.",
    unknown: "Ссылка неполная. Откройте её из нашего письма ещё раз.",
  },
  cs: {
    title: "Psali jste nám?",
    ask: "Tento e-mail k nám z Vaší adresy přišel poprvé. Stiskněte tlačítko a dostaneme jej.",
    subject: "Předmět",
    sent: "Přijato",
    button: "Ano, je ode mě",
    done: "Děkujeme. Váš e-mail jsme dostali.",
    over: "Není co potvrzovat: o tomto e-mailu už je rozhodnuto.",
    expired: "Platnost odkazu vypršela. Napište nám prosím znovu.",
    unknown: "Odkaz není úplný. Otevřete jej znovu z našeho e-mailu.",
  },
  th: {
    title: "คุณเขียนถึงเราใช่หรือไม่",
    ask: "อีเมลนี้มาจากที่อยู่ของคุณเป็นครั้งแรก กดปุ่มเพื่อให้อีเมลส่งถึงเรา",
    subject: "หัวเรื่อง",
    sent: "ได้รับเมื่อ",
    button: "ใช่ ฉันเป็นผู้เขียน",
    done: "ขอบคุณ เราได้รับอีเมลของคุณแล้ว",
    over: "ไม่มีสิ่งที่ต้องยืนยันแล้ว อีเมลนี้ได้รับการดำเนินการแล้ว",
    expired: "ลิงก์นี้หมดอายุแล้ว โปรดเขียนถึงเราอีกครั้ง",
    unknown: "ลิงก์นี้ไม่สมบูรณ์ โปรดเปิดจากอีเมลของเราอีกครั้ง",
  },
};

export function challengePage(
  language: Language,
  desk: { name: string; timeZone: string },
  { subject, received_at }: FirstContact,
): string {
  const words = wordsIn[language];
  const at = new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: desk.timeZone,
  }).format(received_at);
  return plainPage(
    language,
    desk.name,
    words.title,
    `<p>${escapeHtml(words.ask)}</p><dl><dt>${escapeHtml(words.subject)}</dt><dd>${escapeHtml(subject)}</dd><dt>${escapeHtml(words.sent)}</dt><dd>${escapeHtml(at)}</dd></dl><form method="post"><button>${escapeHtml(words.button)}</button></form>`,
  );
}

export function saidPage(
  language: Language,
  desk: { name: string },
  what: "done" | "over" | "expired" | "unknown",
): string {
  const words = wordsIn[language];
  return plainPage(language, desk.name, words.title, saying(words[what]));
}
