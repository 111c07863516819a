// What of a message's HTML becomes elements of the desk. Nothing here trusts that the HTML was sanitized before: what is
// not named is not made.

import { isPicture } from "../../shared/conversations/pictures.ts";

/** Tag -> what is made of it. Headings of a message stand below the ticket's, whatever level their writer chose. */
const madeOf = new Map<string, string>([
  ..."p br b strong i em u s del ins sub sup small code kbd samp pre blockquote ul ol li dl dt dd hr table thead tbody tfoot tr th td div"
    .split(" ")
    .map((tag) => [tag, tag] as [string, string]),
  ..."h1 h2 h3 h4 h5 h6".split(" ").map((tag) => [tag, "h2"] as [string, string]),
  ["strike", "s"],
  ["tt", "code"],
]);

/** Gone with all that is in them; other unknown tags go alone, their words stay. */
const dropped = new Set(
  "script style textarea select option noscript title head template xmp noembed noframes iframe svg math object applet audio video canvas".split(
    " ",
  ),
);

/** The element to make; "" for the words alone, null for nothing at all. */
export const elementFor = (tag: string): string | null => (dropped.has(tag) ? null : (madeOf.get(tag) ?? ""));

/** White space between rows and items is layout of the source, not text. */
const structures = new Set("table thead tbody tfoot tr ul ol dl".split(" "));
export const ignoresSpace = (tag: string): boolean => structures.has(tag);

/** Only addresses that open a page, a letter or a call; null for any other. */
export function safeHref(href: string | null): string | null {
  if (href === null) return null;
  try {
    const { protocol } = new URL(href);
    return ["http:", "https:", "mailto:", "tel:"].includes(protocol) ? href : null;
  } catch {
    return null;
  }
}

/** A whole number from `least` to `most`, as an attribute says it. */
export function wholeNumber(text: string | null, least: number, most: number): number | undefined {
  if (text === null || !/^\d{1,9}$/.test(text)) return undefined;
  return Math.min(most, Math.max(least, Number(text)));
}

const alignments = ["left", "center", "right"] as const;
export const alignment = (text: string | null): (typeof alignments)[number] | undefined =>
  alignments.find((each) => each === text?.toLowerCase());

/** Beyond this many letters a page of elements is slow, and the text has to do. */
const maxHtml = 200_000;
export const isShort = (html: string): boolean => html.length <= maxHtml;

/** Whether the frame would show what the desk's own elements do not: pictures from elsewhere, colours, sizes. */
export const leavesOut = (html: string): boolean => /<img\b(?![^>]*\ssrc="cid:)|<font\b|<[^>]*\sstyle=/i.test(html);

/** The file of the message that its HTML shows under this address. */
export const pictureAt = <T extends { contentId: string | null; type: string }>(
  src: string | null,
  files: readonly T[],
): T | undefined =>
  src?.startsWith("cid:") ? files.find((file) => file.contentId === src.slice(4) && isPicture(file)) : undefined;
