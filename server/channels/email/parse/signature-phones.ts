// Phone numbers in a signature: told from numbers of companies, taxes, accounts and orders, and a fax from a phone.

export interface SignaturePhone {
  /** As written, with its extension. */
  value: string;
  /** What two spellings of it have in common: +420777123456, where its country is known; its digits elsewhere. */
  key: string;
  fax: boolean;
}

/** Digits with what people put between them; no part of a word, an address, a version or an account. */
const candidate =
  /(?<![\p{L}\d_@/+-])(?<!\d\.)(?:\+\s?|00)?\(?\d[\d\s().\u00a0\u2010-\u2013-]{5,24}\d(?![\p{L}\d_@]|[.-][\p{L}\d]|\/\d{4}\b)/gu;

const phoneLabel =
  /(?<!\p{L})(?:tel|phone|ph|mob|mobile?|cell|gsm|office|direct|desk|hotline|call|whatsapp|viber|mt|t|m|p|o|d|тел|телефон|моб|раб|сот|звоните|telefon|mobil|volejte|pevná|linka)(?!\p{L})|โทร(?!สาร)|มือถือ|สายด่วน/iu;
const faxLabel = /(?<!\p{L})(?:(?:tele)?fax|f|факс)(?!\p{L})|แฟกซ์|แฟ็กซ์|โทรสาร/iu;
const otherLabel =
  /(?<!\p{L})(?:ičo?|dič|icdph|ič dph|инн|огрн(?:ип)?|кпп|бик|окпо|р\/с|к\/с|сч[её]т|vat|tin|tax|ein|gst|abn|psč|iban|swift|account|acct|bank|zip|po box|p\.?\s?o\.? box|order|invoice|ticket|case|ref(?:erence)?|customer|contract|serial|reg(?:istration|istered)?|company (?:no|number|reg)|licen[cs]e|id|no|nr|číslo|č\. ?ú|účet|účtu|objednáv\p{L}{1,3}|faktur\p{L}{1,3}|smlouv\p{L}{1,3}|zakáz\p{L}{1,3}|spis\p{L}{0,3}|vložka|oddíl|ds|заказ\p{L}{0,2}|заявк\p{L}{1,2}|договор\p{L}{0,2}|счета|накладн\p{L}{2,3}|номер|свидетельств\p{L}{1,2}|индекс|паспорт|vs|variabilní symbol)(?!\p{L})|№|#|เลขประจำตัว|เลขที่|ผู้เสียภาษี|ทะเบียน|บัญชี|คำสั่งซื้อ|ใบแจ้งหนี้|รหัส/iu;

/** Forms that are known for phones without a word before them. */
const knownForms = [
  /^(?:\+\s?|00)[1-9]/, // international
  /^\(\d{2,5}\)/,
  /^[78][\s(-]*[3489]\d{2}[\s)-]/, // 8 (495) 123-45-67
  /^[2-9]\d{2}[ .-]\d{3}[ .-]\d{4}$/, // North America
  /^[2-9]\d{2}[ \u00a0]\d{3}[ \u00a0]\d{3}$/, // Czech
  /^0\d{1,2}[ -]\d{3}[ -]\d{3,4}$/, // Thai
  /^0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}$/, // British
];

const extension = /^\s?[,;(]?\s?(?:ext(?:ension)?|x|доб(?:авочный)?|вн|linka|klapka|kl|ต่อ)\.?\s?:?\s?(\d{1,6})\b/iu;

export function readPhones(lines: readonly string[]): SignaturePhone[] {
  const country = countryOf(lines.join("\n"));
  const found = new Map<string, SignaturePhone>();
  for (const [at, line] of lines.entries())
    for (const phone of phonesIn(line.slice(0, 300), labelAbove(lines[at - 1]), country))
      if (!found.has(phone.key)) found.set(phone.key, phone);
  return [...found.values()];
}

/** "Fax:" on a line of its own. */
const labelAbove = (line = ""): string => (/^[^\d]{2,30}[:：]\s*$/.test(line) ? line : "");

function phonesIn(line: string, above: string, country: Country | null): SignaturePhone[] {
  const found: SignaturePhone[] = [];
  let from = 0;
  for (const match of line.matchAll(candidate)) {
    const written = match[0].replace(/[\s\u00a0]+/g, " ").trim();
    const before = line.slice(from, match.index);
    const after = line.slice(match.index + match[0].length);
    from = match.index + match[0].length;
    // What stands before a bar or a comma is about something else.
    const label =
      before
        .split(/[|;,•·]|\s{3,}/)
        .at(-1)
        ?.trim() || (match.index === from - match[0].length && !before.trim() ? above : "");
    const behind = /^\s?\(([^)\d]{1,20})\)/.exec(after)?.[1] ?? "";
    const isPhone = phoneLabel.test(label) || phoneLabel.test(behind);
    const fax = !isPhone && (faxLabel.test(label) || faxLabel.test(behind));
    if (!fax && !isPhone && (otherLabel.test(label) || !knownForms.some((form) => form.test(written)))) continue;
    if (isPhone && otherLabel.test(lastWord(label))) continue;
    const number = numberOf(written, country);
    if (!number) continue;
    const more = extension.exec(after);
    found.push({
      value: more ? `${written} ${more[0].replace(/^[\s,;(]+/, "")}` : written,
      key: more ? `${number}x${more[1]}` : number,
      fax,
    });
  }
  return found;
}

/** "T: … VAT": the nearest word says what the number is. */
const lastWord = (label: string): string => /[\p{L}./#№]+[\s:.]*$/u.exec(label)?.[0] ?? "";

type Country = "7" | "420" | "66" | "1";

/** Whose short numbers these are: by an international number beside them, else by how the rest is written. */
function countryOf(text: string): Country | null {
  const named = /(?:\+|\b00)\s?(420|66|7|1)(?=[\s(.-]?\(?\d)/.exec(text)?.[1];
  if (named) return named as Country;
  if (/[\u0e00-\u0e7f]/.test(text)) return "66";
  if (/[а-яё]/i.test(text)) return "7";
  return /[ěřůčďťň]|s\.\s?r\.\s?o|\.cz\b|(?<!\p{L})IČO?(?!\p{L})/iu.test(text) ? "420" : null;
}

/** null: that many digits has no phone. */
function numberOf(written: string, country: Country | null): string | null {
  const digits = written.replace(/\(0\)/, "").replace(/\D/g, "");
  const isDate = /^\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}$/.test(written);
  if (isDate || digits.length < 7 || digits.length > 15) return null;
  if (/^\+|^00[1-9]/.test(written)) {
    const international = digits.replace(/^00/, "");
    return international.length >= 8 && !international.startsWith("0") ? `+${international}` : null;
  }
  return nationalNumber(digits, written, country) ?? digits;
}

function nationalNumber(digits: string, written: string, country: Country | null): string | null {
  if (/^[78][3489]\d{9}$/.test(digits) && country === "7") return `+7${digits.slice(1)}`;
  if (/^[3489]\d{9}$/.test(digits) && country === "7") return `+7${digits}`;
  if (/^[2-9]\d{8}$/.test(digits) && country === "420") return `+420${digits}`;
  if (/^0\d{8,9}$/.test(digits) && country === "66") return `+66${digits.slice(1)}`;
  if (
    /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits) &&
    (country === "1" || (country === null && /^(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(written)))
  )
    return `+1${digits.slice(-10)}`;
  return null;
}
