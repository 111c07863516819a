// Severka IT: the desk's own people, teams and queues.
import type { Language } from "../../shared/base/schema.ts";
import type { Field } from "../../shared/tickets/schema.ts";

export const companyName = "Severka IT";
export const domain = "severka.example";
export const timeZone = "Europe/Prague";
export const password = "listek-demo";

export interface Staff {
  key: string;
  name: string;
  email: string;
  role: "administrator" | "supervisor" | "agent";
  female: boolean;
  /** Of the desk as he sees it. */
  language: Language;
  /** How he signs, in each language he answers in. */
  signs: Partial<Record<Language, string>>;
}

const staff = (
  key: string,
  name: string,
  role: Staff["role"],
  female: boolean,
  language: Language,
  signs: Staff["signs"],
): Staff => ({ key, name, email: `${key}@${domain}`, role, female, language, signs });

export const people: readonly Staff[] = [
  staff("admin", "Jan Severa", "administrator", false, "en", {}),
  staff("katerina.dvorakova", "Kateřina Dvořáková", "supervisor", true, "cs", {
    cs: "Kateřina Dvořáková",
    en: "Kateřina",
  }),
  staff("tomas.novotny", "Tomáš Novotný", "agent", false, "cs", { cs: "Tomáš Novotný", en: "Tomáš" }),
  staff("lucie.benesova", "Lucie Benešová", "agent", true, "cs", { cs: "Lucie Benešová" }),
  staff("martin.riha", "Martin Říha", "agent", false, "cs", { cs: "Martin Říha", en: "Martin" }),
  staff("alexey.morozov", "Alexey Morozov", "agent", false, "ru", { ru: "Алексей Морозов", en: "Alexey" }),
  staff("natalia.sokolova", "Natalia Sokolova", "agent", true, "ru", { ru: "Наталья Соколова", en: "Natalia" }),
  staff("ploy.srisawat", "Ploy Srisawat", "agent", true, "th", { th: "พลอย ศรีสวัสดิ์", en: "Ploy" }),
  staff("anan.wongsakul", "Anan Wongsakul", "agent", false, "th", { th: "อนันต์ วงศ์สกุล", en: "Anan" }),
];

export const teams: readonly { name: string; members: readonly string[] }[] = [
  {
    name: "Service Desk",
    members: ["katerina.dvorakova", "lucie.benesova", "natalia.sokolova", "ploy.srisawat", "tomas.novotny"],
  },
  { name: "Infrastructure", members: ["tomas.novotny", "alexey.morozov", "anan.wongsakul"] },
  { name: "Field Service", members: ["martin.riha", "anan.wongsakul", "alexey.morozov"] },
  { name: "Office", members: ["katerina.dvorakova", "lucie.benesova", "natalia.sokolova", "ploy.srisawat"] },
];

export const queueKeys = ["servicedesk", "networks", "hosting", "field", "billing"] as const;
export type QueueKey = (typeof queueKeys)[number];

/** Empty teams: every agent sees the queue. */
export const queues: Readonly<Record<QueueKey, { name: string; teams: readonly string[] }>> = {
  servicedesk: { name: "Servicedesk", teams: [] },
  networks: { name: "Networks", teams: [] },
  hosting: { name: "Hosting", teams: [] },
  field: { name: "Field service", teams: [] },
  billing: { name: "Billing", teams: ["Office"] },
};

export const queueAddress = (key: QueueKey): string => `${key}@${domain}`;

/** Who works in a queue; one of them who speaks the customer's language takes the ticket. */
export const queueTeams: Readonly<Record<QueueKey, readonly string[]>> = {
  servicedesk: ["Service Desk"],
  networks: ["Infrastructure"],
  hosting: ["Infrastructure"],
  field: ["Field Service"],
  billing: ["Office"],
};

export const fields: readonly Field[] = [
  {
    key: "serial_number",
    name: { en: "Serial number", ru: "Серийный номер", cs: "Sériové číslo", th: "หมายเลขเครื่อง" },
    kind: "text",
    choices: [],
  },
  {
    key: "location",
    name: { en: "Location", ru: "Место", cs: "Umístění", th: "สถานที่" },
    kind: "text",
    choices: [],
  },
  {
    key: "on_site",
    name: { en: "Visit on site", ru: "Нужен выезд", cs: "Výjezd na místo", th: "ต้องเข้าหน้างาน" },
    kind: "boolean",
    choices: [],
  },
];
