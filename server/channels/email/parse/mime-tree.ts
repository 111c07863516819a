import { firstField, type HeaderField, HeaderReader, lineAt } from "./header-fields.ts";
import type { MailProblem, ParseLimits } from "./parsed-mail.ts";
import { parseStructuredHeader, type StructuredHeader } from "./structured-header.ts";

/** One MIME part: where its body lies in the message. Parts that are not opened (leaves) have no children. */
export interface MimePart {
  fields: HeaderField[];
  type: StructuredHeader;
  disposition: StructuredHeader;
  children: MimePart[];
  depth: number;
  /** Bytes [bodyStart, bodyEnd) of the message, still in their transfer encoding. */
  bodyStart: number;
  bodyEnd: number;
}

export interface MimeTree {
  root: MimePart;
  parts: number;
  problems: MailProblem[];
}

interface OpenMultipart {
  part: MimePart;
  delimiter: Buffer;
}

/** Splits a message into its parts in one pass over its lines, without recursion (RFC 2046 5.1). */
export function splitParts(bytes: Buffer, limits: ParseLimits): MimeTree {
  return new Splitter(bytes, limits).run();
}

const DASH = 0x2d;
const LF = 0x0a;
const maxLineBytes = 256 * 1024;

class Splitter {
  private readonly bytes: Buffer;
  private readonly limits: ParseLimits;
  private readonly problems: MailProblem[] = [];
  private readonly open: OpenMultipart[] = [];
  private readonly root: MimePart;
  private current: MimePart | null;
  private header: HeaderReader | null;
  private parts = 1;

  constructor(bytes: Buffer, limits: ParseLimits) {
    this.bytes = bytes;
    this.limits = limits;
    this.root = newPart("text/plain", 0);
    this.current = this.root;
    this.header = new HeaderReader(limits);
  }

  run(): MimeTree {
    const { bytes } = this;
    let start = startOfMessage(bytes);
    let previousEnd = start;
    while (start < bytes.length) {
      const { end, next } = lineAt(bytes, start, bytes.length);
      const level = bytes[start] === DASH && bytes[start + 1] === DASH ? this.delimiterLevel(start, end) : -1;
      if (level >= 0) this.crossDelimiter(level, start, end, previousEnd, next);
      else if (this.header) this.headerLine(start, end, next);
      previousEnd = end;
      start = next;
      if (!this.header && this.open.length === 0) break;
    }
    this.endHeader(bytes.length);
    this.closeFrom(0, this.gluedEnd() ?? bytes.length);
    return { root: this.root, parts: this.parts, problems: this.problems };
  }

  private headerLine(start: number, end: number, next: number): void {
    const header = this.header as HeaderReader;
    if (end === start) {
      this.endHeader(next);
      return;
    }
    // A long line is read only as far as the limit goes: 10 MB in one header must not become a string.
    const line = this.bytes.toString("latin1", start, Math.min(end, start + maxLineBytes));
    if (header.take(line) || isMboxLine(line)) return;
    this.problem("header", "the header ends without an empty line");
    this.endHeader(start);
  }

  private endHeader(bodyStart: number): void {
    const { header, current } = this;
    this.header = null;
    if (!header || !current) return;
    header.flush();
    if (header.overflow) this.problem("limit", "header");
    current.fields = header.fields;
    current.bodyStart = bodyStart;
    current.bodyEnd = bodyStart;
    const type = firstField(header.fields, "content-type");
    if (type) current.type = withDefault(parseStructuredHeader(type));
    const disposition = firstField(header.fields, "content-disposition");
    if (disposition) current.disposition = parseStructuredHeader(disposition);
    this.openMultipart(current);
  }

  private openMultipart(part: MimePart): void {
    const boundary = part.type.params.get("boundary");
    if (!part.type.value.startsWith("multipart/")) return;
    if (!boundary) {
      part.type.value = "text/plain";
      return;
    }
    if (part.depth >= this.limits.depth) {
      this.problem("limit", `parts nested deeper than ${this.limits.depth}`);
      return;
    }
    this.open.push({ part, delimiter: Buffer.from(`--${boundary}`, "latin1") });
  }

