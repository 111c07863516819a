import iconv from "iconv-lite";
import { guessCharset } from "./guess-charset.ts";

export interface DecodedText {
  text: string;
  /** Set when the bytes did not fit what was declared. */
  problem: string | null;
}

/**
 * Bytes to text by the charset that the sender declared, if it declared one and the bytes agree.
 * Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever was said: by chance they practically never are.
 */
export function decodeBytes(bytes: Buffer, label: string | undefined): DecodedText {
  const declared = normalizeLabel(label);
  if (isAscii(bytes) && !isModal(declared)) return decodeAscii(bytes);
  if (isUtf8Like(declared) || declared === "us-ascii" || declared === "") return decodeUtf8OrGuess(bytes, declared);
  const text = decodeAs(bytes, declared);
  if (text === null) return { ...decodeUtf8OrGuess(bytes, ""), problem: `unknown charset ${declared.slice(0, 60)}` };
  if (singleByteLatin.has(declared) && isValidUtf8(bytes))
    return { text: utf8.decode(bytes), problem: `utf-8, not ${declared}` };
  return { text, problem: null };
}

/** The escapes that switch ISO-2022-JP to its other sets; nothing else in mail looks like them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of the charset
const japaneseEscapes = /\u001b(?:\$[@B]|\([BJ])/;

function decodeAscii(bytes: Buffer): DecodedText {
  const text = bytes.toString("latin1");
  if (!text.includes("\u001b") || !japaneseEscapes.test(text)) return { text, problem: null };
  return { text: decodeAs(bytes, "iso-2022-jp") ?? text, problem: "charset guessed: iso-2022-jp" };
}

/** Text of a header or name that came without any declaration. `hint` is the charset of the body, if any. */
export function decodeUndeclared(bytes: Buffer, hint: string | undefined): string {
  const { text } = decodeBytes(bytes, isValidUtf8(bytes) ? "utf-8" : hint);
  return text;
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: false });
const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

function decodeUtf8OrGuess(bytes: Buffer, declared: string): DecodedText {
  if (isValidUtf8(bytes)) return { text: utf8.decode(bytes), problem: null };
  const bom = utf16Bom(bytes);
  if (bom) return { text: new TextDecoder(bom).decode(bytes), problem: null };
  const text = utf8.decode(bytes);
  if (replacementShare(text, countReplacements(bytes)) < (isUtf8Like(declared) ? 0.3 : 0.1))
    return { text, problem: "invalid utf-8" };
  const guess = guessCharset(bytes);
  return { text: decodeAs(bytes, guess) ?? text, problem: `charset guessed: ${guess}` };
}

/** Replacement characters that somebody before us has put in the place of letters: as UTF-8 they are in order. */
function countReplacements(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(replacement); at >= 0; at = bytes.indexOf(replacement, at + 3)) count++;
  return count;
}

const replacement = Buffer.from("\ufffd");

/** How many of the characters beyond ASCII are replacement characters, but for those that came as such. */
function replacementShare(text: string, inOrder: number): number {
  let broken = -inOrder;
  let beyond = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd) broken++;
    if (unit > 0x7f) beyond++;
  }
  return beyond === 0 ? 0 : broken / beyond;
}

export function isValidUtf8(bytes: Buffer): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Without the engine's regular expressions: this runs over every body. */
function isAscii(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) > 0x7f) return false;
  return true;
}

