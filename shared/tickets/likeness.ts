// Do two texts speak of the same thing? Cheap and rough: what is found is offered, never done (F30).

const answered = /^(?:(?:re|fwd?|aw|odp|vs|на|ответ|отв)\s*:\s*)+|\[#[^\]]*\]/giu;
const segmenter = new Intl.Segmenter("th", { granularity: "word" });

/** Words of three letters and more, and numbers, as far as the text's first thousand characters. Thai has no spaces. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(text.slice(0, 1000).replace(answered, " ").toLowerCase()))
    if (isWordLike && (segment.length > 2 || /\d/.test(segment))) words.add(segment);
  return words;
}

/** 0 to 1: how much of the shorter one's words stands in the other. With fewer than two words there is nothing to compare. */
export function likeness(a: string, b: string): number {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const fewest = Math.min(one.size, other.size);
  if (fewest < 2) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared++;
  return shared / fewest;
}

export interface Spoken {
  subject: string;
  text: string;
}

/** Subjects count more than what is said below them: greetings and signatures are alike everywhere. */
export const probablySame = (a: Spoken, b: Spoken): number =>
  Math.max(likeness(a.subject, b.subject), 0.8 * likeness(`${a.subject} ${a.text}`, `${b.subject} ${b.text}`));

export const sameFrom = 0.5;
