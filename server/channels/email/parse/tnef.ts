import { plainFromHtml } from "../../../platform/html/html-text.ts";
import { decodeBytes } from "./charset.ts";
import { textFromRtf, unpackRtf } from "./rtf.ts";

export interface TnefFile {
  name: string;
  type: string;
  contentId: string | null;
  content: Buffer;
}

export interface TnefContent {
  files: TnefFile[];
  /** "" when the mail's own parts have to say it. */
  text: string;
}

const signature = 0x223e9f78;
const maxFiles = 1_000;
const maxDepth = 3;
const maxTextBytes = 2 * 1024 * 1024;

/**
 * What Outlook has put into winmail.dat ([MS-OXTNEF]): its files, and its text where nothing else has it. Null when it
 * is none. What is cut off in the middle gives what came before; nothing here throws or copies what it does not keep.
 */
export function readTnef(bytes: Buffer, depth = 0): TnefContent | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature || depth > maxDepth) return null;
  const reader = new TnefReader(depth);
  for (const attribute of attributesOf(bytes)) reader.take(attribute);
  return reader.content();
}

interface Attribute {
  ofFile: boolean;
  id: number;
  data: Buffer;
}

function* attributesOf(bytes: Buffer): Generator<Attribute> {
  let at = 6;
  while (at + 9 <= bytes.length) {
    const level = bytes[at];
    const length = bytes.readUInt32LE(at + 5);
    const start = at + 9;
    if ((level !== 1 && level !== 2) || start + length > bytes.length) return;
    yield { ofFile: level === 2, id: bytes.readUInt32LE(at + 1) & 0xffff, data: bytes.subarray(start, start + length) };
    at = start + length + 2;
  }
}

const Body = 0x800c;
const FileTitle = 0x8010;
const FileData = 0x800f;
const FileBegins = 0x9002;
const MessageProperties = 0x9003;
const FileProperties = 0x9005;
const CodePage = 0x9007;

class TnefReader {
  private readonly files: TnefFile[] = [];
  private readonly inner: TnefContent[] = [];
  private readonly depth: number;
  private codePage = "windows-1252";
  private plain: Buffer | null = null;
  private properties = new Map<number, Buffer>();

  constructor(depth: number) {
    this.depth = depth;
  }

  take({ ofFile, id, data }: Attribute): void {
    if (!ofFile) this.takeOfMessage(id, data);
    else if (id === FileBegins && this.files.length < maxFiles)
      this.files.push({ name: "", type: "application/octet-stream", contentId: null, content: Buffer.alloc(0) });
    else this.takeOfFile(id, data);
  }

  private takeOfMessage(id: number, data: Buffer): void {
    if (id === CodePage && data.length >= 4) this.codePage = `windows-${data.readUInt32LE(0)}`;
    else if (id === Body) this.plain = data;
    else if (id === MessageProperties) this.properties = readProperties(data);
  }

  private takeOfFile(id: number, data: Buffer): void {
    const file = this.files.at(-1);
    if (!file) return;
    if (id === FileTitle) file.name ||= this.string(data);
    else if (id === FileData) file.content = data;
    else if (id === FileProperties) this.describe(file, readProperties(data));
  }

  private describe(file: TnefFile, properties: Map<number, Buffer>): void {
    const text = (property: number) => this.string(properties.get(property) ?? Buffer.alloc(0));
    file.name = text(0x3707) || text(0x3704) || file.name || text(0x3001);
    file.type = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(text(0x370e)) ? text(0x370e).toLowerCase() : file.type;
    file.contentId = text(0x3712).replace(/^<|>$/g, "") || null;
    const data = properties.get(0x3701);
    if (!data) return;
    // A message in the message: sixteen bytes say of what kind it is.
    const inner = data.length > 16 ? readTnef(data.subarray(16), this.depth + 1) : null;
    if (inner) this.inner.push(inner);
    else if (file.content.length === 0) file.content = data;
  }

  private string(data: Buffer): string {
    const wide = data.length >= 2 && data.length % 2 === 0 && data.at(-1) === 0 && data.subarray(0, -2).includes(0);
    const text = wide ? data.toString("utf16le") : decodeBytes(data, this.codePage).text;
    return text.split("\0", 1)[0]?.trim() ?? "";
  }

  content(): TnefContent {
    const files = [
      ...this.files.filter(({ content }) => content.length > 0),
      ...this.inner.flatMap((each) => each.files),
    ].slice(0, maxFiles);
    return { files, text: this.text() };
  }

  private text(): string {
    const body = this.properties.get(0x1000) ?? this.plain;
    if (body && body.length > 2) return this.string(body.subarray(0, maxTextBytes));
    const html = this.properties.get(0x1013);
    if (html) return plainFromHtml(decodeBytes(html.subarray(0, maxTextBytes), this.codePage).text, () => undefined);
    const rtf = unpackRtf(this.properties.get(0x1009) ?? Buffer.alloc(0), maxTextBytes);
    return rtf ? textFromRtf(rtf.toString("latin1"), (bytes, label) => decodeBytes(bytes, label).text).trim() : "";
  }
}

/** Bytes of one value by type; 0 where the value says its own length. */
const sizes: Record<number, number> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  13: 0,
  20: 8,
  30: 0,
  31: 0,
  64: 8,
  72: 16,
  258: 0,
};
const maxProperties = 5_000;

/** Strings and binaries by property id; a type that is not known ends the reading, for its length is not known either. */
function readProperties(data: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  const cursor = new Cursor(data);
  const count = Math.min(cursor.uint32(), maxProperties);
  for (let order = 0; order < count && !cursor.ended; order++) {
    const tag = cursor.uint32();
    const [type, id] = [tag & 0xffff, tag >>> 16];
    if (id >= 0x8000) skipName(cursor);
    const size = sizes[type & ~0x1000];
    if (size === undefined) break;
    const values = size === 0 || type & 0x1000 ? Math.min(cursor.uint32(), maxProperties) : 1;
    for (let value = 0; value < values && !cursor.ended; value++) {
      const bytes = cursor.bytes(size || cursor.uint32());
      if (size === 0 && value === 0) found.set(id, bytes);
    }
  }
  return found;
}

/** A property of one's own: a GUID, then a number or a name. */
function skipName(cursor: Cursor): void {
  cursor.bytes(16);
  if (cursor.uint32() === 0) cursor.uint32();
  else cursor.bytes(cursor.uint32());
}

/** Reads forward in steps of four bytes; behind the end there are only zeros. */
class Cursor {
  ended = false;
  private readonly data: Buffer;
  private at = 0;

  constructor(data: Buffer) {
    this.data = data;
  }

  uint32(): number {
    const bytes = this.bytes(4);
    return bytes.length === 4 ? bytes.readUInt32LE(0) : 0;
  }

  bytes(length: number): Buffer {
    const start = this.at;
    this.at += length + ((4 - (length % 4)) % 4);
    if (start + length > this.data.length) this.ended = true;
    return this.ended ? Buffer.alloc(0) : this.data.subarray(start, start + length);
  }
}