function utf16Bom(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

/** Labels that mail uses and the Encoding Standard does not list, by their letters and digits alone. */
const aliases: Record<string, string> = {
  utf8mb4: "utf-8",
  utf8utf8: "utf-8",
  unicode11utf7: "utf-7",
  xunicode20utf7: "utf-7",
  cp65001: "utf-8",
  tis62025331: "windows-874",
  xwindows874: "windows-874",
  cp874: "windows-874",
  thai: "windows-874",
  ks5601: "euc-kr",
  cp949: "euc-kr",
  uhc: "euc-kr",
  cp932: "shift_jis",
  cp936: "gbk",
  cp950: "big5",
  chinesebig5: "big5",
  gb2312charset: "gb18030",
  defaultcharset: "",
  cp1251: "windows-1251",
  win1251: "windows-1251",
  ansi1251: "windows-1251",
  koi8: "koi8-r",
  koi8ru: "koi8-u",
  maccyrillic: "x-mac-cyrillic",
  macce: "maccenteuro",
  maccentraleurroman: "maccenteuro",
  maclatin2: "maccenteuro",
  hz: "hz-gb-2312",
  ansix341968: "us-ascii",
  ascii: "us-ascii",
  iso646us: "us-ascii",
  usascii: "us-ascii",
  "7bit": "",
  "8bit": "",
  binary: "",
  xunknown: "",
  unknown: "",
  unknown8bit: "",
  default: "",
  xuserdefined: "",
  none: "",
};

const singleByteLatin = new Set(["iso-8859-1", "windows-1252", "iso-8859-15", "latin1"]);

/** Lowercase, without quotes and the language of RFC 2231, aliases resolved. "" when nothing useful was declared. */
function normalizeLabel(label: string | undefined): string {
  const plain =
    (label ?? "")
      .split("*")[0]
      ?.replace(/["'\s]/g, "")
      .toLowerCase() ?? "";
  const letters = plain.replace(/^(?:x-|cs)/, "").replace(/[^a-z0-9]/g, "");
  return aliases[letters] ?? aliases[plain.replace(/[^a-z0-9]/g, "")] ?? plain;
}

function isUtf8Like(label: string): boolean {
  return label === "utf-8" || label === "utf8" || label === "utf_8";
}

/** Charsets whose bytes look like ASCII and are not. */
function isModal(label: string): boolean {
  return /^(?:utf-?7|hz|iso-2022|csiso2022|utf-?16|ucs-?2|unicode|utf-?32)/.test(label);
}

const decoders = new Map<string, TextDecoder | null>();

function decodeAs(bytes: Buffer, label: string): string | null {
  const special = modal(bytes, label);
  if (special !== null) return special;
  const decoder = webDecoder(label);
  if (decoder) return decoder.decode(bytes);
  return label && iconv.encodingExists(label) ? iconv.decode(bytes, label) : null;
}

/** Does the platform read it by this very name? */
export function isWebCharset(label: string): boolean {
  return webDecoder(label.toLowerCase()) !== null;
}

function webDecoder(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null = null;
  try {
    decoder = new TextDecoder(label);
  } catch {
    decoder = null;
  }
  // Labels come from strangers: the cache must not grow with them.
  if (decoders.size < 200) decoders.set(label, decoder);
  return decoder;
}

function modal(bytes: Buffer, label: string): string | null {
  if (/^hz/.test(label)) return decodeHz(bytes);
  if (/2022-?kr/.test(label)) return decodeIso2022Kr(bytes);
  if (/^utf-?7/.test(label)) return iconv.decode(bytes, "utf-7");
  if (/^utf-?16$/.test(label) && utf16Bom(bytes) === null) return decodeUtf16WithoutBom(bytes);
  return label === "utf-16" ? new TextDecoder(utf16Bom(bytes) ?? "utf-16le").decode(bytes) : null;
}

/** RFC 2781 4.3 says big-endian, the world writes little-endian: look where the zero bytes of ASCII stand. */
function decodeUtf16WithoutBom(bytes: Buffer): string {
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < Math.min(bytes.length, 512); at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  return new TextDecoder(odd > even ? "utf-16le" : "utf-16be").decode(bytes);
}

/** RFC 1843: `~{` and `~}` switch to GB 2312 in seven bits. */
function decodeHz(bytes: Buffer): string {
  const text = bytes.toString("latin1").replace(/~\r?\n/g, "");
  const pieces = text.split(/~([{}])/);
  let out = "";
  let chinese = false;
  for (const [order, piece] of pieces.entries()) {
    if (order % 2 === 1) chinese = piece === "{";
    else out += chinese ? decodeShifted(piece, "gb18030") : piece.replace(/~~/g, "~");
  }
  return out;
}

/** RFC 1557: SO and SI switch to KS X 1001 in seven bits. */
function decodeIso2022Kr(bytes: Buffer): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequence of the charset
  const text = bytes.toString("latin1").replace(/\u001b\$\)C/g, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the shift codes of the charset
  const pieces = text.split(/([\u000e\u000f])/);
  let out = "";
  let korean = false;
  for (const [order, piece] of pieces.entries()) {
    if (order % 2 === 1) korean = piece === "\u000e";
    else out += korean ? decodeShifted(piece, "euc-kr") : piece;
  }
  return out;
}

function decodeShifted(piece: string, label: string): string {
  const bytes = Buffer.from(piece, "latin1");
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte > 0x20 && byte < 0x7f) bytes[at] = byte | 0x80;
  }
  return new TextDecoder(label).decode(bytes);
}
