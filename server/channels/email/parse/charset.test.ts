import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeBytes } from "./charset.ts";
import { headerText } from "./header-text.ts";

const russian = "Здравствуйте! Не печатает принтер в бухгалтерии, помогите пожалуйста. С уважением, Иванова";
const czech = "Dobrý den, tiskárna v účtárně už zase nefunguje. Můžete se na to prosím podívat? Děkuji, Řehoř Žižka";
const thai = "สวัสดีครับ เครื่องพิมพ์ที่ฝ่ายบัญชีใช้งานไม่ได้ รบกวนช่วยตรวจสอบด้วยครับ ขอบคุณครับ";
const german = "Guten Tag, der Drucker läuft nicht. Können Sie bitte prüfen, was er für Störungen hat? Grüße";
const polish = "Dzień dobry, drukarka nie działa. Proszę o pomoc, nie mogę wysłać żadnych plików. Dziękuję";
const japanese = "こんにちは。プリンターが動きません。確認をお願いします。";
const chinese = "您好，打印机不能工作。 请帮助我们检查一下， 谢谢。 我们 今天 需要 打印 文件。";
const korean = "안녕하세요. 프린터가 작동하지 않습니다. 확인 부탁드립니다. 감사합니다.";

const encode = (text: string, label: string) => iconv.encode(text, label);

describe("decodeBytes", () => {
  it.each([
    [russian, "windows-1251"],
    [russian, "koi8-r"],
    [russian, "cp866"],
    [russian, "iso-8859-5"],
    [russian, "maccyrillic"],
    [czech, "windows-1250"],
    [czech, "iso-8859-2"],
    [thai, "windows-874"],
    [thai, "tis-620"],
    [german, "iso-8859-1"],
    [german, "iso-8859-15"],
    [german, "cp850"],
    [japanese, "shift_jis"],
    [japanese, "euc-jp"],
    [chinese, "gb2312"],
    [chinese, "gb18030"],
    [korean, "euc-kr"],
    [korean, "ks_c_5601-1987"],
    [russian, "utf-16"],
    [thai, "utf-16le"],
    [czech, "utf-16be"],
    [russian, "utf-7"],
    ["שלום עולם", "windows-1255"],
    ["مرحبا بالعالم", "windows-1256"],
  ])("reads %s as %s when it says so", (text, label) => {
    expect(decodeBytes(encode(text, label), label)).toEqual({ text, problem: null });
  });

  it.each([
    ["~{<:Ky2;NpJ)~} hello", "hz-gb-2312", "己所不勿施 hello"],
    ["\u001b$)C\u000e>H3g\u000f hi", "iso-2022-kr", "안녕 hi"],
    ["\u001b$BF|K\\8l\u001b(B hi", "iso-2022-jp", "日本語 hi"],
  ])("reads the shifts of %j in %s", (bytes, label, text) => {
    expect(decodeBytes(Buffer.from(bytes, "latin1"), label)).toEqual({ text, problem: null });
  });

  it.each([
    [russian, "windows-1251"],
    [russian, "koi8-r"],
    [russian, "cp866"],
    [czech, "windows-1250"],
    [czech, "iso-8859-2"],
    [polish, "iso-8859-2"],
    [thai, "windows-874"],
    [german, "iso-8859-1"],
    [japanese, "shift_jis"],
    [chinese, "gb18030"],
  ])("guesses that undeclared %s is in %s", (text, label) => {
    expect(decodeBytes(encode(text, label), undefined).text).toBe(text);
    expect(decodeBytes(encode(text, label), "us-ascii").text).toBe(text);
    expect(decodeBytes(encode(text, label), "unknown-8bit").text).toBe(text);
  });

  it("takes UTF-8 for UTF-8 when the sender said Latin 1, and keeps what a cut left over", () => {
    expect(decodeBytes(Buffer.from(czech), "iso-8859-1").text).toBe(czech);
    expect(decodeBytes(Buffer.from(czech).subarray(0, 6), "utf-8")).toEqual({ text: "Dobrý", problem: null });
    expect(decodeBytes(Buffer.concat([Buffer.from(czech), Buffer.from([0xc5])]), "utf-8").text).toBe(`${czech}\uFFFD`);
  });

  it("says when a charset is unknown", () => {
    expect(decodeBytes(Buffer.from([0x61, 0xe9]), "x-klingon")).toEqual({
      text: "aé",
      problem: "unknown charset x-klingon",
    });
  });
});

describe("what no header says", () => {
  it("reads ISO-2022-JP by its escapes, in bodies and in headers", () => {
    const bytes = Buffer.from("\u001b$BF|K\\8l\u001b(B hi", "latin1");
    expect(decodeBytes(bytes, undefined).text).toBe("日本語 hi");
    expect(headerText(bytes.toString("latin1"))).toBe("日本語 hi");
  });

  it("keeps UTF-8 in which others have already lost letters", () => {
    const bytes = Buffer.concat([Buffer.from("Sch\ufffdn, \ufffd\ufffd und "), Buffer.from([0xc1])]);
    expect(decodeBytes(bytes, "utf-8").text).toBe("Sch\ufffdn, \ufffd\ufffd und \ufffd");
  });
});
