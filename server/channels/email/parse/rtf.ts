/** The dictionary that compressed RTF begins with ([MS-OXRTFCP] 2.1.2.1). */
const dictionary =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const windowSize = 4096;

/** RTF as Outlook packs it; null when it is not that. Never more than `limit` bytes. */
export function unpackRtf(packed: Buffer, limit: number): Buffer | null {
  if (packed.length < 16) return null;
  const size = Math.min(packed.readUInt32LE(4), limit);
  const kind = packed.toString("latin1", 8, 12);
  if (kind === "MELA") return packed.subarray(16, 16 + size);
  return kind === "LZFu" ? decompress(packed.subarray(16), size) : null;
}

/** Each bit of a control byte says: a letter, or twelve bits of place and four of length in the window. */
function decompress(input: Buffer, size: number): Buffer {
  const window = Buffer.alloc(windowSize);
  let write = window.write(dictionary, "latin1");
  const out: number[] = [];
  const put = (byte: number) => {
    out.push(byte);
    window[write] = byte;
    write = (write + 1) % windowSize;
  };
  for (let at = 0; at < input.length && out.length < size; ) {
    const control = input[at++] as number;
    for (let bit = 0; bit < 8 && at < input.length && out.length < size; bit++) {
      if (((control >> bit) & 1) === 0) {
        put(input[at++] as number);
        continue;
      }
      if (at + 1 >= input.length) return Buffer.from(out);
      const reference = input.readUInt16BE(at);
      at += 2;
      const offset = reference >> 4;
      if (offset === write) return Buffer.from(out);
      for (let step = 0; step < (reference & 15) + 2; step++) put(window[(offset + step) % windowSize] as number);
    }
  }
  return Buffer.from(out.slice(0, size));
}

/** Groups that hold no text: tables of fonts, pictures, and the HTML that Outlook hides in its RTF. */
const silent =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|generator|listtable|listoverridetable|themedata|header|footer|htmltag|mhtmltag|xmlnstbl|datastore)$/;

const word = /\\(?:([a-z]{1,32})(-?\d{1,9})?[ ]?|'([0-9a-f]{2})|([^a-z]))|([{}])|([^\\{}\r\n]+)|[\r\n]+/gi;

/** The words of RTF without their dress; `decode` reads bytes in the code page that the RTF names. */
export function textFromRtf(rtf: string, decode: (bytes: Buffer, codePage: string) => string): string {
  let out = "";
  let bytes: number[] = [];
  let codePage = "windows-1252";
  let skip = 0;
  const quiet: boolean[] = [false];
  const flush = () => {
    if (bytes.length > 0) out += decode(Buffer.from(bytes), codePage);
    bytes = [];
  };
  const say = (text: string) => {
    if (quiet.at(-1)) return;
    flush();
    out += text;
  };
  for (const match of rtf.matchAll(word)) {
    const [, name, argument, hex, symbol, brace, letters] = match;
    if (brace === "{") quiet.push(quiet.at(-1) as boolean);
    else if (brace === "}") {
      if (quiet.length > 1) quiet.pop();
    } else if (hex) {
      if (skip > 0) skip--;
      else if (!quiet.at(-1)) bytes.push(Number.parseInt(hex, 16));
    } else if (symbol === "*") quiet[quiet.length - 1] = true;
    else if (symbol) say(symbol === "~" ? "\u00a0" : /[\\{}]/.test(symbol) ? symbol : "");
    else if (letters) {
      say(letters.slice(Math.min(skip, letters.length)));
      skip = 0;
    } else if (name) {
      if (silent.test(name)) quiet[quiet.length - 1] = true;
      else if (name === "par" || name === "line") say("\n");
      else if (name === "tab") say("\t");
      else if (name === "ansicpg" && argument) codePage = `windows-${argument}`;
      else if (name === "htmlrtf") quiet[quiet.length - 1] = argument !== "0";
      else if (name === "u" && argument) {
        say(String.fromCharCode((Number(argument) + 65_536) % 65_536));
        skip = 1;
      }
    }
  }
  flush();
  return out;
}
