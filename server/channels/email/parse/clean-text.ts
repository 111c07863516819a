// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const lineBreaking = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

/** Text that PostgreSQL takes: no NUL or other C0 controls but tab and line feed, no lone surrogates; lines end in \n. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(forbidden, "").toWellFormed();
}

/** The same for what must stay on one line: subjects, names, ids. */
export function cleanLine(text: string): string {
  return text.replace(lineBreaking, " ").trim().toWellFormed();
}

/** At most `length` UTF-16 units, never half a surrogate pair. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = isHighSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
