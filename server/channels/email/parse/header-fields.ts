import type { ParseLimits } from "./parsed-mail.ts";

/** One header field. `raw` is unfolded and holds one character a byte (latin1): its charset is decided later. */
export interface HeaderField {
  /** Lowercase. */
  name: string;
  raw: string;
}

const LF = 10;
const CR = 13;

/** One field is read no further than this. */
const maxFieldBytes = 128 * 1024;
const maxNameLength = 256;
/** What a mail cannot be understood without is kept even behind a flood of other fields. */
const essential = new Set(
  "from sender reply-to to cc subject date message-id in-reply-to references content-type content-transfer-encoding content-disposition content-id auto-submitted precedence".split(
    " ",
  ),
);
const maxEssential = 100;

/** Takes the lines of one header block in order and makes fields of them, within the limits. */
export class HeaderReader {
  readonly fields: HeaderField[] = [];
  overflow = false;
  private readonly limits: ParseLimits;
  private totalBytes = 0;
  private fieldBytes = 0;
  private spared = 0;
  private pieces: string[] = [];

  constructor(limits: ParseLimits) {
    this.limits = limits;
  }

  /** False when the line is neither a field nor the continuation of one. */
  take(line: string): boolean {
    if (isContinuation(line)) {
      if (this.pieces.length === 0) return this.fields.length > 0;
      this.keep(line);
      return true;
    }
    if (fieldNameEnd(line) < 0) return false;
    this.flush();
    this.keep(line);
    return true;
  }

  flush(): void {
    const unfolded = this.pieces.join("");
    this.pieces = [];
    this.fieldBytes = 0;
    const colon = unfolded.indexOf(":");
    if (colon < 0) return;
    const name = unfolded.slice(0, colon).trimEnd().toLowerCase();
    // A gateway's joke of 10,000 letters is a field as well, if one that nobody asks for.
    if (name.length > maxNameLength) return;
    if (!this.hasRoom(name, unfolded.length)) {
      this.overflow = true;
      return;
    }
    this.totalBytes += unfolded.length;
    this.fields.push({ name, raw: trimWsp(unfolded.slice(colon + 1)) });
  }

  private hasRoom(name: string, length: number): boolean {
    const { headerFields, headerBytes } = this.limits;
    if (this.fields.length < headerFields && this.totalBytes + length <= headerBytes) return true;
    return essential.has(name) && this.spared++ < maxEssential;
  }

  private keep(line: string): void {
    const room = maxFieldBytes - this.fieldBytes;
    if (line.length > room) this.overflow = true;
    const kept = line.length > room ? line.slice(0, room) : line;
    this.fieldBytes += kept.length;
    if (kept) this.pieces.push(kept);
  }
}

/** The fields of a block that stands alone, such as the headers quoted in a delivery report. */
export function readHeaderBlock(block: Buffer, limits: ParseLimits): HeaderField[] {
  const reader = new HeaderReader(limits);
  let start = 0;
  while (start < block.length) {
    const { end, next } = lineAt(block, start, block.length);
    if (end === start || !reader.take(block.toString("latin1", start, end))) break;
    start = next;
  }
  reader.flush();
  return reader.fields;
}

/** A line from `start`: where its text ends and where the next begins. CR LF and LF both end it. */
export function lineAt(bytes: Buffer, start: number, limit: number): { end: number; next: number } {
  let lf = bytes.indexOf(LF, start);
  if (lf < 0 || lf >= limit) lf = limit;
  let end = lf;
  while (end > start && bytes[end - 1] === CR) end--;
  return { end, next: Math.min(lf + 1, limit) };
}

export function firstField(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.raw;
}

export function allFields(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name).map((field) => field.raw);
}

function isContinuation(line: string): boolean {
  const first = line.charCodeAt(0);
  return first === 0x20 || first === 0x09;
}

/** RFC 5322 2.2: printable ASCII but space and colon; white space before the colon is the obsolete form of 4.5. */
function fieldNameEnd(line: string): number {
  const colon = line.indexOf(":");
  if (colon <= 0) return -1;
  let end = colon;
  while (end > 0 && isWsp(line.charCodeAt(end - 1))) end--;
  if (end === 0) return -1;
  for (let at = 0; at < end; at++) {
    const unit = line.charCodeAt(at);
    if (unit <= 0x20 || unit >= 0x7f) return -1;
  }
  return colon;
}

function isWsp(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}

function trimWsp(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isWsp(value.charCodeAt(start))) start++;
  while (end > start && isWsp(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}
