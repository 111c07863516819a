import { firstField } from "./header-fields.ts";
import type { MimePart } from "./mime-tree.ts";

/** The bytes of a leaf after its Content-Transfer-Encoding (RFC 2045 6). Unknown encodings are taken as they are. */
export function decodeBody(message: Buffer, part: MimePart): Buffer {
  const body = message.subarray(part.bodyStart, part.bodyEnd);
  switch (transferEncoding(part)) {
    case "base64":
      return decodeBase64(body);
    case "quoted-printable":
      return decodeQuotedPrintable(body);
    default:
      return body;
  }
}

export function transferEncoding(part: MimePart): string {
  const raw = firstField(part.fields, "content-transfer-encoding") ?? "";
  const token = /[\w-]+/.exec(raw.replace(/\([^()]*\)/g, " "))?.[0]?.toLowerCase() ?? "";
  if (token.includes("base64")) return "base64";
  return token.startsWith("quoted") ? "quoted-printable" : token;
}

/**
 * Characters outside the alphabet are skipped (RFC 2045 6.8), and padding may stand at the end of each line. A body
 * that has many of them is no base64 at all, whatever its header says, and is taken as it is.
 */
export function decodeBase64(body: Buffer): Buffer {
  let text = body.toString("latin1");
  if (/[^A-Za-z0-9+/=\s]/.test(text)) {
    const strange = text.match(/[^A-Za-z0-9+/=\s]/g)?.length ?? 0;
    if (strange > body.length * maxStrange) return body;
    text = text.replace(/[^A-Za-z0-9+/=]+/g, "");
  }
  const padding = text.indexOf("=");
  if (padding < 0 || !/[A-Za-z0-9+/]/.test(text.slice(padding))) return Buffer.from(text, "base64");
  const units = text.split(/=[=\s]*/);
  return Buffer.concat(units.map((unit) => Buffer.from(unit, "base64")));
}

const maxStrange = 0.05;

const EQUALS = 0x3d;
const LF = 10;
const CR = 13;

export function decodeQuotedPrintable(body: Buffer): Buffer {
  if (body.indexOf(EQUALS) < 0) return body;
  const out = Buffer.allocUnsafeSlow(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] as number;
    if (byte !== EQUALS) {
      out[length++] = byte;
      continue;
    }
    const high = hexValue(body[at + 1]);
    const low = hexValue(body[at + 2]);
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      at += 2;
      continue;
    }
    const next = softBreakEnd(body, at + 1);
    if (next > 0) at = next - 1;
    else out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** Where the text goes on after `=`, white space and a line break; 0 when it is none. */
function softBreakEnd(body: Buffer, start: number): number {
  let at = start;
  while (at < body.length && at - start < 80 && (body[at] === 0x20 || body[at] === 0x09)) at++;
  if (at >= body.length) return body.length;
  if (body[at] === CR) at++;
  if (body[at] === LF) return at + 1;
  return body[at - 1] === CR ? at : 0;
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte & ~0x20;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1;
}
