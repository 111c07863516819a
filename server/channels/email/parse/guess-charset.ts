/** Which charset undeclared bytes are in: each candidate reads them, the most plausible reading wins. */
export function guessCharset(bytes: Buffer): string {
  const sample = bytes.subarray(0, 16_384);
  const runs = countHighRuns(sample);
  // Where many runs of bytes all pair up into ideographs, it is no accident; a few do so in Russian and Thai as well.
  const multiByte = runs.length > 0 ? guessMultiByte(sample) : null;
  if (multiByte && runs.count >= 6) return multiByte;
  let best = "windows-1252";
  let bestScore = 0;
  for (const candidate of candidates) {
    const score = plausibility(candidate.decoder.decode(sample), candidate);
    if (score > bestScore) {
      best = candidate.label;
      bestScore = score;
    }
  }
  const wholeWords = runs.length >= Math.max(4, runs.count * 2);
  return multiByte && wholeWords && bestScore < runs.length * 0.5 ? multiByte : best;
}

/** How many bytes beyond ASCII there are, and in how many runs. */
function countHighRuns(sample: Buffer): { count: number; length: number } {
  let count = 0;
  let length = 0;
  let previous = 0;
  for (const byte of sample) {
    if (byte > 0x7f) {
      length++;
      if (previous <= 0x7f) count++;
    }
    previous = byte;
  }
  return { count, length };
}

interface Candidate {
  label: string;
  decoder: TextDecoder;
  /** Points for one character beyond ASCII, by what stands before it. */
  gain(char: string, previous: string): number;
  /** Cyrillic and Thai fill whole words; Czech and French letters stand one at a time among ASCII. */
  dense: boolean;
}

const cyrillic = new Set("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъіїєґ");
const western = "àâäåæçèéêëìíîïñòóôöøùúûüß";
const czech = "áčďéěíňóřšťúůýž";
const polish = "ąćęłńóśźż";
const hungarian = "áéíóöőúüű";
const turkish = "çğıöşü";

/** On a tie the earlier one wins: it is the more common in mail. */
const candidates: Candidate[] = [
  latin("windows-1252", western),
  cyrillicCandidate("windows-1251"),
  cyrillicCandidate("koi8-r"),
  cyrillicCandidate("ibm866"),
  { label: "windows-874", decoder: new TextDecoder("windows-874"), gain: thaiGain, dense: true },
  ...[czech, polish, hungarian].flatMap((letters) => [latin("windows-1250", letters), latin("iso-8859-2", letters)]),
  latin("windows-1254", turkish),
];

function cyrillicCandidate(label: string): Candidate {
  return { label, decoder: new TextDecoder(label), gain: cyrillicGain, dense: true };
}

function latin(label: string, letters: string): Candidate {
  const common = new Set(letters);
  const gain = (char: string, previous: string) => latinGain(char, previous, common);
  return { label, decoder: new TextDecoder(label), gain, dense: false };
}

function plausibility(text: string, { gain, dense }: Candidate): number {
  let score = 0;
  let beyond = 0;
  let inRuns = 0;
  const distinct = new Set<string>();
  let previous = "";
  for (const char of text) {
    if (char > "\u007f") {
      score += gain(char, previous);
      beyond++;
      distinct.add(char);
      if (previous > "\u007f") inRuns++;
    }
    previous = char;
  }
  return dense && (inRuns < beyond * 0.4 || distinct.size < 3) ? 0 : score;
}

/** Lowercase letters that are frequent count for, capitals within a word and signs among letters against. */
function cyrillicGain(char: string, previous: string): number {
  if (cyrillic.has(char)) return isAsciiLetter(previous) ? -0.5 : 1;
  if (!isLetter(char)) return char < "\u00a0" || isLetter(previous) ? -2 : -0.2;
  return isLetter(previous) && previous === previous.toLowerCase() ? -1 : 0.3;
}

function latinGain(char: string, previous: string, common: Set<string>): number {
  if (common.has(char)) return isAsciiLetter(previous) ? 1 : 0.4;
  if (!isLetter(char)) return char < "\u00a0" ? -2 : -0.2;
  if (isLetter(previous) && previous === previous.toLowerCase()) return -1;
  return common.has(char.toLowerCase()) ? 0 : -0.5;
}

/** A vowel or tone mark above or below stands on a consonant: in other charsets' bytes it does so only by chance. */
function thaiGain(char: string, previous: string): number {
  if (/[ก-ฮะาำเแโใไๆ฿๐-๙]/.test(char)) return /[เแโใไ]/.test(previous) && !/[ก-ฮ]/.test(char) ? -2 : 1;
  if (/[ัิ-ฺ็-๎]/.test(char)) return /[ก-ฮัิ-ฺ็-๎]/.test(previous) ? 1 : -3;
  return char === "\ufffd" || char < "\u00a0" ? -3 : -0.5;
}

function isAsciiLetter(char: string): boolean {
  return (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
}

function isLetter(char: string): boolean {
  return /^\p{L}$/u.test(char);
}

const multiByteLabels = ["gb18030", "shift_jis", "euc-jp", "big5", "euc-kr"] as const;

/** East Asian text leaves whole runs of bytes that decode without an error into ideographs, kana or hangul. */
function guessMultiByte(sample: Buffer): string | null {
  let best: string | null = null;
  let bestShare = 0.8;
  for (const label of multiByteLabels) {
    const share = eastAsianShare(new TextDecoder(label, { fatal: true }), sample);
    if (share > bestShare) {
      best = label;
      bestShare = share;
    }
  }
  return best;
}

function eastAsianShare(decoder: TextDecoder, sample: Buffer): number {
  let text: string;
  try {
    // A character that the end of the sample cuts is no error.
    text = decoder.decode(sample, { stream: true });
  } catch {
    return 0;
  }
  let usual = 0;
  let beyond = 0;
  let previous = "";
  for (const char of text) {
    if (char > "\u007f") {
      beyond++;
      // A curly quote of Windows and the letter after it make one ideograph in the middle of an English word.
      if (!isAsciiLetter(previous)) usual += usualness(char);
    }
    previous = char;
  }
  return beyond === 0 ? 0 : usual / beyond;
}

/** Kana decide for Japanese: its bytes also make ideographs, if rare ones, in the Chinese charsets. */
function usualness(char: string): number {
  if (/[\u3040-\u30ff]/.test(char)) return 1.5;
  return /[\u3000-\u303f\u4e00-\u9fa5\uac00-\ud7a3\uff00-\uff60]/.test(char) ? 1 : 0;
}
