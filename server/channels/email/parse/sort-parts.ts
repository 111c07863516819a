import type { MimePart } from "./mime-tree.ts";

export interface SortedParts {
  text: MimePart[];
  html: MimePart[];
  attachments: MimePart[];
}

/** Which leaves are the body as text, which the body as HTML, which are attachments: RFC 8621 4.1.4, step by step. */
export function sortParts(root: MimePart): SortedParts {
  const sorted: SortedParts = { text: [], html: [], attachments: [] };
  sortSiblings([root], "mixed", false, sorted);
  return sorted;
}

interface Lists {
  text: MimePart[] | null;
  html: MimePart[] | null;
  attachments: MimePart[];
}

function sortSiblings(parts: MimePart[], container: string, inAlternative: boolean, lists: Lists): void {
  const textBefore = lists.text?.length ?? -1;
  const htmlBefore = lists.html?.length ?? -1;
  for (const [order, part] of parts.entries()) {
    if (part.children.length > 0) {
      const subtype = part.type.value.slice("multipart/".length);
      sortSiblings(part.children, subtype, inAlternative || subtype === "alternative", { ...lists });
    } else if (!isInline(part, order, container)) lists.attachments.push(part);
    else if (container === "alternative") pushAlternative(part, lists);
    else pushInline(part, inAlternative, lists);
  }
  if (container === "alternative" && lists.text && lists.html) {
    const onlyHtml = lists.text.length === textBefore && lists.html.length !== htmlBefore;
    const onlyText = lists.html.length === htmlBefore && lists.text.length !== textBefore;
    if (onlyHtml) lists.text.push(...lists.html.slice(Math.max(0, htmlBefore)));
    if (onlyText) lists.html.push(...lists.text.slice(Math.max(0, textBefore)));
  }
}

function pushAlternative(part: MimePart, lists: Lists): void {
  if (part.type.value === "text/html") lists.html?.push(part);
  else if (part.type.value === "text/plain") lists.text?.push(part);
  else lists.attachments.push(part);
}

function pushInline(part: MimePart, inAlternative: boolean, lists: Lists): void {
  if (inAlternative && part.type.value === "text/plain") lists.html = null;
  if (inAlternative && part.type.value === "text/html") lists.text = null;
  lists.text?.push(part);
  lists.html?.push(part);
  if (isMedia(part)) lists.attachments.push(part);
}

function isInline(part: MimePart, order: number, container: string): boolean {
  const type = part.type.value;
  if (part.disposition.value === "attachment") return false;
  if (type !== "text/plain" && type !== "text/html" && !isMedia(part)) return false;
  return order === 0 || (container !== "related" && (isMedia(part) || !hasName(part)));
}

function hasName(part: MimePart): boolean {
  return part.disposition.params.has("filename") || part.type.params.has("name");
}

export function isMedia(part: MimePart): boolean {
  return /^(?:image|audio|video)\//.test(part.type.value);
}
