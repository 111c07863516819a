import { deviceSignature, signatureSeparator } from "./quote-marks.ts";
import { closing, company, contact, disclaimer, postscript, role, speaking } from "./signature-lines.ts";

export interface SplitSignature {
  body: string;
  signature: string;
}

/** What the person wrote, and what stands below each of his mails. Each line goes to exactly one side. */
export function splitSignature(text: string): SplitSignature {
  const lines = text.split("\n");
  const start = signatureStart(lines);
  return { body: lines.slice(0, start).join("\n"), signature: lines.slice(start).join("\n").trim() };
}

/** More lines than this are no signature, unless a separator says so. */
const maxLines = 20;

/**
 * The line at which the signature begins, `lines.length` without one. A postscript is never part of it. "Best regards,
 * Jan" is what people write by hand: whether that is enough, the caller says.
 */
export function signatureStart(lines: string[], least: "a farewell" | "more than a name" = "a farewell"): number {
  const separator = lines.findIndex((line) => signatureSeparator.test(line) || deviceSignature.test(line.trim()));
  const end = separator < 0 ? lines.length : separator;
  const farewell = closingStart(lines.slice(0, end)) ?? end;
  const start = least === "a farewell" || saysMore(lines.slice(farewell + 1, end)) ? farewell : end;
  return lines.slice(start).some((line) => postscript.test(line.trim())) ? lines.length : start;
}

/** "Best regards," below which there are only lines as signatures have them. */
function closingStart(lines: string[]): number | null {
  const first = Math.max(0, lines.length - maxLines);
  for (let at = first; at < lines.length; at++) {
    if (!closing.test((lines[at] as string).trim())) continue;
    return isSignature(lines.slice(at + 1)) ? at : null;
  }
  return null;
}

function saysMore(lines: string[]): boolean {
  const inked = lines.filter((line) => line.trim());
  return inked.length > 2 || inked.some((line) => contact.test(line) || company.test(line) || role.test(line));
}

function isSignature(lines: string[]): boolean {
  for (const line of lines) {
    if (disclaimer.test(line.slice(0, 300))) return true;
    if (!isSignatureLine(line.trim())) return false;
  }
  return true;
}

/** A name, a position, a company, a way to reach somebody; no sentence. */
export function isSignatureLine(line: string): boolean {
  if (!line) return true;
  if (line.length > 120 || /[?？!]|\p{Ll}{3}[.]$/u.test(line) || postscript.test(line)) return false;
  if (contact.test(line) || company.test(line) || /^[-–—_=*|\s]+$|^\[[^\]]{1,80}\]$/.test(line)) return true;
  if (/[\u0e00-\u0e7f]/.test(line)) return line.length <= 60 && !speaking.test(line);
  const words = line.split(/[\s|,/·•]+/).filter((word) => /\p{L}/u.test(word));
  if (words.length > 8) return false;
  const capitals = words.filter((word) => /^[("„«]?\p{Lu}/u.test(word)).length;
  return capitals * 2 > words.length || (words.length <= 5 && role.test(line));
}

export function hasContact(line: string): boolean {
  return contact.test(line);
}
