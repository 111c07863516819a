import { company as companyMark, contact, disclaimer, role } from "./signature-lines.ts";
import { readPhones, type SignaturePhone } from "./signature-phones.ts";

/** What a signature says about its owner; null and empty where it says nothing. */
export interface SignatureContact {
  phones: SignaturePhone[];
  position: string | null;
  company: string | null;
}

const maxPhones = 3;

/** Harvests a signature; null when it says nothing. Pure: whether anybody keeps it is not decided here. */
export function readSignatureContact(signature: string): SignatureContact | null {
  const lines = ownLines(signature);
  const phones = readPhones(lines).slice(0, maxPhones);
  const pieces = lines.flatMap(piecesOf);
  const position = pieces.find((piece) => isPosition(piece)) ?? null;
  const company = pieces.find((piece) => companyMark.test(piece) && piece !== position) ?? nextTo(position, lines);
  return phones.length || position || company ? { phones, position, company } : null;
}

/** What lawyers add says nothing about the writer, nor does what he quotes. */
function ownLines(signature: string): string[] {
  const lines = signature.slice(0, 3_000).split("\n").slice(0, 30);
  const legal = lines.findIndex((line) => disclaimer.test(line.slice(0, 300)) || legalLine.test(line));
  return (legal < 0 ? lines : lines.slice(0, legal))
    .filter((line) => !line.startsWith(">"))
    .map((line) => line.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50)));
}

const legalLine =
  /^\s*(?:disclaimer|legal notice|upozornění|právní upozornění|уведомление|внимание|данное (?:сообщение|письмо)|tato zpráva|tento e-?mail|this (?:e-?mail|message)|อีเมล(?:ฉบับ)?นี้|ข้อความนี้)/iu;

/** Beside the words by which lines of signatures are known: what only names a position. */
const position =
  /(?<!\p{L})(?:ciso|vp|programmer|buyer|intern|nurse|trainee|dispatcher|clerk|administrátor(?:ka)?|analytik|analytička|konzultant(?:ka)?|nákupčí|dispečer(?:ka)?|personalist(?:a|ka)|skladní[kc]e?|právní[kc]e?|lékař(?:ka)?|učitel(?:ka)?|zaměstnanec|заведующ(?:ий|ая)|председатель|эксперт|диспетчер|оператор|учитель|врач|механик|технолог|кладовщик|системный|помощник)(?!\p{L})|ผู้ช่วย|พนักงาน|ช่าง|นักวิเคราะห์|นักพัฒนา|โปรแกรมเมอร์|ประธาน|ผู้ประสานงาน|ครู|อาจารย์/iu;

function isPosition(piece: string): boolean {
  if (!role.test(piece) && !position.test(piece)) return false;
  return !companyMark.test(piece) && !contact.test(piece) && !/[:!?]|\p{Ll}{3}\.$/u.test(piece) && words(piece) <= 8;
}

const words = (piece: string): number => piece.split(/\s+/).length;

/** "Head of IT | Example s.r.o." are two; a comma before "s.r.o." or "Inc." is none. */
function piecesOf(line: string): string[] {
  return line
    .slice(0, 300)
    .replace(/^\s*(?:position|title|job title|pozice|funkce|должность|ตำแหน่ง)\s?:\s*/iu, "")
    .split(/\s[|·•–—-]\s|\s\|\s?|;|,(?!\s?(?:s\.\s?r|a\.\s?s|spol|inc|ltd|llc))|\s@\s|\sat\s/i)
    .map((piece) => piece.replace(/^[\s*_-]+|[\s*_,]+$/g, ""))
    .filter((piece) => piece.length >= 2 && piece.length <= 80 && !/@|https?:|www\.|\+?\d[\d\s().-]{6}/.test(piece));
}

/** "Head of IT, Stone & Sons", "CEO @ Acme": what follows the position on its line. */
function nextTo(position: string | null, lines: string[]): string | null {
  const line = position ? lines.find((each) => each.includes(position)) : undefined;
  if (!line || !position) return null;
  const pieces = piecesOf(line);
  const next = pieces[pieces.indexOf(position) + 1];
  return next && /^[\p{Lu}\d]/u.test(next) && !isPosition(next) ? next : null;
}
