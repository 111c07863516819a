import { isOutOfOffice } from "./out-of-office.ts";
import { splitSignature } from "./signature.ts";
import { givenNames, languages, noNames, patronymic } from "./thanks-phrases.ts";

/** Longer than this, somebody has something to say. */
const maxLength = 300;
const maxLengthWithSignature = 4_000;

/**
 * Nothing but thanks or acknowledgement, so that it need not reopen a solved ticket. Precision first: the whole message
 * must be made of phrases that are known to mean nothing else; one unknown word, a question, a digit or an unhappy face
 * makes it an ordinary reply.
 */
export function isThanks(replyText: string): boolean {
  if (replyText.length > maxLengthWithSignature) return false;
  const { body, signature } = splitSignature(replyText.normalize("NFC"));
  const text = body.trim();
  if (!text) return signature !== "";
  if (text.length > 600) return false;
  if (isOutOfOffice(text)) return true;
  if (text.length > maxLength || /[?？\d]|https?:|www\./u.test(text)) return false;
  const words = readWords(text);
  return !otherMeaning.test(words.text) && consistsOfThanks(words);
}

/** "Yes, ok" agrees to something, "now and again" is not now. */
const otherMeaning =
  /^(?:yes|yep|yeah|yup|да|ага|ano|jo)[ ,.!]+(?:ok|okay|fine|good|great|perfect|cool|sounds good|хорошо|ок|окей|отлично|dobre|dobra|fajn|super|jasne)[ ,.^/]*$|now and (?:again|then)/;

interface Words {
  /** Words and marks, one space between them: `,` within a sentence, `.` between sentences, `/` between lines, `^` a happy face. */
  text: string;
  /** Where words begin that were written with a capital. */
  capitals: Set<number>;
}

const happyFaces =
  "👍 🙏 👌 👏 🙌 🤝 💪 ❤ 🧡 💛 💚 💙 💜 🤍 💖 💕 🖤 😊 🙂 😀 😃 😄 😁 😆 😉 ☺ 🤗 😍 🥰 😘 😇 🥳 😎 🎉 🎊 🌹 🌸 💐 🌷 🌺 🌟 ⭐ ✨ 🔥 💯 ✅ ✔ ☑ 🍻 🍺 🥂 ☕ 🍫 🤩 🫶 🫡 ♥ 🙋";
/** With their shades of skin and the marks that join them. */
const happy = new RegExp(`(?:${happyFaces.replaceAll(" ", "|")}|[\\u{1f3fb}-\\u{1f3ff}]|\\ufe0f|\\u200d[♀♂]?)+`, "gu");
const smile = /(?<![\p{L}\p{N}])[:;=8]-?[)D\]]+|\^_?\^|<3|[)）]{1,20}(?=\s|$|[.!])/gu;

