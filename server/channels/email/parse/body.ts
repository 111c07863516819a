import { plainFromHtml } from "../../../platform/html/html-text.ts";
import { decodeBytes } from "./charset.ts";
import { cleanText, cut } from "./clean-text.ts";
import { unflow } from "./flowed.ts";
import type { MimePart } from "./mime-tree.ts";
import type { MailProblem, ParseLimits } from "./parsed-mail.ts";
import { decodeBody } from "./transfer-encoding.ts";
import { extractUuencoded, type UuFile } from "./uuencode.ts";

const tooMuchHtml: MailProblem = {
  code: "html",
  detail: "too much to read as a document; only its words were taken",
};
export interface Body {
  text: string;
  html: string | null;
  uuFiles: UuFile[];
}

/** Makes the text and HTML of a mail from the parts that `sortParts` chose for each. */
export function readBody(
  message: Buffer,
  textParts: MimePart[],
  htmlParts: MimePart[],
  limits: ParseLimits,
  problems: MailProblem[],
): Body {
  const reader = new BodyReader(message, limits, problems);
  const html = htmlParts.some(isHtml)
    ? cut(htmlParts.map((part) => reader.asHtml(part)).join("\n"), limits.htmlLength)
    : null;
  const text = textParts
    .map((part) => reader.asText(part))
    .filter((piece) => piece.trim())
    .join("\n");
  const whole = text || html === null ? text : plainFromHtml(html, () => problems.push(tooMuchHtml));
  return { text: cut(whole, limits.textLength), html, uuFiles: reader.uuFiles };
}

export function isHtml(part: MimePart): boolean {
  return part.type.value === "text/html";
}

class BodyReader {
  readonly uuFiles: UuFile[] = [];
  private readonly message: Buffer;
  private readonly limits: ParseLimits;
  private readonly problems: MailProblem[];
  private readonly decoded = new Map<MimePart, string>();

  constructor(message: Buffer, limits: ParseLimits, problems: MailProblem[]) {
    this.message = message;
    this.limits = limits;
    this.problems = problems;
  }

  asText(part: MimePart): string {
    if (isHtml(part)) return plainFromHtml(this.content(part), () => this.problems.push(tooMuchHtml));
    return isText(part) ? this.content(part) : "";
  }

  asHtml(part: MimePart): string {
    if (isHtml(part)) return this.content(part);
    return isText(part) ? `<div style="white-space:pre-wrap">${escapeHtml(this.content(part))}</div>` : "";
  }

  private content(part: MimePart): string {
    const known = this.decoded.get(part);
    if (known !== undefined) return known;
    const text = this.decode(part);
    this.decoded.set(part, text);
    return text;
  }

  private decode(part: MimePart): string {
    const limit = isHtml(part) ? this.limits.htmlLength : this.limits.textLength;
    const bytes = decodeBody(this.message, part);
    if (bytes.length > limit * 4) this.problems.push({ code: "limit", detail: `body of ${bytes.length} bytes` });
    const { text, problem } = decodeBytes(bytes.subarray(0, limit * 4), part.type.params.get("charset"));
    if (problem) this.problems.push({ code: "charset", detail: problem });
    return isHtml(part) ? cut(cleanText(text), limit) : this.plain(part, cut(cleanText(text), limit));
  }

  private plain(part: MimePart, text: string): string {
    const flowed = part.type.params.get("format")?.toLowerCase() === "flowed";
    if (flowed) return unflow(text, part.type.params.get("delsp")?.toLowerCase() === "yes");
    const { text: rest, files } = extractUuencoded(text);
    this.uuFiles.push(...files);
    return rest;
  }
}

function isText(part: MimePart): boolean {
  return part.type.value === "text/plain";
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => entities[char] as string);
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