  /** Which open multipart the line belongs to, the innermost first; -1 for an ordinary line. */
  private delimiterLevel(start: number, end: number): number {
    for (let level = this.open.length - 1; level >= 0; level--) {
      const { delimiter } = this.open[level] as OpenMultipart;
      const after = start + delimiter.length;
      if (after > end || this.bytes.compare(delimiter, 0, delimiter.length, start, after) !== 0) continue;
      const rest = this.bytes.toString("latin1", after, Math.min(end, after + 80)).trimEnd();
      if (rest === "" || rest === "--") return level;
    }
    return -1;
  }

  private crossDelimiter(level: number, start: number, end: number, previousEnd: number, next: number): void {
    this.endHeader(start);
    // The line break before a delimiter belongs to the delimiter (RFC 2046 5.1.1).
    this.closeFrom(level + 1, previousEnd);
    this.closeCurrent(previousEnd);
    const { part: parent, delimiter } = this.open[level] as OpenMultipart;
    this.current = null;
    if (end - start >= delimiter.length + 2 && this.isTerminator(start + delimiter.length)) {
      parent.bodyEnd = next;
      this.open.length = level;
      return;
    }
    if (this.parts >= this.limits.parts) {
      this.problem("limit", `more than ${this.limits.parts} parts`);
      return;
    }
    this.parts++;
    this.current = newPart(
      parent.type.value === "multipart/digest" ? "message/rfc822" : "text/plain",
      parent.depth + 1,
    );
    parent.children.push(this.current);
    this.header = new HeaderReader(this.limits);
  }

  /** Where the last delimiter of the message stands, if it has stuck to the end of a text line. */
  private gluedEnd(): number | null {
    const innermost = this.open.at(-1);
    if (!innermost) return null;
    let end = this.bytes.length;
    while (end > 0 && isBlank(this.bytes[end - 1] as number)) end--;
    const terminator = Buffer.concat([innermost.delimiter, Buffer.from("--")]);
    const start = end - terminator.length;
    return start > 0 && this.bytes.subarray(start, end).equals(terminator) ? start : null;
  }

  private isTerminator(at: number): boolean {
    return this.bytes[at] === DASH && this.bytes[at + 1] === DASH;
  }

  private closeCurrent(at: number): void {
    if (this.current) this.current.bodyEnd = Math.max(this.current.bodyStart, at);
  }

  private closeFrom(level: number, at: number): void {
    this.closeCurrent(at);
    for (const { part } of this.open.splice(level)) {
      part.bodyEnd = Math.max(part.bodyStart, at);
      // A boundary that never comes: what is there is readable as text.
      if (part.children.length === 0) part.type.value = "text/plain";
      this.problem("truncated", "a multipart without its closing delimiter");
    }
  }

  private problem(code: MailProblem["code"], detail: string): void {
    if (!this.problems.some((known) => known.code === code && known.detail === detail)) {
      this.problems.push({ code, detail });
    }
  }
}

function newPart(type: string, depth: number): MimePart {
  const disposition: StructuredHeader = { value: "", params: new Map() };
  return {
    fields: [],
    type: { value: type, params: new Map() },
    disposition,
    children: [],
    depth,
    bodyStart: 0,
    bodyEnd: 0,
  };
}

/** RFC 2045 5.2: what cannot be read is plain text. */
function withDefault(type: StructuredHeader): StructuredHeader {
  return type.value.includes("/")
    ? type
    : { value: type.value === "text" ? "text/plain" : type.value || "text/plain", params: type.params };
}

function isMboxLine(line: string): boolean {
  return /^>?From /.test(line);
}

/** After a byte order mark and lines that hold nothing but white space. */
function startOfMessage(bytes: Buffer): number {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = start; at < bytes.length && isBlank(bytes[at] as number); at++) if (bytes[at] === LF) start = at + 1;
  return start;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LF;
}
