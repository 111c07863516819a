import { compile } from "html-to-text";
import { isTooMuchHtml, stripTags } from "./html-size.ts";

/** Deeper than any letter, shallow enough for the stack. */
const maxDepth = 500;

const convert = compile({
  wordwrap: false,
  preserveNewlines: false,
  limits: { maxInputLength: 2 * 1024 * 1024, maxDepth, maxChildNodes: 100_000, ellipsis: "…" },
  selectors: [
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, noAnchorUrl: true } },
    { selector: "img", format: "skip" },
    { selector: "table", format: "block", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: "tr", format: "block", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: "h1", options: { uppercase: false } },
    { selector: "h2", options: { uppercase: false } },
    { selector: "h3", options: { uppercase: false } },
    { selector: "h4", options: { uppercase: false } },
    { selector: "h5", options: { uppercase: false } },
    { selector: "h6", options: { uppercase: false } },
    { selector: "p", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: "hr", options: { length: 32 } },
  ],
});

/** What a person reads of the HTML, quotes as `> `. */
export function htmlToPlain(html: string): string {
  return convert(html).replace(/\u00a0/g, " ");
}

/** The same, never throwing: HTML that is too much to walk keeps its words and loses its structure, and `tooMuch` is told. */
export function plainFromHtml(html: string, tooMuch: () => void): string {
  if (!isTooMuchHtml(html, maxDepth)) {
    try {
      return htmlToPlain(html);
    } catch {
      // Below: the words without their structure.
    }
  }
  tooMuch();
  return stripTags(html);
}
