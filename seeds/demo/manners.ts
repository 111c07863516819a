// How people greet, sign and are quoted in each language.
import type { Language } from "../../shared/base/schema.ts";
import type { Manners } from "./scenario.ts";

export const manners: Readonly<Record<Language, Manners>> = {
  cs: {
    language: "cs",
    customerGreetings: ["Dobrý den,", "Dobrý den,", "Zdravím,", "Dobré ráno,"],
    customerClosings: ["Děkuji\n{name}", "S pozdravem\n{name}", "Díky, {name}", "{name}\nStrojírna Vltava s.r.o."],
    agentGreetings: ["Dobrý den, {call},", "Dobrý den,"],
    agentClosings: ["S pozdravem\n{name}\nSeverka IT", "Hezký den\n{name}, Severka IT"],
    attribution: "Dne {date} v {time} {name} napsal(a):",
    locale: "cs-CZ",
  },
  ru: {
    language: "ru",
    customerGreetings: ["Добрый день!", "Здравствуйте!", "Доброе утро!", "Коллеги, добрый день!"],
    customerClosings: ["С уважением,\n{name}", "Спасибо.\n{name}", "{name}\nООО «Балтийская логистика»"],
    agentGreetings: ["{call}, добрый день!", "Здравствуйте, {call}!"],
    agentClosings: ["С уважением,\n{name}\nSeverka IT", "{name}\nСлужба поддержки Severka IT"],
    attribution: "{date} в {time}, {name} пишет:",
    locale: "ru-RU",
  },
  th: {
    language: "th",
    customerGreetings: ["สวัสดี<ครับ|ค่ะ>", "เรียน ทีมงาน Severka", "เรียนฝ่ายไอที"],
    customerClosings: ["ขอบคุณ<ครับ|ค่ะ>\n{name}", "{name}", "รบกวนด้วยนะ<ครับ|คะ>\n{name}"],
    agentGreetings: ["สวัสดี<ครับ|ค่ะ> {call}", "เรียน {call}"],
    agentClosings: ["ขอบคุณ<ครับ|ค่ะ>\n{name}\nSeverka IT", "ด้วยความนับถือ\n{name}\nฝ่ายสนับสนุน Severka IT"],
    attribution: "เมื่อ {date} เวลา {time} {name} เขียนว่า:",
    locale: "th-TH-u-ca-gregory",
  },
  en: {
    language: "en",
    customerGreetings: ["Hi,", "Hello,", "Hi team,", "Good morning,"],
    customerClosings: [
      "Thanks,\n{name}",
      "Best,\n{name}",
      "Kind regards,\n{name}\nHarbour & Vale Ltd",
      "Cheers, {name}",
    ],
    agentGreetings: ["Hi {call},", "Hello {call},"],
    agentClosings: ["Best regards,\n{name}\nSeverka IT", "Kind regards,\n{name}, Severka IT"],
    attribution: "On {date} at {time}, {name} wrote:",
    locale: "en-GB",
  },
};
