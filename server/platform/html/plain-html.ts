/** Plain text as HTML: paragraphs, line breaks, links. */
export function htmlFromPlain(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split("\n").map(lineHtml).join("<br>")}</p>`)
    .join("\n");
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] as string);
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const link = /https?:\/\/[^\s<>"']{1,2000}/g;

function lineHtml(line: string): string {
  let html = "";
  let at = 0;
  for (const match of line.matchAll(link)) {
    // The full stop or bracket that ends a sentence is not part of the address.
    const url = match[0].replace(/[.,;:!?)\]]{1,10}$/, "");
    const start = match.index;
    html += `${escapeHtml(line.slice(at, start))}<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
    at = start + url.length;
  }
  return html + escapeHtml(line.slice(at));
}
