// What the page says, in the four languages.
import type { Language } from "../../../shared/base/schema.ts";

export interface PageWords {
  title: string;
  ask: string;
  sent: string;
  subject: string;
  yes: string;
  no: string;
  once: string;
  confirmed: string;
  denied: string;
  gone: string;
  goneWhy: string;
}

export const pageWords: Record<Language, PageWords> = {
  en: {
    title: "Did you write this?",
    ask: "We have received this message with your address as its sender. Please tell us whether it is yours.",
    sent: "Received",
    subject: "Subject",
    yes: "Yes, I wrote it",
    no: "No, it is not mine",
    once: "You can answer once.",
    confirmed: "Thank you. Your message is confirmed, and we go on with it.",
    denied: "Thank you. We will not act on this message.",
    gone: "This link does not work any more",
    goneWhy:
      "It was used already, is older than seven days, or was replaced by a newer one. Please answer to our last mail.",
  },
  ru: {
    title: "Это письмо написали вы?",
    ask: "Мы получили это сообщение, и отправителем в нём указан ваш адрес. Пожалуйста, скажите, ваше ли оно.",
    sent: "Получено",
    subject: "Тема",
    yes: "Да, это написал(а) я",
    no: "Нет, это не моё письмо",
    once: "Ответить можно один раз.",
    confirmed: "Спасибо. Ваше сообщение подтверждено, мы продолжаем работу.",
    denied: "Спасибо. Мы не будем ничего делать по этому сообщению.",
    gone: "Эта ссылка больше не работает",
    goneWhy:
      "Она уже использована, старше семи дней или заменена новой. Пожалуйста, ответьте на наше последнее письмо.",
  },
  cs: {
    title: "Napsali jste to Vy?",
    ask: "Dostali jsme tuto zprávu a jako odesílatel je v ní uvedena Vaše adresa. Řekněte nám prosím, zda je od Vás.",
    sent: "Přijato",
    subject: "Předmět",
    yes: "Ano, je ode mě",
    no: "Ne, není ode mě",
    once: "Odpovědět lze jednou.",
    confirmed: "Děkujeme. Zpráva je potvrzena a pokračujeme v práci.",
    denied: "Děkujeme. Podle této zprávy nebudeme jednat.",
    gone: "Tento odkaz už neplatí",
    goneWhy:
      "Byl už použit, je starší než sedm dní, nebo ho nahradil novější. Odpovězte prosím na náš poslední e-mail.",
  },
  th: {
    title: "คุณเป็นผู้เขียนข้อความนี้หรือไม่",
    ask: "เราได้รับข้อความนี้โดยระบุที่อยู่ของคุณเป็นผู้ส่ง โปรดแจ้งว่าเป็นข้อความของคุณหรือไม่",
    sent: "ได้รับเมื่อ",
    subject: "หัวเรื่อง",
    yes: "ใช่ ฉันเป็นผู้เขียน",
    no: "ไม่ใช่ ไม่ใช่ข้อความของฉัน",
    once: "ตอบได้เพียงครั้งเดียว",
    confirmed: "ขอบคุณ ข้อความของคุณได้รับการยืนยันแล้ว เราจะดำเนินการต่อ",
    denied: "ขอบคุณ เราจะไม่ดำเนินการตามข้อความนี้",
    gone: "ลิงก์นี้ใช้ไม่ได้แล้ว",
    goneWhy: "ลิงก์ถูกใช้ไปแล้ว เก่ากว่าเจ็ดวัน หรือมีลิงก์ใหม่แทน โปรดตอบกลับอีเมลฉบับล่าสุดของเรา",
  },
};
