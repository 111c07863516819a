// What the page says, in the customer's language.
import type { Language } from "../../../shared/base/schema.ts";

interface Words {
  title: string;
  question: (number: string) => string;
  comment: string;
  button: string;
  /** What stands in the ticket when he writes nothing. */
  said: string;
  reopened: (number: string) => string;
  working: (number: string) => string;
  closed: (number: string) => string;
  expired: string;
  unknown: string;
}

export const wordsIn: Record<Language, Words> = {
  en: {
    title: "Not solved?",
    question: (number) => `Is your request ${number} not solved yet? Press the button, and we will take it up again.`,
    comment: "What is still wrong? (optional)",
    button: "It is not solved",
    said: "It is not solved.",
    reopened: (number) => `Thank you. Request ${number} is being worked on again.`,
    working: (number) => `Request ${number} is being worked on. To add anything, simply reply to our e-mail.`,
    closed: (number) => `Request ${number} is closed. Simply reply to our e-mail, and we will open a new one.`,
    expired: "This link has expired. Simply reply to our e-mail.",
    unknown: "This link is not complete. Open it from our e-mail again, or simply reply to the e-mail.",
  },
  ru: {
    title: "Не решено?",
    question: (number) => `Ваше обращение № ${number} ещё не решено? Нажмите кнопку, и мы снова возьмём его в работу.`,
    comment: "Что ещё не так? (необязательно)",
    button: "Не решено",
    said: "Не решено.",
    reopened: (number) => `Спасибо! Обращение № ${number} снова в работе.`,
    working: (number) => `Обращение № ${number} в работе. Если хотите что-то добавить, просто ответьте на наше письмо.`,
    closed: (number) => `Обращение № ${number} закрыто. Просто ответьте на наше письмо, и мы откроем новое.`,
    expired: "Срок действия ссылки истёк. Просто ответьте на наше письмо.",
    unknown: "Ссылка неполная. Откройте её из нашего письма ещё раз или просто ответьте на письмо.",
  },
  cs: {
    title: "Není vyřešeno?",
    question: (number) => `Váš požadavek číslo ${number} ještě není vyřešen? Stiskněte tlačítko a vrátíme se k němu.`,
    comment: "Co ještě není v pořádku? (nepovinné)",
    button: "Není vyřešeno",
    said: "Není vyřešeno.",
    reopened: (number) => `Děkujeme. Na požadavku číslo ${number} znovu pracujeme.`,
    working: (number) =>
      `Na požadavku číslo ${number} pracujeme. Chcete-li něco doplnit, stačí odpovědět na náš e-mail.`,
    closed: (number) => `Požadavek číslo ${number} je uzavřen. Stačí odpovědět na náš e-mail a otevřeme nový.`,
    expired: "Platnost odkazu vypršela. Stačí odpovědět na náš e-mail.",
    unknown: "Odkaz není úplný. Otevřete jej znovu z našeho e-mailu, nebo na e-mail jednoduše odpovězte.",
  },
  th: {
    title: "ยังไม่เรียบร้อยใช่ไหม",
    question: (number) => `คำขอหมายเลข ${number} ของคุณยังไม่ได้รับการแก้ไขใช่ไหม กดปุ่มด้านล่าง แล้วเราจะดำเนินการต่อ`,
    comment: "ยังมีปัญหาอะไรอยู่ (ไม่บังคับ)",
    button: "ยังไม่ได้รับการแก้ไข",
    said: "ยังไม่ได้รับการแก้ไข",
    reopened: (number) => `ขอบคุณ เรากำลังดำเนินการกับคำขอหมายเลข ${number} อีกครั้ง`,
    working: (number) => `เรากำลังดำเนินการกับคำขอหมายเลข ${number} หากต้องการแจ้งเพิ่มเติม โปรดตอบกลับอีเมลของเรา`,
    closed: (number) => `คำขอหมายเลข ${number} ปิดแล้ว โปรดตอบกลับอีเมลของเรา แล้วเราจะเปิดคำขอใหม่ให้`,
    expired: "ลิงก์นี้หมดอายุแล้ว โปรดตอบกลับอีเมลของเรา",
    unknown: "ลิงก์นี้ไม่สมบูรณ์ โปรดเปิดจากอีเมลของเราอีกครั้ง หรือตอบกลับอีเมลนั้น",
  },
};
