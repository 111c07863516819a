import { createRequire } from "node:module";
import type * as Tinyld from "tinyld";

/** Its tables take a tenth of a second of processor: loaded when a text needs them. */
const tinyld = (): typeof Tinyld => createRequire(import.meta.url)("tinyld");

/** ISO 639-1 code of a text, by its script and letters where they decide, by statistics where there is enough; else null. */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, 2_000).replace(/https?:\/\/\S{1,500}|\S{1,100}@\S{1,100}/g, " ");
  return byScript(sample) ?? byWords(sample) ?? byStatistics(sample);
}

function byScript(text: string): string | null {
  const letters = count(text, /\p{L}/gu);
  if (letters === 0) return null;
  const share = (script: RegExp) => count(text, script) / letters;
  if (share(/\p{Script=Thai}/gu) > 0.3) return "th";
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return "ja";
  if (share(/\p{Script=Hangul}/gu) > 0.3) return "ko";
  if (share(/\p{Script=Han}/gu) > 0.3) return "zh";
  if (share(/\p{Script=Greek}/gu) > 0.5) return "el";
  if (share(/\p{Script=Hebrew}/gu) > 0.5) return "he";
  return share(/\p{Script=Cyrillic}/gu) > 0.3 ? cyrillicLanguage(text) : null;
}

function cyrillicLanguage(text: string): string | null {
  if (/[іїєґ]/i.test(text) && !/[ыэъё]/i.test(text)) return "uk";
  if (/[ў]/i.test(text)) return "be";
  if (/[ђћџљњј]/i.test(text)) return "sr";
  if (/[ыэё]/i.test(text) || stopwords.ru.some((word) => hasWord(text, word))) return "ru";
  const guess = statistics(text);
  return guess && ["ru", "uk", "bg", "be", "sr", "mk", "kk"].includes(guess) ? guess : "ru";
}

/** Words that are frequent in one language and absent from its neighbours. */
const stopwords = {
  ru: [
    "не",
    "что",
    "как",
    "это",
    "на",
    "у",
    "мне",
    "нас",
    "спасибо",
    "пожалуйста",
    "добрый",
    "здравствуйте",
    "день",
    "работает",
  ],
  cs: [
    "není",
    "že",
    "jsem",
    "jsme",
    "prosím",
    "děkuji",
    "díky",
    "dobrý",
    "nám",
    "nejde",
    "nefunguje",
    "který",
    "která",
    "při",
    "dobre",
    "prosim",
    "dekuji",
    "diky",
    "ale",
    "mám",
    "máme",
    "také",
    "už",
    "může",
    "byl",
    "jak",
    "dobrý",
    "den",
    "ahoj",
    "zdravím",
  ],
  en: [
    "the",
    "is",
    "and",
    "you",
    "not",
    "please",
    "thanks",
    "thank",
    "my",
    "we",
    "it",
    "have",
    "this",
    "for",
    "with",
    "can",
    "hello",
    "hi",
    "i",
    "are",
    "of",
    "to",
  ],
  de: ["und", "nicht", "ist", "der", "die", "das", "bitte", "ich", "wir", "danke", "mit"],
  fr: ["le", "les", "est", "et", "vous", "nous", "merci", "pas", "bonjour", "je"],
  pl: ["nie", "się", "jest", "dziękuję", "proszę", "że", "dzień"],
  sk: ["ďakujem", "prosím", "nie", "je", "som", "sme", "že", "deň", "nefunguje"],
} as const;

function byWords(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const scores = Object.entries(stopwords).map(([language, list]) => {
    const set = new Set<string>(list);
    return { language, hits: words.filter((word) => set.has(word)).length };
  });
  scores.sort((a, b) => b.hits - a.hits);
  const [best, second] = scores;
  if (!best || !second || best.hits === 0) return czechLetters(text);
  const enough = best.hits >= 2 || words.length <= 6;
  return enough && best.hits > second.hits * 1.5 ? best.language : czechLetters(text);
}

function czechLetters(text: string): string | null {
  return /[řůě]/i.test(text) ? "cs" : null;
}

function byStatistics(text: string): string | null {
  return count(text, /\p{L}/gu) < 25 ? null : statistics(text);
}

function statistics(text: string): string | null {
  const [best] = tinyld().detectAll(text.slice(0, 600));
  return best && best.accuracy > 0.3 ? best.lang : null;
}

function hasWord(text: string, word: string): boolean {
  return text
    .toLowerCase()
    .split(/[^\p{L}]+/u, 400)
    .includes(word);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
