// MIME entities as bytes: what is signed is signed to the byte, and what was opened takes the place of what hid it.
import { defaultLimits } from "../parse/limits.ts";
import { type MimePart, splitParts } from "../parse/mime-tree.ts";

const LF = 10;
const CR = 13;

/** The entities of a multipart between its delimiters, headers and all, without the line break that belongs to a delimiter. */
export function entitiesOf(body: Buffer, boundary: string, atMost = 10): Buffer[] {
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  const found: Buffer[] = [];
  let start = -1;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    if (at > 0 && body[at - 1] !== LF) continue;
    const end = lineEnd(body, at);
    const rest = body.toString("latin1", at + delimiter.length, Math.min(end, at + delimiter.length + 80)).trim();
    if (rest !== "" && rest !== "--") continue;
    if (start >= 0) found.push(body.subarray(start, Math.max(start, beforeBreak(body, at))));
    start = end;
    if (rest === "--" || found.length >= atMost) return found;
  }
  if (start >= 0) found.push(body.subarray(start));
  return found;
}

function lineEnd(body: Buffer, from: number): number {
  const at = body.indexOf(LF, from);
  return at < 0 ? body.length : at + 1;
}

function beforeBreak(body: Buffer, at: number): number {
  const end = at - 1;
  return body[end - 1] === CR ? end - 1 : end;
}

/** RFC 8551 3.1.1, RFC 3156 5: text is signed with CR LF, whatever the way did to it. */
export function withCrLf(bytes: Buffer): Buffer {
  let bare = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) if (bytes[at - 1] !== CR) bare++;
  if (bare === 0) return bytes;
  const out = Buffer.alloc(bytes.length + bare);
  let to = 0;
  let from = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at - 1] === CR) continue;
    to += bytes.copy(out, to, from, at);
    out[to++] = CR;
    from = at;
  }
  bytes.copy(out, to, from);
  return out;
}

/** The header of a mail without what describes its body. */
export function outerHeader(message: Buffer, root: MimePart): string {
  return fieldsOf(message.toString("latin1", 0, root.bodyStart))
    .filter((field) => !/^(?:content-|mime-version:)/i.test(field))
    .join("");
}

/** Each field with the lines that belong to it. */
const fieldsOf = (header: string): string[] =>
  header.split(/\r?\n(?![ \t])/).flatMap((field) => (field.trim() ? [`${field}\r\n`] : []));

/** A mail with this header and this entity as its body. Of the entity's own header only what describes it counts. */
export function withBody(header: string, entity: Buffer): Buffer {
  if (!/^[\w-]+:/.test(entity.toString("latin1", 0, 200)))
    return Buffer.concat([Buffer.from(`${header}\r\n`, "latin1"), entity.subarray(leadingBreak(entity))]);
  const { root } = splitParts(entity, defaultLimits);
  const own = fieldsOf(entity.toString("latin1", 0, root.bodyStart)).filter((field) => /^content-/i.test(field));
  return Buffer.concat([Buffer.from(`${header}${own.join("")}\r\n`, "latin1"), entity.subarray(root.bodyStart)]);
}

/** An entity without a header begins with the empty line that would end it. */
const leadingBreak = (entity: Buffer): number => (entity[0] === LF ? 1 : entity[0] === CR && entity[1] === LF ? 2 : 0);

/** A text as an entity. */
export const textEntity = (text: string): Buffer =>
  Buffer.from(`Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`);
