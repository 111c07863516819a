import { decodeBytes } from "./charset.ts";

/** `text/plain; charset=utf-8`, read leniently: value and parameters by lowercase name. */
export interface StructuredHeader {
  /** Lowercase, without comments. */
  value: string;
  params: Map<string, string>;
}

/** RFC 2045 5.1 with the parameter continuations and charsets of RFC 2231. The first of equal parameters counts. */
export function parseStructuredHeader(written: string): StructuredHeader {
  // Some forget the first semicolon: "multipart/mixed boundary=x".
  const raw = written.replace(/^\s{0,99}([\w.+-]{1,80}\/[\w.+-]{1,80})\s{1,99}(?=[\w*-]{1,80}=)/, "$1; ");
  const scanner = { text: raw, at: 0, comments: true };
  const value = readValue(scanner).trim().toLowerCase();
  const given = new Map<string, string>();
  while (scanner.at < raw.length && given.size < maxParams) {
    scanner.at++;
    const name = readName(scanner);
    if (scanner.text[scanner.at] !== "=") continue;
    scanner.at++;
    const content = readValue(scanner);
    if (name && !given.has(name)) given.set(name, content);
  }
  return { value, params: joinContinuations(given) };
}

/** RFC 2231 pieces beyond this many are an attack (T10). */
const maxParams = 10_000;

interface Scanner {
  text: string;
  at: number;
  /** False after a bracket that never closes: looking for its end again and again would take quadratic time. */
  comments: boolean;
}

function readName(scanner: Scanner): string {
  const start = scanner.at;
  const { text } = scanner;
  while (scanner.at < text.length && text[scanner.at] !== "=" && text[scanner.at] !== ";") scanner.at++;
  return text.slice(start, scanner.at).trim().toLowerCase();
}

/** Up to the next `;` outside quotes. A comment counts only where white space may stand, so `a(1).pdf` stays whole. */
function readValue(scanner: Scanner): string {
  const { text } = scanner;
  let out = "";
  let pending = "";
  let closed = false;
  while (scanner.at < text.length) {
    const char = text[scanner.at] as string;
    if (char === ";") break;
    if (char === '"') {
      if (closed) out += pending;
      pending = "";
      out += readQuoted(scanner);
      closed = true;
      continue;
    }
    if (char === "(" && scanner.comments && (out === "" || pending || scanner.at === 0)) {
      const end = commentEnd(text, scanner.at);
      if (end > 0) {
        scanner.at = end;
        continue;
      }
      scanner.comments = false;
    }
    if (char === " " || char === "\t" || char === "\r" || char === "\n") {
      if (out) pending += " ";
    } else if (!closed) {
      out += pending + char;
      pending = "";
    }
    scanner.at++;
  }
  return out;
}

function readQuoted(scanner: Scanner): string {
  const { text } = scanner;
  let out = "";
  scanner.at++;
  while (scanner.at < text.length) {
    const char = text[scanner.at++] as string;
    if (char === '"') break;
    // Windows paths arrive unescaped; only quotes and backslashes are ever escaped in earnest.
    const next = text[scanner.at];
    if (char === "\\" && (next === '"' || next === "\\")) {
      out += next;
      scanner.at++;
    } else out += char;
  }
  return out;
}

function commentEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at + 1;
    else if (text[at] === ";" || text[at] === '"') return -1;
  }
  return -1;
}

interface Piece {
  index: number;
  encoded: boolean;
  content: string;
}

function joinContinuations(given: Map<string, string>): Map<string, string> {
  const params = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  for (const [name, content] of given) {
    const match = /^([^*]+)(?:\*(\d{1,5}))?(\*)?$/.exec(name);
    const base = match?.[1];
    if (!base || (match[2] === undefined && !match[3])) {
      if (!params.has(name)) params.set(name, content);
      continue;
    }
    const list = pieces.get(base) ?? [];
    list.push({ index: Number(match[2] ?? 0), encoded: match[3] === "*", content });
    pieces.set(base, list);
  }
  for (const [base, list] of pieces) params.set(base, joinPieces(list));
  return params;
}

function joinPieces(pieces: Piece[]): string {
  pieces.sort((a, b) => a.index - b.index);
  let charset = "";
  let latin1 = "";
  for (const [order, piece] of pieces.entries()) {
    let content = piece.content;
    if (order === 0 && piece.encoded) {
      const [label, , rest] = splitCharset(content);
      charset = label;
      content = rest;
    }
    latin1 += piece.encoded ? percentDecode(content) : content;
  }
  return charset ? decodeBytes(Buffer.from(latin1, "latin1"), charset).text : latin1;
}

function splitCharset(content: string): [string, string, string] {
  const first = content.indexOf("'");
  const second = content.indexOf("'", first + 1);
  if (first < 0 || second < 0) return ["", "", content];
  return [content.slice(0, first) || "utf-8", content.slice(first + 1, second), content.slice(second + 1)];
}

function percentDecode(content: string): string {
  return content.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
