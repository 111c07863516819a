import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuMs } from "../../../../test/support/cpu.ts";
import { splitReply } from "./reply.ts";

const quotes: [string, string][] = [
  ["Gmail, English", "On Mon, Jun 1, 2026 at 10:22 AM Support <support@desk.example> wrote:\n\n> Hello\n> World"],
  ["Gmail, Russian", "пн, 1 июн. 2026 г. в 10:22, Поддержка <support@desk.example>:\n\n> Добрый день"],
  ["Gmail, Czech", "po 1. 6. 2026 v 10:22 odesílatel Podpora <support@desk.example> napsal:\n\n> Dobrý den"],
  ["Gmail, Thai", "ในวันที่ จ. 1 มิ.ย. 2026 เวลา 10:22 ฝ่ายสนับสนุน <support@desk.example> เขียนว่า:\n\n> สวัสดี"],
  [
    "Gmail, folded",
    "On Mon, Jun 1, 2026 at 10:22 AM A Very Long Name of Somebody <\nsupport@desk.example> wrote:\n\n> Hello",
  ],
  ["Apple Mail, English", "> On 1 Jun 2026, at 10:22, Support <support@desk.example> wrote:\n> \n> Hello"],
  ["Apple Mail, Russian", "> 1 июня 2026 г., в 10:22, Поддержка <support@desk.example> написал(а):\n> \n> Добрый день"],
  ["Apple Mail, Czech", "1. 6. 2026 v 10:22, Podpora <support@desk.example>:\n\n> Dobrý den"],
  ["Mail.ru", "Понедельник, 1 июня 2026, 10:22 +03:00 от Поддержка <support@desk.example>:\n \n>Добрый день"],
  ["Yandex", '01.06.2026, 10:22, "Поддержка" <support@desk.example>:\n\nДобрый день\nещё строка'],
  [
    "Seznam",
    "---------- Původní e-mail ----------\nOd: Podpora <support@desk.example>\nKomu: jan@example.cz\nDatum: 1. 6. 2026 10:22:05\nPředmět: Tiskárna\nDobrý den",
  ],
  [
    "Outlook, English",
    "________________________________\nFrom: Support <support@desk.example>\nSent: Monday, June 1, 2026 10:22 AM\nTo: Jan\nSubject: Printer\n\nHello",
  ],
  [
    "Outlook, Russian",
    "От: Поддержка <support@desk.example>\nОтправлено: 1 июня 2026 г. 10:22\nКому: Иван\nТема: Принтер\n\nДобрый день",
  ],
  [
    "Outlook, Czech",
    "Od: Podpora <support@desk.example>\nOdesláno: pondělí 1. června 2026 10:22\nKomu: Jan\nPředmět: Tiskárna\n\nDobrý den",
  ],
  [
    "Outlook, Thai",
    "จาก: ฝ่ายสนับสนุน <support@desk.example>\nส่งแล้ว: วันจันทร์ที่ 1 มิถุนายน 2026 10:22\nถึง: สมชาย\nเรื่อง: เครื่องพิมพ์\n\nสวัสดี",
  ],
  ["Outlook 2010", "-----Original Message-----\nFrom: Support\nSent: today\nTo: Jan\nSubject: Printer\n\nHello"],
  ["Thunderbird, Russian", "01.06.2026 10:22, Поддержка пишет:\n> Добрый день"],
  ["Thunderbird, Czech", "Dne 01. 06. 26 v 10:22 Podpora napsal(a):\n> Dobrý den"],
  ["a signature", "-- \nJan Novák\nExample s.r.o."],
  ["an iPhone, English", "Sent from my iPhone"],
  ["an iPhone, Russian", "Отправлено с iPhone"],
  ["an iPhone, Czech", "Odesláno z iPhonu"],
  ["an iPhone, Thai", "ส่งจาก iPhone ของฉัน"],
  ["Outlook for phones", "Get Outlook for iOS<https://aka.ms/o0ukef>"],
];

