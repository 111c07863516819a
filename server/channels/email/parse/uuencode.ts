import { cleanFileName } from "./attachment-name.ts";

export interface UuFile {
  name: string;
  content: Buffer;
}

const begin = /^begin [0-7]{3,4} ([^\n]{1,400})$/m;

/** Takes uuencoded files out of a text body; what is not whole (no `end`, a bad line) stays in the text. */
export function extractUuencoded(text: string): { text: string; files: UuFile[] } {
  if (!begin.test(text)) return { text, files: [] };
  const lines = text.split("\n");
  const kept: string[] = [];
  const files: UuFile[] = [];
  for (let at = 0; at < lines.length; at++) {
    const start = begin.exec(lines[at] ?? "");
    const end = start ? blockEnd(lines, at + 1) : -1;
    if (!start || end < 0) {
      kept.push(lines[at] as string);
      continue;
    }
    files.push({
      name: cleanFileName(start[1] ?? ""),
      content: Buffer.concat(lines.slice(at + 1, end).map(decodeLine)),
    });
    at = end;
  }
  return { text: kept.join("\n"), files };
}

/** The line number of `end`, when all before it are encoded lines; -1 otherwise. */
function blockEnd(lines: string[], first: number): number {
  for (let at = first; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.trimEnd() === "end") return at;
    if (line !== "" && !isEncodedLine(line)) return -1;
  }
  return -1;
}

function isEncodedLine(line: string): boolean {
  const length = (line.charCodeAt(0) - 32) & 63;
  const needed = 1 + Math.ceil(length / 3) * 4;
  // Trailing spaces stand for zero bits and are often lost on the way; some encoders add a check character.
  return line.length <= needed + 2 && line.length >= Math.min(2, needed) - (length === 0 ? 1 : 0);
}

function decodeLine(line: string): Buffer {
  const length = line ? (line.charCodeAt(0) - 32) & 63 : 0;
  const out = Buffer.alloc(Math.ceil(length / 3) * 3);
  for (let group = 0; group * 3 < length; group++) {
    const bits = (order: number) => ((line.charCodeAt(1 + group * 4 + order) || 32) - 32) & 63;
    const word = (bits(0) << 18) | (bits(1) << 12) | (bits(2) << 6) | bits(3);
    out.writeUIntBE(word, group * 3, 3);
  }
  return out.subarray(0, length);
}
