import sanitizeHtml from "sanitize-html";
import { isTooMuchHtml } from "./html-size.ts";
import { safeStyle } from "./safe-style.ts";

export interface SafeHtml {
  html: string;
  /** Images from elsewhere that wait in `data-src` until somebody asks for them. */
  remoteImages: number;
}

/** Deeper than any letter; what lies below is shown without its tags. */
const maxDepth = 100;
/** Where reading itself becomes slow: such HTML is refused and the text is shown. */
const refusedDepth = 1_000;

/**
 * Foreign HTML through an allow-list (RELIABILITY.md S8): no script, style, form, frame, SVG, MathML, base or meta, no
 * event handlers, links and images by scheme, styles by property. Null when it is too much to look at.
 */
export function sanitizeMailHtml(html: string): SafeHtml | null {
  if (isTooMuchHtml(html, refusedDepth)) return null;
  const seen = { remoteImages: 0 };
  const safe = sanitizeHtml(
    html,
    optionsFor((attribs) => disarmImage(attribs, seen)),
  );
  return { html: safe, remoteImages: seen.remoteImages };
}

/**
 * HTML that an agent wrote, through the same list; pictures on the web stay where he put them, those of the message go where
 * `place` says. "" when it is too much.
 */
export function sanitizeOwnHtml(html: string, place: (src: string) => string | null = () => null): string {
  return isTooMuchHtml(html, refusedDepth)
    ? ""
    : sanitizeHtml(
        html,
        optionsFor((attribs) => ownImage(attribs, place)),
      );
}

const tags = [
  ..."a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em".split(
    " ",
  ),
  ..."figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section".split(
    " ",
  ),
  ..."small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr".split(" "),
];

const attributes: Record<string, string[]> = {
  "*": ["style", "dir", "lang", "title", "align", "valign", "width", "height", "bgcolor"],
  a: ["href", "target", "rel"],
  img: ["src", "data-src", "alt", "border"],
  font: ["color", "face", "size"],
  table: ["border", "cellpadding", "cellspacing"],
  td: ["colspan", "rowspan", "nowrap"],
  th: ["colspan", "rowspan", "nowrap"],
  col: ["span"],
  colgroup: ["span"],
  ol: ["start", "type"],
  ul: ["type"],
  blockquote: ["type", "cite"],
};

/** What holds no text for people goes with its content; unknown tags go alone. */
const dropWithContent =
  "script style textarea option noscript title head template xmp noembed noframes iframe svg math object applet audio video canvas".split(
    " ",
  );

function optionsFor(image: (attribs: sanitizeHtml.Attributes) => sanitizeHtml.Attributes): sanitizeHtml.IOptions {
  return {
    allowedTags: tags,
    allowedAttributes: attributes,
    allowedSchemes: ["http", "https", "mailto", "tel", "sms"],
    allowedSchemesByTag: { img: ["cid", "data", "https"] },
    allowedSchemesAppliedToAttributes: ["href", "src", "cite"],
    allowProtocolRelative: false,
    nonTextTags: dropWithContent.filter((tag) => tag !== "head"),
    nestingLimit: maxDepth,
    parseStyleAttributes: false,
    enforceHtmlBoundary: false,
    transformTags: {
      "*": (tagName, attribs) => ({ tagName, attribs: withSafeStyle(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: safeLink(attribs) }),
      img: (tagName, attribs) => ({ tagName, attribs: image(withSafeStyle(attribs)) }),
    },
  };
}

function withSafeStyle(attribs: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const { style, ...rest } = attribs;
  if (!style) return rest;
  const safe = safeStyle(style);
  return safe ? { ...rest, style: safe } : rest;
}

function safeLink(attribs: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const rest = withSafeStyle(attribs);
  return rest.href ? { ...rest, target: "_blank", rel: "noopener noreferrer nofollow" } : rest;
}

const inlineImage = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i;

function disarmImage(attribs: sanitizeHtml.Attributes, seen: { remoteImages: number }): sanitizeHtml.Attributes {
  const { src = "", "data-src": _, ...rest } = attribs;
  const url = src.trim();
  if (/^(?:https?:)?\/\//i.test(url)) {
    seen.remoteImages++;
    return { ...rest, "data-src": url.startsWith("//") ? `https:${url}` : url };
  }
  return isEmbedded(url) ? { ...rest, src: url } : rest;
}

function ownImage(attribs: sanitizeHtml.Attributes, place: (src: string) => string | null): sanitizeHtml.Attributes {
  const { src = "", "data-src": _, ...rest } = attribs;
  const url = src.trim();
  const placed = place(url);
  if (placed !== null) return { ...rest, src: placed };
  return isEmbedded(url) || /^https:\/\//i.test(url) ? { ...rest, src: url } : rest;
}

function isEmbedded(url: string): boolean {
  return /^cid:/i.test(url) || inlineImage.test(url);
}
