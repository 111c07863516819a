import type { Language } from "../../../shared/base/schema.ts";
import { escapeHtml } from "../../platform/html/plain-html.ts";
import { plainPage, saying } from "../../platform/html/plain-page.ts";
import { wordsIn } from "./words.ts";

interface Page {
  language: Language;
  /** Of the desk. */
  desk: string;
  text: string;
  /** Asks, with the button; else it only tells. */
  asks: boolean;
}

export const commentAtMost = 5000;

export function notSolvedPage({ language, desk, text, asks }: Page): string {
  const words = wordsIn[language];
  if (!asks) return plainPage(language, desk, words.title, saying(text));
  const form = `<form method="post"><label for="comment">${escapeHtml(words.comment)}</label>
<textarea id="comment" name="comment" maxlength="${commentAtMost}"></textarea><button type="submit">${escapeHtml(words.button)}</button></form>`;
  return plainPage(language, desk, words.title, `<p>${escapeHtml(text)}</p>${form}`);
}
