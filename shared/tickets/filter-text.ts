// Words, quotes and lists by comma, as they stand in a search field and in the values of a filter.

export interface Token {
  /** As typed, with its quotes. */
  raw: string;
  at: number;
}

/** Cuts at white space that is outside of quotes. A quote that is never closed ends with the text. */
export function tokens(text: string): Token[] {
  return [...text.matchAll(/(?:"(?:\\["\\]|[^"])*(?:"|$)|[^\s"])+/g)].map((match) => ({
    raw: match[0],
    at: match.index,
  }));
}

/** What a token says without its quotes. */
export const unquote = (raw: string): string =>
  raw.replace(/"((?:\\["\\]|[^"])*)(?:"|$)/g, (_, inside: string) => inside.replace(/\\(["\\])/g, "$1"));

export const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** Words of a search; what stood in quotes is one. */
export const splitWords = (q: string): string[] =>
  tokens(q)
    .map(({ raw }) => unquote(raw).trim())
    .filter(Boolean);

export const joinWords = (words: readonly string[]): string =>
  words.map((word) => (/[\s"]/.test(word) ? quote(word) : word)).join(" ");

/** `Sales,"Prague, hall 2"` -> Sales | Prague, hall 2 */
export const splitValues = (text: string): string[] =>
  [...text.matchAll(/(?:"(?:\\["\\]|[^"])*(?:"|$)|[^,"])+/g)]
    .map(([raw]) => unquote(raw.trim()).trim())
    .filter(Boolean);

/** A value that begins with `//` is quoted: `https://…` in a search field is an address and no operator. */
export const joinValues = (values: readonly string[]): string =>
  [...new Set(values)].map((value) => (/[\s",]|^\/\//.test(value) ? quote(value) : value)).join(",");
