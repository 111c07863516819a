/** Whether a mail's HTML shows more than its text does: pictures, tables with several cells, lists, emphasis, real links. */
export function htmlAdds(html: string): boolean {
  if (/<img\b(?![^>]*\b(?:width|height)=["']?1["'\s>])/i.test(html)) return true;
  if (/<(?:ul|ol|b|strong|em|i|u|h[1-6]|blockquote|pre|code|hr)\b/i.test(html)) return true;
  if ((html.match(/<td\b/gi)?.length ?? 0) > 1) return true;
  return [...html.matchAll(/<a\b[^>]*\bhref=["']?([^"'\s>]+)[^>]*>(.*?)<\/a>/gis)].some(
    ([, href = "", label = ""]) => !sameAddress(href, label.replace(/<[^>]*>/g, "")),
  );
}

const bare = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(?:mailto:|tel:|https?:\/\/)/, "")
    .replace(/\/$/, "");
const sameAddress = (href: string, label: string) => label.trim() === "" || bare(href) === bare(label);

/** No script may run in the frame, so nobody can measure it: a height is guessed from the length, the reader drags it. */
export function frameHeight(message: { text: string; quoted: string; html: string | null }): number {
  const letters = message.text.length + message.quoted.length;
  const lines = message.text.split("\n").length + message.quoted.split("\n").length + letters / 90;
  const pictures = message.html?.match(/<img\b/gi)?.length ?? 0;
  const cells = message.html?.match(/<tr\b/gi)?.length ?? 0;
  return Math.round(Math.min(720, Math.max(160, 48 + lines * 20 + pictures * 120 + cells * 14)));
}
