import { describe, expect, it } from "vitest";
import { cpuMs } from "../../../../test/support/cpu.ts";
import { detectLanguage } from "./language.ts";
import { parse } from "./parse.ts";
import { isThanks } from "./thanks.ts";
import { scoreThanks, thanksLanguages } from "./thanks-cases.ts";

describe("isThanks", () => {
  it.each([
    "Thanks!",
    "Thank you very much for your quick help.",
    "Great, it works now. Thanks a lot!\n\nBest regards,\nJohn Smith",
    "Got it, thanks",
    "Thank you 🙏",
    "Hi Team,\n\nMany thanks for the quick fix!",
    "Спасибо!",
    "Добрый день! Большое спасибо за помощь, всё работает.",
    "Спасибо, получилось)",
    "Благодарю за оперативность.\n\nС уважением,\nИванов И.И.",
    "Děkuji moc!",
    "Dobrý den,\n\nděkuji za rychlou reakci, už to funguje.\n\nS pozdravem\nJan Novák",
    "Diky moc",
    "ขอบคุณครับ",
    "ขอบคุณมากค่ะ ใช้งานได้แล้วค่ะ",
    "รับทราบครับ",
  ])("knows %j", (text) => {
    expect(isThanks(text)).toBe(true);
  });

  it.each([
    "",
    "Hello",
    "Thanks, but it still does not work.",
    "Thank you. Could you also look at the scanner?",
    "Thanks! When will it be ready?",
    "Thanks, and please close ticket 12 too",
    "It does not work.",
    "No thanks to you it is broken again",
    "Thanks for nothing",
    "Спасибо, но не работает.",
    "Спасибо! А как быть со сканером?",
    "Спасибо, жду ответа",
    "Не работает, спасибо",
    "Děkuji, ale pořád to nejde",
    "Děkuji, a co ta druhá tiskárna?",
    "Díky, ještě prosím nastavte skener",
    "Nefunguje to, díky",
    "ขอบคุณครับ แต่ยังใช้งานไม่ได้",
    "ใช้งานไม่ได้ครับ",
    "ขอบคุณครับ รบกวนดูเครื่องสแกนด้วย",
    "Not ok",
    "Yes, ok",
    "Да, хорошо",
    "Ano, dobře.",
    "It works now and again",
    "Сделали",
  ])("does not take %j for it", (text) => {
    expect(isThanks(text)).toBe(false);
  });
});

describe.each(thanksLanguages)("thanks in %s", (language) => {
  it("swallows no work, in the messages that the rules are made from and in those held out from them", () => {
    const [rules, heldOut] = [scoreThanks(language, "rules"), scoreThanks(language, "held-out")];
    expect(rules.messages + heldOut.messages).toBeGreaterThanOrEqual(400);
    expect(rules.swallowed).toEqual([]);
    expect(heldOut.precision).toBeGreaterThanOrEqual(0.99);
  });

  it("is known nine times of ten", () => {
    expect(scoreThanks(language, "rules").recall).toBeGreaterThanOrEqual(0.95);
    expect(scoreThanks(language, "held-out").recall).toBeGreaterThanOrEqual(0.9);
  });
});

describe("a message that is long", () => {
  it.each([
    "thanks ".repeat(80),
    "ok ".repeat(95),
    `${"very ".repeat(55)}x`,
    "ขอบคุณ".repeat(45),
    `thank${"s".repeat(250)}`,
    `${"Thanks Ann\n".repeat(25)}!`,
  ])("takes no time that grows beyond measure: %.20s", (text) => {
    expect(cpuMs(() => isThanks(text))).toBeLessThan(500);
  });
});

describe("a mail with nothing but a signature", () => {
  it.each([
    ["Re: Printer", true],
    ["Odp: Tiskárna", true],
    ["The scanner is broken as well", false],
    ["", false],
  ])("and the subject %j needs no answer: %s", (subject, thanks) => {
    const mail = parse(Buffer.from(`From: a@b.cz\nSubject: ${subject}\n\n\n-- \nJan Novák\nExample s.r.o.\n`));
    expect(mail.thanks).toBe(thanks);
  });
});

describe("detectLanguage", () => {
  it.each([
    ["The printer does not work, please help.", "en"],
    ["Принтер не печатает, помогите пожалуйста", "ru"],
    ["Спасибо", "ru"],
    ["Tiskárna nám už zase nefunguje, prosím o pomoc.", "cs"],
    ["Děkuji", "cs"],
    ["เครื่องพิมพ์ใช้งานไม่ได้ครับ error 500", "th"],
    ["Принтер не працює, допоможіть будь ласка", "uk"],
    ["Der Drucker funktioniert nicht, bitte helfen Sie mir.", "de"],
    ["L'imprimante ne marche pas, merci de nous aider, je suis bloqué", "fr"],
    ["Drukarka nie działa, proszę o pomoc", "pl"],
    ["", null],
    ["12345 --- ???", null],
  ])("%j is %s", (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });
});
