// The four client companies and who works there. All domains are reserved for examples.
import type { Language } from "../../shared/base/schema.ts";

export interface Employee {
  name: string;
  email: string;
  phone?: string;
  /** How an agent addresses him. */
  call: string;
  female: boolean;
  manager: boolean;
}

export interface Client {
  name: string;
  domain: string;
  language: Language;
  timeZone: string;
  notes: string;
  /** Working hours in UTC: stories happen between these. */
  hours: readonly [number, number];
  employees: readonly Employee[];
}

type Row = [local: string, name: string, call: string, sex: "m" | "f", phone?: string];

/** The first is the manager. */
function employees(domain: string, rows: readonly Row[]): Employee[] {
  return rows.map(([local, name, call, sex, phone], index) => ({
    name,
    email: `${local}@${domain}`,
    phone,
    call,
    female: sex === "f",
    manager: index === 0,
  }));
}

export const clients: readonly Client[] = [
  {
    name: "Strojírna Vltava s.r.o.",
    domain: "strojirna-vltava.example",
    language: "cs",
    timeZone: "Europe/Prague",
    notes: "Servisní smlouva: pracovní dny 7–16. Výrobní hala má samostatnou síť, přístup hlásit na vrátnici.",
    hours: [6, 14.5],
    employees: employees("strojirna-vltava.example", [
      ["kucera", "Pavel Kučera", "pane Kučero", "m", "+420 601 000 111"],
      ["horakova", "Jana Horáková", "paní Horáková", "f", "+420 601 000 112"],
      ["simek", "Petr Šimek", "pane Šimku", "m"],
      ["prochazkova", "Alena Procházková", "paní Procházková", "f"],
      ["bartos", "Miroslav Bartoš", "pane Bartoši", "m"],
      ["mala", "Veronika Malá", "paní Malá", "f"],
      ["kolar", "Zdeněk Kolář", "pane Koláři", "m", "+420 601 000 117"],
    ]),
  },
  {
    name: "ООО «Балтийская логистика»",
    domain: "baltlogistika.example",
    language: "ru",
    timeZone: "Europe/Moscow",
    notes: "Два офиса и склад. На складе работают посменно, срочные заявки по складу — в первую очередь.",
    hours: [6, 15],
    employees: employees("baltlogistika.example", [
      ["lebedev", "Игорь Лебедев", "Игорь Викторович", "m", "+7 495 000-01-01"],
      ["smirnova", "Ольга Смирнова", "Ольга Николаевна", "f"],
      ["orlov", "Дмитрий Орлов", "Дмитрий", "m"],
      ["volkova", "Екатерина Волкова", "Екатерина Павловна", "f", "+7 495 000-01-04"],
      ["kuznetsov", "Сергей Кузнецов", "Сергей", "m"],
      ["zaitseva", "Марина Зайцева", "Марина Андреевна", "f"],
    ]),
  },
  {
    name: "บริษัท สยามฟู้ดส์ จำกัด",
    domain: "siamfoods.example",
    language: "th",
    timeZone: "Asia/Bangkok",
    notes: "โรงงานอยู่ที่สมุทรปราการ สำนักงานอยู่ที่บางนา เข้าหน้างานต้องแจ้งล่วงหน้าหนึ่งวัน",
    hours: [2, 10.5],
    employees: employees("siamfoods.example", [
      ["somchai.j", "สมชาย ใจดี", "คุณสมชาย", "m", "+66 2 000 0101"],
      ["parichat.s", "ปาริชาติ แสงทอง", "คุณปาริชาติ", "f"],
      ["wichai.p", "วิชัย พงษ์ไพบูลย์", "คุณวิชัย", "m"],
      ["kamonwan.s", "กมลวรรณ ศรีสุข", "คุณกมลวรรณ", "f", "+66 2 000 0104"],
      ["nattapon.c", "ณัฐพล เจริญสุข", "คุณณัฐพล", "m"],
      ["supaporn.t", "สุภาพร ทองดี", "คุณสุภาพร", "f"],
      ["thanakorn.r", "ธนากร รัตนกุล", "คุณธนากร", "m"],
    ]),
  },
  {
    name: "Harbour & Vale Ltd",
    domain: "harbourvale.example",
    language: "en",
    timeZone: "Europe/London",
    notes: "Offices in Bristol and Rotterdam. Claire approves every purchase above 200 GBP.",
    hours: [8, 16.5],
    employees: employees("harbourvale.example", [
      ["claire.bennett", "Claire Bennett", "Claire", "f", "+44 117 496 0101"],
      ["james.whitfield", "James Whitfield", "James", "m"],
      ["priya.nair", "Priya Nair", "Priya", "f"],
      ["tom.gallagher", "Tom Gallagher", "Tom", "m"],
      ["sofia.lindqvist", "Sofia Lindqvist", "Sofia", "f", "+44 117 496 0105"],
      ["daniel.okafor", "Daniel Okafor", "Daniel", "m"],
      ["emma.clarke", "Emma Clarke", "Emma", "f"],
      ["marek.kowalski", "Marek Kowalski", "Marek", "m"],
    ]),
  },
];
