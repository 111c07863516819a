// Made-up talk with the word distribution of real talk: few words all the time, most words hardly ever (Zipf, Mandelbrot).
import type { Language } from "../../shared/base/schema.ts";
import { createRandom } from "../random.ts";
import { endings, rareWord, words } from "./words.ts";

const size = 6000;
/** One place of the table a share of all text: looking a word up is one step however long the list is. */
const places = 1 << 17;
const flattening = 2.7;

interface Vocabulary {
  /** With the space before them, where the language has one. */
  words: string[];
  /** The same, at the beginning of a sentence. */
  initial: string[];
  table: Uint16Array;
  stop: string;
}

const vocabularies = new Map<Language, Vocabulary>();

function vocabularyOf(language: Language): Vocabulary {
  const known = vocabularies.get(language);
  if (known) return known;
  const list = makeWords(language);
  const thai = language === "th";
  const made = {
    words: thai ? list : list.map((word) => ` ${word}`),
    initial: thai ? list : list.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
    table: makeTable(list.length),
    stop: thai ? " " : ". ",
  };
  vocabularies.set(language, made);
  return made;
}

function makeWords(language: Language): string[] {
  const base = words[language].trim().split(/\s+/);
  const tails = language === "th" ? base : endings[language].split(" ");
  const random = createRandom(base.length * 31 + tails.length);
  const made = new Set(base);
  const stems = base.filter((word) => word.length > 3);
  for (let tries = 0; made.size < size && tries < size * 20; tries++) {
    const word = random.pick(stems) + random.pick(tails);
    // The tail of any language is numbers and codes as well.
    made.add(
      random.chance(0.5) ? word : random.chance(0.5) ? word + random.pick(tails) : `${random.between(100, 99_999)}`,
    );
  }
  made.delete(rareWord);
  return [...made];
}

function makeTable(length: number): Uint16Array {
  const weights = Array.from({ length }, (_, rank) => 1 / (rank + flattening));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const table = new Uint16Array(places);
  let word = 0;
  let upTo = (weights[0] ?? 0) / total;
  for (let place = 0; place < places; place++) {
    while (place / places > upTo && word < length - 1) upTo += (weights[++word] ?? 0) / total;
    table[place] = word;
  }
  return table;
}

/** xorshift32: a word costs a few nanoseconds, and there are hundreds of millions of them. */
export class Writer {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  subject(language: Language): string {
    const { words, initial, table } = vocabularyOf(language);
    let text = initial[this.#word(table)] as string;
    for (let left = 2 + (this.#next() % 7); left > 0; left--) text += words[this.#word(table)];
    return text;
  }

  /** Twenty to three hundred words, seldom thousands; one message in a hundred holds the rare word. */
  message(language: Language): string {
    const vocabulary = vocabularyOf(language);
    let left = this.#length();
    let text = "";
    let sentences = 0;
    while (left > 0) {
      const length = Math.min(left, 5 + (this.#next() % 11));
      text += this.#sentence(vocabulary, length);
      left -= length;
      if (++sentences % 5 === 0 && left > 0) text += "\n\n";
    }
    return this.#next() % 100 === 0 ? this.#withRareWord(text, vocabulary.stop) : text.trimEnd();
  }

  #sentence({ words, initial, table, stop }: Vocabulary, length: number): string {
    let text = initial[this.#word(table)] as string;
    for (let i = 1; i < length; i++) text += words[this.#word(table)];
    return text + stop;
  }

  #withRareWord(text: string, stop: string): string {
    const at = text.indexOf(stop) + stop.length;
    return `${text.slice(0, at)}${rareWord} ${text.slice(at)}`.trimEnd();
  }

  #length(): number {
    const unit = (this.#next() + 1) / 4294967297;
    const other = (this.#next() + 1) / 4294967297;
    const normal = Math.sqrt(-2 * Math.log(unit)) * Math.cos(2 * Math.PI * other);
    const length = Math.round(Math.exp(4 + 0.75 * normal));
    return Math.max(20, this.#next() % 200 === 0 ? Math.min(5000, length * 15) : Math.min(300, length));
  }

  #word(table: Uint16Array): number {
    return table[this.#next() >>> 15] as number;
  }

  #next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }
}
