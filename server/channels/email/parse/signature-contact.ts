import { company as companyMark, role } from "./signature-lines.ts";

/** What a signature says about its owner; null and empty where it says nothing. */
export interface SignatureContact {
  phones: string[];
  position: string | null;
  company: string | null;
}

const maxPhones = 3;

/** Harvests a signature. Pure: whether anybody keeps it is not decided here. */
export function readSignatureContact(signature: string): SignatureContact {
  const lines = signature.slice(0, 3_000).split("\n").slice(0, 30);
  const pieces = lines.flatMap(piecesOf);
  const position = pieces.find((piece) => role.test(piece) && !companyMark.test(piece)) ?? null;
  return {
    phones: [...new Set(lines.flatMap(phonesIn))].slice(0, maxPhones),
    position,
    company: pieces.find((piece) => companyMark.test(piece) && piece !== position) ?? nextTo(position, lines),
  };
}

/** "Head of IT | Example s.r.o." are two; a comma before "s.r.o." or "Inc." is none. */
function piecesOf(line: string): string[] {
  return line
    .split(/\s[|·•–—]\s|\s\|\s?|;|,(?!\s?(?:s\.\s?r|a\.\s?s|spol|inc|ltd|llc))|\s@\s|\sat\s/i)
    .map((piece) => piece.replace(/^[\s*_-]+|[\s*_,]+$/g, ""))
    .filter((piece) => piece.length >= 2 && piece.length <= 80 && !/@|https?:|www\.|\+?\d[\d\s().-]{6}/.test(piece));
}

/** "Head of IT, Stone & Sons", "CEO @ Acme": what follows the position on its line. */
function nextTo(position: string | null, lines: string[]): string | null {
  const line = position ? lines.find((each) => each.includes(position)) : undefined;
  if (!line || !position) return null;
  const pieces = piecesOf(line);
  const next = pieces[pieces.indexOf(position) + 1];
  return next && /^[\p{Lu}\d]/u.test(next) && !role.test(next) ? next : null;
}

const phone = /(?<![\w.@/-])(?:\+|00)?\(?\d[\d\s().\u00a0/-]{5,22}\d(?![\w@]|[.-]\w)/g;
const notPhone = /(?:fax|факс|แฟกซ์|ičo?|dič|инн|огрн|кпп|vat|psč|iban|account|p\.?o\.? box)\D{0,6}$/i;

function phonesIn(line: string): string[] {
  const found: string[] = [];
  for (const match of line.slice(0, 300).matchAll(phone)) {
    const before = line.slice(0, match.index);
    const digits = match[0].replace(/\D/g, "");
    const isDate = /^\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}$/.test(match[0].trim());
    if (digits.length < 7 || digits.length > 15 || isDate || notPhone.test(before)) continue;
    found.push(match[0].replace(/[\s\u00a0]+/g, " ").trim());
  }
  return found;
}