function readWords(written: string): Words {
  const marked = written
    .replace(happy, " ^ ")
    .replace(/(\p{L})\1{2,}/gu, "$1")
    .replace(smile, " ^ ")
    .replace(/['’`´"“”„«»*_@~]/g, "")
    .replace(titles, "$1")
    .replace(/\n+/g, " / ")
    .replace(/(?<=\p{L})-(?=\p{L})/gu, " ")
    .replace(/[.!…;]+/g, " . ")
    .replace(/[,:(){}[\]–—-]+/g, " , ");
  const capitals = new Set<number>();
  let text = "";
  for (const word of marked.split(/\s+/)) {
    if (!word) continue;
    if (/^\p{Lu}\p{Ll}/u.test(word)) capitals.add(text.length);
    text += `${corrected(normalize(word))} `;
  }
  return { text, capitals };
}

const titles = /(?<!\p{L})(mrs?|ms|dr|ing|mgr|bc|mudr|judr|phdr)\./giu;

function normalize(word: string): string {
  return word
    .toLowerCase()
    .normalize("NFD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC")
    .replace(/ё/g, "е");
}

const correct = ["thanks", "спасибо", "благодарю", "dekuji", "dekuju", "dekujeme"];
const otherWords = new Set(["thinks", "tanks", "hanks", "thank", "благодаря", "благодарим", "dekujem"]);

/** One slip of the fingers in a word of thanks. */
function corrected(word: string): string {
  if (word.length < 5 || otherWords.has(word)) return word;
  return correct.find((right) => isOneSlip(word, right)) ?? word;
}

/** One letter too many, missing, wrong, or two exchanged. */
function isOneSlip(word: string, right: string): boolean {
  if (Math.abs(word.length - right.length) > 1 || word === right) return false;
  let start = 0;
  while (word[start] !== undefined && word[start] === right[start]) start++;
  let end = 0;
  while (end < Math.min(word.length, right.length) - start && word.at(-1 - end) === right.at(-1 - end)) end++;
  const [wrong, missed] = [word.slice(start, word.length - end), right.slice(start, right.length - end)];
  if (wrong.length <= 1 && missed.length <= 1) return true;
  return wrong.length === 2 && missed.length === 2 && wrong[0] === missed[1] && wrong[1] === missed[0];
}

/** What a phrase that was read says about the whole, and about what may follow it. */
const Nothing = 0;
const Thanked = 1;
const NameMayFollow = 2;

interface Reader {
  pattern: RegExp;
  flags: number;
}

const readers = languages.map(({ phrases: { gratitude, acknowledgement, around, greeting }, letters }) => ({
  letters,
  phrases: [
    ...alternatives(gratitude).map((source) => reader(source, Thanked | NameMayFollow)),
    ...alternatives(acknowledgement).map((source) => reader(source, Thanked)),
    ...alternatives(around).map((source) => reader(source, Nothing)),
    ...alternatives(greeting).map((source) => reader(source, NameMayFollow)),
  ],
}));

/** Each on its own: a pattern gives only its first way to match, and the walk wants all. */
function alternatives(sources: string[]): string[] {
  return sources.flatMap((source) => {
    let depth = 0;
    const marked = source.replace(/[()|]/g, (char) => {
      if (char === "(") depth++;
      if (char === ")") depth--;
      return char === "|" && depth === 0 ? "\n" : char;
    });
    return marked.split("\n");
  });
}

/** A word ends where no letter of its own script follows: "okครับ" is two. */
function reader(source: string, flags: number): Reader {
  return { pattern: new RegExp(`(?:${source})(?![a-z\\p{Script=Cyrillic}])`, "uy"), flags };
}

/** Walks all ways to read the text as phrases; true when one of them reaches the end and has thanked on the way. */
function consistsOfThanks({ text, capitals }: Words): boolean {
  const reached = Array.from({ length: text.length + 1 }, () => new Set<number>());
  reached[0]?.add(Nothing);
  const phrases = readers.flatMap((each) => (each.letters.test(text) ? each.phrases : []));
  for (let at = 0; at < text.length; at++) {
    const states = reached[at] as Set<number>;
    if (states.size === 0) continue;
    for (const [end, flags, keeps] of stepsFrom(text, at, capitals, phrases))
      for (const state of states) {
        if (flags === Name && !nameFits(text, at, end, state)) continue;
        reached[end]?.add((state & Thanked) | (keeps ? state & NameMayFollow : 0) | Math.max(flags, 0));
      }
  }
  return [...(reached[text.length] as Set<number>)].some((state) => (state & Thanked) > 0);
}

const Name = -1;
type Step = [end: number, flags: number, keepsFlags: boolean];

function stepsFrom(text: string, at: number, capitals: Set<number>, phrases: Reader[]): Step[] {
  const char = text[at];
  if (char === " " || char === "," || char === "/") return [[at + 1, Nothing, true]];
  if (char === ".") return [[at + 1, Nothing, false]];
  if (char === "^") return [[at + 1, Thanked, true]];
  const steps: Step[] = [];
  for (const { pattern, flags } of phrases) {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    if (length > 0) steps.push([at + length, flags, false]);
  }
  const name = capitals.has(at) ? nameEnd(text, at, capitals) : at;
  if (name > at) steps.push([name, Name, false]);
  return steps;
}

/** Up to three capitalized words, then a mark or the end. */
function nameEnd(text: string, start: number, capitals: Set<number>): number {
  let at = start;
  for (let count = 0; count < 3 && capitals.has(at); count++) {
    const end = text.indexOf(" ", at);
    if (end - at < 2 || noNames.test(text.slice(at, end))) return start;
    at = end + 1;
    if (/[.,/^]/.test(text[at] ?? ".")) return at;
  }
  return start;
}

function nameFits(text: string, start: number, end: number, state: number): boolean {
  if (state & NameMayFollow) return true;
  if (state & Thanked && end === text.length && /\/ $/.test(text.slice(0, start))) return true;
  const isFirst = /^(?:.*[./])? ?$/.test(text.slice(0, start));
  const names = text.slice(start, end).trim().split(" ");
  return isFirst && names.every((name) => givenNames.has(name) || patronymic.test(name));
}
