// Names of customers and agents.
import type { Language } from "../../shared/base/schema.ts";

const split = (text: string): readonly string[] => text.trim().split(/\s+/);

export const firstNames: Readonly<Record<Language, readonly string[]>> = {
  en: split(
    "James Mary Robert Linda John Susan David Karen Thomas Nancy Daniel Lisa Mark Emma Paul Laura Steven Anna Kevin Julia Brian Alice George Helen",
  ),
  ru: split(
    "Алексей Анна Дмитрий Ольга Сергей Елена Иван Мария Андрей Наталья Михаил Ирина Павел Татьяна Николай Светлана Виктор Юлия Олег Дарья",
  ),
  cs: split(
    "Jan Jana Petr Eva Josef Hana Pavel Anna Martin Lenka Tomáš Lucie Jaroslav Věra Miroslav Alena Zdeněk Petra David Veronika",
  ),
  th: split("สมชาย สมหญิง วิชัย กมล ณัฐพล อรทัย ธนากร สุภาพร ปิยะ มาลี อนันต์ รัตนา ประเสริฐ วรรณา ชัยวัฒน์ นภา"),
};
/** Such as sound alike for men and women, or are not inflected. */
export const lastNames: Readonly<Record<Language, readonly string[]>> = {
  en: split(
    "Smith Jones Taylor Brown Wilson Evans Thomas Roberts Walker Wright Hughes Green Hall Wood Harris Martin Clarke Lewis Young King Baker Scott",
  ),
  ru: split(
    "Шевченко Бондаренко Коваленко Ткаченко Мельник Черных Седых Долгих Живаго Дурново Франк Берг Ким Цой Левченко Гончар",
  ),
  cs: split("Janů Petrů Martinů Jírů Krejčí Kočí Dolejší Tichý Bílý Vávrů Matějů Pavlů Kubů Tomšů Hrubý Malý"),
  th: split("ใจดี แสงทอง ศรีสุข เจริญสุข ทองดี รัตนกุล พงษ์ไพบูลย์ มีสุข ทองแท้ วงศ์สกุล บุญมา แก้วใส สุขใจ พูนผล"),
};
export const organizationKinds: Readonly<Record<Language, readonly string[]>> = {
  en: ["Ltd", "Logistics", "Engineering", "Partners", "Foods", "Systems"],
  ru: ["ООО", "Сервис", "Торг", "Логистика", "Строй"],
  cs: ["s.r.o.", "a.s.", "Servis", "Stavby", "Obchod"],
  th: ["จำกัด", "เทรดดิ้ง", "ฟู้ดส์", "โลจิสติกส์"],
};