/** How mail programs say in each language who wrote what is quoted below. */
const attributions: [string, string][] = [
  ["en", "On Fri, Jan 5, 2024 at 10:00 AM Jan Novák <jan@example.com> wrote:"],
  ["de", "Am Fr., 5. Jan. 2024 um 10:00 Uhr schrieb Jan Novák <jan@example.com>:"],
  ["de Thunderbird", "Am 05.01.24 um 10:00 schrieb Jan Novák:"],
  ["fr", "Le ven. 5 janv. 2024 à 10:00, Jan Novák <jan@example.com> a écrit :"],
  ["es", "El vie, 5 ene 2024 a las 10:00, Jan Novák (<jan@example.com>) escribió:"],
  ["pt", "Em sex., 5 de jan. de 2024 às 10:00, Jan Novák <jan@example.com> escreveu:"],
  ["it", "Il giorno ven 5 gen 2024 alle ore 10:00 Jan Novák <jan@example.com> ha scritto:"],
  ["nl", "Op vr 5 jan 2024 om 10:00 schreef Jan Novák <jan@example.com>:"],
  ["sv", "Den fre 5 jan. 2024 kl 10:00 skrev Jan Novák <jan@example.com>:"],
  ["da", "Den fre. 5. jan. 2024 kl. 10.00 skrev Jan Novák <jan@example.com>:"],
  ["no", "fre. 5. jan. 2024 kl. 10:00 skrev Jan Novák <jan@example.com>:"],
  ["fi", "pe 5. tammik. 2024 klo 10.00 Jan Novák (jan@example.com) kirjoitti:"],
  ["is", "Þann fös., 5. jan. 2024 kl. 10:00 skrifaði Jan Novák <jan@example.com>:"],
  ["pl", "pt., 5 sty 2024 o 10:00 Jan Novák <jan@example.com> napisał(a):"],
  ["pl Thunderbird", "W dniu 05.01.2024 o 10:00, Jan Novák pisze:"],
  ["cs", "pá 5. 1. 2024 v 10:00 odesílatel Jan Novák <jan@example.com> napsal:"],
  ["cs Thunderbird", "Dne 05. 01. 24 v 10:00 Jan Novák napsal(a):"],
  ["sk", "pi 5. 1. 2024 o 10:00 Jan Novák <jan@example.com> napísal(a):"],
  ["ru", "пт, 5 янв. 2024 г. в 10:00, Ян Новак <jan@example.com>:"],
  ["ru Thunderbird", "05.01.2024 10:00, Ян Новак пишет:"],
  ["uk", "пт, 5 січ. 2024 р. о 10:00 Ян Новак <jan@example.com> пише:"],
  ["bg", "На пт, 5.01.2024 г. в 10:00 Ян Новак <jan@example.com> написа:"],
  ["sr", "пет, 5. јан 2024. у 10:00 Јан Новак <jan@example.com> је написао/ла:"],
  ["hr", "pet, 5. sij 2024. u 10:00 Jan Novák <jan@example.com> napisao je:"],
  ["sl", "V V pet., 5. jan. 2024 ob 10:00 je oseba Jan Novák <jan@example.com> napisala:"],
  ["hu", "Jan Novák <jan@example.com> ezt írta (időpont: 2024. jan. 5., P, 10:00):"],
  ["ro", "În vin., 5 ian. 2024 la 10:00, Jan Novák <jan@example.com> a scris:"],
  ["el", "Στις Παρ 5 Ιαν 2024 στις 10:00 π.μ., ο χρήστης Jan Novák <jan@example.com> έγραψε:"],
  ["tr", "Jan Novák <jan@example.com>, 5 Oca 2024 Cum, 10:00 tarihinde şunu yazdı:"],
  ["et", "Kuupäev R, 5. jaanuar 2024 kell 10:00 kirjutas Jan Novák <jan@example.com>:"],
  ["lt", "2024-01-05, pn, 10:00 Jan Novák <jan@example.com> rašė:"],
  ["lv", "piektd., 2024. g. 5. janv., plkst. 10:00 — lietotājs Jan Novák (<jan@example.com>) rakstīja:"],
  ["ca", "Missatge de Jan Novák <jan@example.com> del dia dv., 5 de gen. 2024 a les 10:00:"],
  [
    "he",
    "\u202bבתאריך יום ו׳, 5 בינו׳ 2024 ב-10:00 מאת \u202aJan Novák\u202c\u200f <\u202ajan@example.com\u202c\u200f>:\u202c",
  ],
  [
    "ar",
    "في الجمعة، ٥ يناير ٢٠٢٤ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة \u202aJan Novák\u202c\u200f <\u202ajan@example.com\u202c\u200f>:",
  ],
  ["fa", "در تاریخ جمعه ۵ ژانویهٔ ۲۰۲۴،\u200f ۱۰:۰۰ Jan Novák <jan@example.com> نوشت:"],
  ["hi", "शुक्र, 5 जन॰ 2024 को 10:00 am बजे को Jan Novák <jan@example.com> ने लिखा:"],
  ["th", "ในวันที่ ศ. 5 ม.ค. 2024 เวลา 10:00 Jan Novák <jan@example.com> เขียนว่า:"],
  ["vi", "Vào Th 6, 5 thg 1, 2024 vào lúc 10:00 Jan Novák <jan@example.com> đã viết:"],
  ["id", "Pada tanggal Jum, 5 Jan 2024 pukul 10.00 Jan Novák <jan@example.com> menulis:"],
  ["ja", "2024年1月5日(金) 10:00 Jan Novák <jan@example.com>:"],
  ["ko", "2024년 1월 5일 (금) 오전 10:00, Jan Novák <jan@example.com>님이 작성:"],
  ["zh", "Jan Novák <jan@example.com> 于2024年1月5日周五 10:00写道："],
  ["zh-TW", "Jan Novák <jan@example.com> 於 2024年1月5日 週五 上午10:00寫道："],
];

