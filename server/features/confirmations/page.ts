// The page behind the link: plain HTML of the server, no script. Opening it changes nothing; a button does.
import type { Language } from "../../../shared/base/schema.ts";
import { escapeHtml } from "../../platform/html/plain-html.ts";
import { plainPage, saying } from "../../platform/html/plain-page.ts";
import type { Asked } from "./answer.ts";
import { pageWords } from "./words.ts";

export function askPage(
  language: Language,
  desk: { name: string; timeZone: string },
  secret: string,
  asked: Asked,
): string {
  const words = pageWords[language];
  const at = new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: desk.timeZone,
  }).format(asked.at);
  const form = (answer: "yes" | "no") =>
    `<form method="post" class="beside" action="/confirm/${encodeURIComponent(secret)}/${answer}"><button class="${answer}">${escapeHtml(words[answer])}</button></form>`;
  return plainPage(
    language,
    desk.name,
    words.title,
    `<p>${escapeHtml(words.ask)}</p><dl><dt>${escapeHtml(words.subject)}</dt><dd>${escapeHtml(asked.subject)}</dd><dt>${escapeHtml(words.sent)}</dt><dd>${escapeHtml(at)}</dd></dl><blockquote>${escapeHtml(asked.text)}</blockquote>${form("yes")}${form("no")}<p class="soft">${escapeHtml(words.once)}</p>`,
  );
}

export function donePage(language: Language, desk: { name: string }, answer: "yes" | "no"): string {
  const words = pageWords[language];
  const said = answer === "yes" ? words.confirmed : words.denied;
  return plainPage(language, desk.name, said.split(/(?<=[.])\s/)[0] ?? said, saying(said));
}

export function gonePage(language: Language, desk: { name: string }): string {
  const words = pageWords[language];
  return plainPage(language, desk.name, words.gone, `<p>${escapeHtml(words.goneWhy)}</p>`);
}
