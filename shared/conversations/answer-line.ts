// The line in a notice by mail above which one answers. What stands below it is the desk's, some of it for colleagues only, and
// must never leave as somebody's answer, however his program quotes it.
const mark = "##- ";

export const answerLine = (words: string): string => `${mark}${words} -##`;

/** What was written above the line; null when there is none. */
export function aboveAnswerLine(text: string): string | null {
  const line = /^[ \t>|]*##- /m.exec(text);
  if (!line) return null;
  const above = text.slice(0, line.index).replace(/[\s>|]+$/, "");
  // "On Sunday the desk wrote:", in words that nobody knew for that.
  const last = above.lastIndexOf("\n\n") + 1;
  return (/[:：]$/.test(above) ? above.slice(0, last) : above).trim();
}
