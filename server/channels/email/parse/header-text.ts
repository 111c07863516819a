import { decodeWords } from "postal-mime";
import { decodeBytes, decodeUndeclared, isWebCharset } from "./charset.ts";
import { cleanLine } from "./clean-text.ts";

/** RFC 2047 text of a raw header value; bytes beyond ASCII are read by `hint`, the charset of the body, or guessed. */
export function headerText(raw: string, hint?: string): string {
  return cleanLine(decodeHeaderWords(headerCharacters(raw, hint)));
}

/** Raw bytes made characters; encoded words stay, in charsets that the header library knows. */
export function headerCharacters(raw: string, hint?: string): string {
  const known = withKnownCharsets(raw);
  return beyondAscii.test(known) || known.includes("\u001b$")
    ? decodeUndeclared(Buffer.from(known, "latin1"), hint)
    : known;
}

const beyondAscii = /[\u0080-\u00ff]/;

function decodeHeaderWords(value: string): string {
  if (!value.includes("=?")) return value;
  return decodeWords(value);
}

const encodedWord = /=\?([^?\s]{1,80})\?([bq])\?([^?]*)\?=/gi;
/** Charsets that the platform has by name and reads otherwise than mail means them. */
const foreign = /^(?:utf-?7|unicode-1-1-utf-7|hz|iso-2022-kr|unknown|x-unknown|default)/i;

/** RFC 2047 5 (3): a comma in a word would part one address in two. */
const mustBeEncoded = /[\u0080-\u00ff,;:<>()[\]"\\@]/;

/** Words in charsets that the header library lacks, or with what should have been encoded, written again in UTF-8. */
function withKnownCharsets(value: string): string {
  return value.replace(encodedWord, (word, charset: string, encoding: string, content: string) => {
    const name = charset.split("*", 1)[0] as string;
    if (!foreign.test(name) && isWebCharset(name) && !mustBeEncoded.test(content)) return word;
    const bytes = encoding.toLowerCase() === "b" ? Buffer.from(content, "base64") : decodeQ(content);
    const text = decodeBytes(bytes, charset).text;
    return `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
  });
}

function decodeQ(content: string): Buffer {
  const latin1 = content
    .replace(/_/g, " ")
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin1, "latin1");
}