describe("splitReply", () => {
  it.each(attributions)("knows who is quoted in %s", (_, attribution) => {
    const long = attribution.replace("Jan Novák", "A Very Long Name of Some Body From Accounting");
    const fold = long.lastIndexOf(" ", 72);
    const folded = `${long.slice(0, fold)}\n${long.slice(fold + 1)}`;
    for (const above of [attribution, folded])
      for (const old of ["> Hello\n> World", "Hello\n\nWorld"])
        expect(splitReply(`My answer.\n\n${above}\n\n${old}`), above).toEqual({
          replyText: "My answer.",
          quoted: `${above}\n\n${old}`,
        });
  });

  it.each(quotes)("takes off what %s adds", (_, quote) => {
    expect(splitReply(`First line.\nSecond: line\n\n${quote}\n`)).toEqual({
      replyText: "First line.\nSecond: line",
      quoted: quote.trimEnd(),
    });
  });

  it("keeps the question with the answer between quotes, and drops one quote above the answer", () => {
    const between = "Hi,\n> Does it print?\nNo.\n> Is it on?\nYes.";
    expect(splitReply(between)).toEqual({ replyText: between, quoted: "" });
    expect(splitReply("On 1 Jun 2026 at 10:00 Eva <e@x.cz> wrote:\n> Does it print?\n\nNo.").replyText).toBe("No.");
  });

  it("keeps with a quote that is answered below who is quoted", () => {
    const text = "Hi,\nOn 1 Jun 2026 at 10:00 Eva <e@x.cz> wrote:\n> Does it print?\nNo.";
    expect(splitReply(text)).toEqual({ replyText: text, quoted: "" });
  });

  it("takes the rest of a quoted line that was broken on the way for quoted", () => {
    const quoted = `> ${"a word and ".repeat(6)}\nthe rest of it\n> and more`;
    expect(splitReply(`No.\n\n${quoted}`)).toEqual({ replyText: "No.", quoted });
  });

  it.each([
    "Best regards,\nJan Novák\nHead of Sales\nExample s.r.o.\n+420 777 123 456",
    "-Jan",
    "____________________\nusers mailing list\nusers@lists.example.com\nhttps://lists.example.com/users",
    "—————\nJan Novák\nжурналист\n+420 777 123 456",
    "Sent from a potato",
  ])("folds %j", (signature) => {
    expect(splitReply(`It works now.\n\n${signature}`)).toEqual({ replyText: "It works now.", quoted: signature });
  });

  it.each([
    "It works now.\n\nBest regards,\nJan",
    "Key points\n----\n1. Faster\n2. Smaller\n\n----\nThat is all.",
    "I got it at 10:00 from Eva <e@x.cz>.\nShe wrote: it prints",
    "- Milk\n- Bread",
    "On 1. 6. 2026 it failed again.\nThe message is:\nerror 5",
    "Please order:\n- Toner\n\n- Paper",
    "Please order:\n-Toner\n\n-Paper",
  ])("folds nothing of %j", (text) => {
    expect(splitReply(text)).toEqual({ replyText: text, quoted: "" });
  });

  it("takes nothing from a mail that only forwards, and nothing that only looks like a header", () => {
    const forwarded =
      "---------- Forwarded message ---------\nFrom: a@b.cz\nDate: today\nSubject: x\nTo: y\n\nThe matter";
    expect(splitReply(forwarded)).toEqual({ replyText: forwarded, quoted: "" });
    expect(splitReply("From: here on it fails.\nOn the other hand:\nit works").quoted).toBe("");
  });

  it("never loses a line", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "",
        "> x",
        ">> y",
        "-- ",
        "On 1 Jun 2026, Jan wrote:",
        "From: a",
        "Sent: b",
        "To: c",
        "Subject: d",
        "_____",
        "text",
        "Sent from my iPhone",
        "-----Original Message-----",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const text = lines.join("\n");
        const { replyText, quoted } = splitReply(text);
        expect(inked(`${replyText}\n${quoted}`)).toEqual(inked(text));
      }),
    );
  });

  it.each([
    "On ".repeat(33_000),
    "> ".repeat(50_000),
    "From: ".repeat(16_000),
    `${"-".repeat(50_000)} original message`,
    "On 1:00 a\n\n".repeat(9_000),
    "Sent from my ".repeat(8_000),
    "wrote: ".repeat(14_000),
    "a <".repeat(33_000),
  ])("takes no quadratic time over 100 KB like %.20s…", (text) => {
    for (const each of [text, text.replace(/(.{500})/g, "$1\n")])
      expect(cpuMs(() => splitReply(each))).toBeLessThan(3_000);
  });
});

function inked(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .sort();
}
