/** Tags of one mail, beyond which nobody walks it. */
const maxTags = 100_000;

const tag = /<(\/?)([a-z][a-z0-9]{0,20})/gi;
/** Elements without an end tag, or with one that people leave out. */
const unpaired = new Set(
  "br img hr wbr meta link input col area base embed p li td th tr dt dd option tbody thead tfoot".split(" "),
);

/** More tags or deeper nesting than a walker should be given (RELIABILITY.md T10). */
export function isTooMuchHtml(html: string, maxDepth: number): boolean {
  let tags = 0;
  let depth = 0;
  for (const [, slash, name] of html.matchAll(tag)) {
    if (++tags > maxTags) return true;
    if (unpaired.has((name as string).toLowerCase())) continue;
    depth = Math.max(0, depth + (slash ? -1 : 1));
    if (depth > maxDepth) return true;
  }
  return false;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The words of HTML by plain replacement, in time linear to its length. */
export function stripTags(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^<>]{0,1000}>/gi, "\n")
    .replace(/<[^<>]{0,10000}>/g, "")
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => entities[name] as string)
    .replace(/&#(\d{1,7});/g, (_, code: string) => fromCode(Number(code)));
}

function fromCode(code: number): string {
  return code > 31 && code < 0x11_0000 ? String.fromCodePoint(code) : " ";
}
