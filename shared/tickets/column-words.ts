// What an exported table says, in each language: the words of the catalogues, which the browser has.
import type { Words } from "../base/schema.ts";
import type { TicketColumn } from "./query.ts";
import type { Priority, ticketTypes } from "./schema.ts";

const words = (en: string, ru: string, cs: string, th: string): Words => ({ en, ru, cs, th });

export const columnWords: Record<TicketColumn, Words> = {
  number: words("Number", "Номер", "Číslo", "หมายเลข"),
  subject: words("Subject", "Тема", "Předmět", "เรื่อง"),
  state: words("State", "Состояние", "Stav", "สถานะ"),
  priority: words("Priority", "Приоритет", "Priorita", "ความสำคัญ"),
  queue: words("Queue", "Очередь", "Fronta", "คิว"),
  assignee: words("Assignee", "Исполнитель", "Řešitel", "ผู้รับผิดชอบ"),
  requester: words("Requester", "Заявитель", "Žadatel", "ผู้แจ้ง"),
  email: words("E-mail", "Эл. почта", "E-mail", "อีเมล"),
  organization: words("Organization", "Организация", "Organizace", "องค์กร"),
  type: words("Type", "Тип", "Typ", "ประเภท"),
  tags: words("Tags", "Метки", "Štítky", "แท็ก"),
  channel: words("Channel", "Канал", "Kanál", "ช่องทาง"),
  messages: words("Messages", "Сообщения", "Zprávy", "ข้อความ"),
  lastMessage: words("Last message", "Последнее сообщение", "Poslední zpráva", "ข้อความล่าสุด"),
  createdAt: words("Created", "Создано", "Vytvořeno", "สร้างเมื่อ"),
  updatedAt: words("Active", "Активность", "Aktivita", "เคลื่อนไหว"),
  dueAt: words("Due", "Срок", "Termín", "ครบกำหนด"),
  solvedAt: words("Solved", "Решено", "Vyřešeno", "แก้ไขเมื่อ"),
};

export const priorityWords: Record<Priority, Words> = {
  low: words("Low", "Низкий", "Nízká", "ต่ำ"),
  normal: words("Normal", "Обычный", "Běžná", "ปกติ"),
  high: words("High", "Высокий", "Vysoká", "สูง"),
  urgent: words("Urgent", "Срочный", "Naléhavá", "เร่งด่วน"),
};

export const typeWords: Record<(typeof ticketTypes)[number], Words> = {
  request: words("Request", "Запрос", "Požadavek", "คำขอ"),
  incident: words("Incident", "Инцидент", "Incident", "เหตุขัดข้อง"),
  question: words("Question", "Вопрос", "Dotaz", "คำถาม"),
};
