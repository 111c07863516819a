// What the page says, in its reader's language.
import type { Language } from "../../../../shared/base/schema.ts";
import type { NotificationKind } from "../../../../shared/notifications/schema.ts";

interface Words {
  title: string;
  /** `number` of the ticket; null: a talk without one. */
  ask: {
    talk: (number: string | null) => string;
    ticket: (number: string | null) => string;
    kinds: (kinds: string) => string;
  };
  button: string;
  done: { talk: string; ticket: string; kinds: string };
  kinds: Record<NotificationKind, string>;
  unknown: string;
}

export const wordsIn: Record<Language, Words> = {
  en: {
    title: "Unsubscribe",
    ask: {
      talk: (number) =>
        `Do you want no more copies of the answers ${number ? `to request ${number}` : "in this talk"}?`,
      ticket: (number) => `You follow request ${number}. Do you want to hear no more of it?`,
      kinds: (kinds) => `Do you want no more notifications by mail of this kind: ${kinds}?`,
    },
    button: "Unsubscribe",
    done: {
      talk: "Done: you get no more copies of these answers. If you write to us about it again, you take part again.",
      ticket: "Done: you do not follow this request any more.",
      kinds: "Done: these notifications come by mail no more. You can turn them on again in your settings.",
    },
    kinds: {
      mention: "mentions",
      assigned: "assignments",
      reply: "answers of customers",
      followed: "news in what you follow or work on",
      woken: "requests back from snooze",
      failed: "mail that could not be delivered",
      loop: "machines that the desk stopped answering",
    },
    unknown: "This link is not complete. Open it from our e-mail again, or simply reply to the e-mail.",
  },
  ru: {
    title: "Отписаться",
    ask: {
      talk: (number) =>
        `Больше не присылать вам копии ответов ${number ? `по обращению № ${number}` : "в этой переписке"}?`,
      ticket: (number) => `Вы следите за обращением № ${number}. Больше не сообщать вам о нём?`,
      kinds: (kinds) => `Больше не присылать вам по почте такие уведомления: ${kinds}?`,
    },
    button: "Отписаться",
    done: {
      talk: "Готово: копии этих ответов больше не придут. Если вы снова напишете нам об этом, вы снова будете участвовать.",
      ticket: "Готово: вы больше не следите за этим обращением.",
      kinds: "Готово: эти уведомления больше не приходят по почте. Включить их снова можно в ваших настройках.",
    },
    kinds: {
      mention: "упоминания",
      assigned: "назначения",
      reply: "ответы клиентов",
      followed: "новости в том, за чем вы следите или над чем работаете",
      woken: "обращения, вернувшиеся из отложенных",
      failed: "недоставленная почта",
      loop: "автоответчики, которым система перестала отвечать",
    },
    unknown: "Ссылка неполная. Откройте её из нашего письма ещё раз или просто ответьте на письмо.",
  },
  cs: {
    title: "Odhlásit odběr",
    ask: {
      talk: (number) =>
        `Nechcete už dostávat kopie odpovědí ${number ? `k požadavku číslo ${number}` : "v této konverzaci"}?`,
      ticket: (number) => `Sledujete požadavek číslo ${number}. Nechcete už o něm dostávat zprávy?`,
      kinds: (kinds) => `Nechcete už e-mailem dostávat upozornění tohoto druhu: ${kinds}?`,
    },
    button: "Odhlásit",
    done: {
      talk: "Hotovo: kopie těchto odpovědí už nepřijdou. Napíšete-li nám v této věci znovu, budete se jí zase účastnit.",
      ticket: "Hotovo: tento požadavek už nesledujete.",
      kinds: "Hotovo: tato upozornění už e-mailem nechodí. Znovu je zapnete ve svém nastavení.",
    },
    kinds: {
      mention: "zmínky",
      assigned: "přidělení",
      reply: "odpovědi zákazníků",
      followed: "novinky v tom, co sledujete nebo řešíte",
      woken: "odložené požadavky, které jsou zpět",
      failed: "nedoručená pošta",
      loop: "automaty, kterým pracoviště přestalo odpovídat",
    },
    unknown: "Odkaz není úplný. Otevřete jej znovu z našeho e-mailu, nebo na e-mail jednoduše odpovězte.",
  },
  th: {
    title: "ยกเลิกการรับอีเมล",
    ask: {
      talk: (number) => `ไม่ต้องการรับสำเนาคำตอบ${number ? `ของคำขอหมายเลข ${number}` : "ในการสนทนานี้"}อีกใช่ไหม`,
      ticket: (number) => `คุณติดตามคำขอหมายเลข ${number} อยู่ ไม่ต้องการรับแจ้งเรื่องนี้อีกใช่ไหม`,
      kinds: (kinds) => `ไม่ต้องการรับการแจ้งเตือนประเภทนี้ทางอีเมลอีกใช่ไหม: ${kinds}`,
    },
    button: "ยกเลิกการรับ",
    done: {
      talk: "เรียบร้อย คุณจะไม่ได้รับสำเนาคำตอบเหล่านี้อีก หากเขียนถึงเราในเรื่องนี้อีก คุณจะกลับมามีส่วนร่วมอีกครั้ง",
      ticket: "เรียบร้อย คุณไม่ได้ติดตามคำขอนี้แล้ว",
      kinds: "เรียบร้อย จะไม่ส่งการแจ้งเตือนเหล่านี้ทางอีเมลอีก คุณเปิดใหม่ได้ในการตั้งค่าของคุณ",
    },
    kinds: {
      mention: "การกล่าวถึง",
      assigned: "การมอบหมาย",
      reply: "คำตอบจากลูกค้า",
      followed: "ความเคลื่อนไหวในเรื่องที่คุณติดตามหรือดูแล",
      woken: "คำขอที่เลื่อนไว้กลับมา",
      failed: "อีเมลที่ส่งไม่สำเร็จ",
      loop: "เครื่องตอบรับอัตโนมัติที่ระบบหยุดตอบ",
    },
    unknown: "ลิงก์นี้ไม่สมบูรณ์ โปรดเปิดจากอีเมลของเราอีกครั้ง หรือตอบกลับอีเมลนั้น",
  },
};
