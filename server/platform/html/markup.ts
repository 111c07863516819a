// What people type -> what is kept: plain text that reads well, and safe HTML where there is formatting.
import { marked } from "marked";
import { htmlToPlain } from "./html-text.ts";
import { sanitizeOwnHtml } from "./sanitize.ts";

export interface Body {
  text: string;
  html: string | null;
}

/** `place`: where a picture of the message is, as `cid:…`, by what its writer calls it; null: it is none. */
export function renderBody(
  body: string,
  format: "text" | "markdown" | "html",
  place: (src: string) => string | null = () => null,
): Body {
  const clean = body.replace(/\r\n?/g, "\n").trimEnd();
  if (format === "text") return { text: clean, html: null };
  const source = format === "markdown" ? marked.parse(clean, { async: false, gfm: true, breaks: true }) : clean;
  const html = sanitizeOwnHtml(source, place).trim();
  return { text: htmlToPlain(withNames(html)).trim(), html };
}

/** In the text a picture is a word. Both are of the sanitizer: attributes are quoted and escaped. */
const withNames = (html: string): string =>
  html.replace(/<img\b[^>]*?\bsrc="cid:[^>]*>/g, (image) => {
    const name = /\balt="([^"]*)"/.exec(image)?.[1];
    return name ? `[image: ${name}]` : "[image]";
  });
