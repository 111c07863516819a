export interface TextPart {
  text: string;
  /** Only http, https and mailto ever become links. */
  href?: string;
}

const address = /\bhttps?:\/\/[^\s<>"'`]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
const trailing = /[.,;:!?…»”’]+$/u;

export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = trim(match[0]);
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: found, href: found.includes("://") ? found : `mailto:${found}` });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** The full stop or the bracket after an address belongs to the sentence, unless the bracket was opened inside. */
function trim(found: string): string {
  let kept = found.replace(trailing, "");
  for (const [open, close] of ["()", "[]", "{}"]) {
    while (kept.endsWith(close as string) && count(kept, close) > count(kept, open))
      kept = kept.slice(0, -1).replace(trailing, "");
  }
  return kept;
}

const count = (text: string, char: string | undefined) => text.split(char ?? "").length - 1;
