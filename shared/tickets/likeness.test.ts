import { expect, test } from "vitest";
import { probablySame, sameFrom } from "./likeness.ts";

const said = (subject: string, text = "") => ({ subject, text });
test.each<[string, ReturnType<typeof said>, ReturnType<typeof said>, boolean]>([
  ["the same subject", said("Printer in room 12 is dead"), said("Re: printer in room 12 is dead"), true],
  ["a subject with our number", said("Re: [#20260042] VPN drops every hour"), said("VPN drops every hour"), true],
  ["a longer one", said("Принтер не печатает"), said("Принтер в бухгалтерии опять не печатает"), true],
  ["Thai, without spaces", said("เครื่องพิมพ์ใช้งานไม่ได้"), said("เครื่องพิมพ์ชั้นสองใช้งานไม่ได้"), true],
  [
    "another subject, the same words",
    said("Help", "The mail server mx1 refuses our newsletter since Monday"),
    said("Urgent", "mail server mx1 refuses newsletter since Monday, please look"),
    true,
  ],
  ["something else", said("Printer in room 12 is dead"), said("New laptop for Petr"), false],
  [
    "the same greeting",
    said("Question", "Dobrý den, prosím o novou klávesnici. Děkuji, Jana"),
    said("Invoice", "Dobrý den, faktura za březen nesedí. Děkuji, Jana"),
    false,
  ],
  ["one word", said("Server"), said("Server"), false],
  ["nothing", said(""), said(""), false],
])("%s", (_name, a, b, same) => {
  expect(probablySame(a, b) >= sameFrom).toBe(same);
  expect(probablySame(b, a) >= sameFrom).toBe(same);
});
