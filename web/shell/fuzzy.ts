/** How well typed letters fit a text: higher is better, 0 not at all. Beginnings of words count more than letters in between. */
export function fuzzy(typed: string, text: string): number {
  const wanted = fold(typed);
  const within = fold(text);
  if (wanted === "") return 1;
  const at = within.indexOf(wanted);
  if (at === 0) return 100;
  if (at > 0) return /[\s\p{P}]/u.test(within[at - 1] ?? "") ? 80 : 50;
  return scattered(wanted.replace(/\s+/g, ""), within);
}

/** All letters in their order, somewhere; those that begin a word are worth more. */
function scattered(wanted: string, within: string): number {
  let score = 0;
  let from = 0;
  for (const letter of wanted) {
    const at = within.indexOf(letter, from);
    if (at < 0) return 0;
    const begins = at === 0 || /[\s\p{P}]/u.test(within[at - 1] ?? "");
    score += begins ? 3 : at === from ? 2 : 0;
    from = at + 1;
  }
  // Letters strewn over a text by chance are no find.
  return score >= wanted.length ? Math.min(score, 40) : 0;
}

/** Without case and accents: "priradit" finds "Přiřadit". */
const fold = (text: string) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "");

/** The best first; equals stay in their order. */
export const best = <T>(typed: string, items: readonly T[], textOf: (item: T) => string): T[] =>
  items
    .map((item) => ({ item, score: fuzzy(typed, textOf(item)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
