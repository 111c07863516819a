// How text is cut into words to be found by: the same for what is stored and for what is asked. Case, accents of European
// letters and width do not count; what is written without spaces is cut by a dictionary.

const run = /[\p{L}\p{M}\p{N}]+/gu;
const withoutSpaces =
  /[\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u;
/** Marks above and below; those of Thai and others are letters of their own. */
const accents = /(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]\p{M}*)\p{M}/gu;
const longest = 40;
const dictionary = new Intl.Segmenter("th", { granularity: "word" });

/** Most of what is written: nothing to take apart. */
const plain = /^\p{ASCII}*$/u;

export const fold = (text: string): string =>
  (plain.test(text) ? text : text.normalize("NFKD").replace(accents, "").normalize("NFC")).toLowerCase();

const runs = (text: string): string[] => fold(text).match(run) ?? [];

const cut = (word: string): string => (word.length <= longest ? word : Array.from(word).slice(0, longest).join(""));

function* wordsOfRun(text: string): Generator<string> {
  if (!withoutSpaces.test(text)) yield cut(text);
  else for (const { segment, isWordLike } of dictionary.segment(text)) if (isWordLike) yield cut(segment);
}

/** Each word once. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const each of runs(text)) for (const word of wordsOfRun(each)) words.add(word);
  return words;
}

export type Weight = "A" | "B" | "C" | "D";
const places: Record<Weight, string> = { A: "1A", B: "2B", C: "3C", D: "4" };

/** A tsvector in its text form. `most` words at most, those of the first parts before others. */
export function vectorOf(parts: readonly (readonly [weight: Weight, text: string])[], most: number): string {
  const found = new Map<string, Set<Weight>>();
  for (const [weight, text] of parts) {
    for (const word of wordsOf(text)) {
      const weights = found.get(word);
      if (weights) weights.add(weight);
      else if (found.size < most) found.set(word, new Set([weight]));
    }
  }
  return [...found]
    .map(([word, weights]) => `'${word}':${[...weights].map((weight) => places[weight]).join(",")}`)
    .join(" ");
}

const mostWords = 12;

/**
 * A tsquery in its text form: all the words, beginnings are enough. null when there is no word in it. Of what is written
 * without spaces the end may be cut otherwise while it is still being typed: then the whole is the beginning of a word.
 */
export function queryOf(text: string, weights = ""): string | null {
  const all = runs(text)
    .slice(0, mostWords)
    .map((each) => {
      const words = [...wordsOfRun(each)].map((word) => term(word, weights)).join(" & ");
      const whole = term(cut(each), weights);
      return words === whole || words === "" ? whole : `((${words}) | ${whole})`;
    });
  return all.length === 0 ? null : all.join(" & ");
}

/** One letter or digit begins too many words. */
const term = (word: string, weights: string): string => {
  const label = `${/^[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]$/u.test(word) ? "" : "*"}${weights}`;
  return `'${word}'${label === "" ? "" : `:${label}`}`;
};
