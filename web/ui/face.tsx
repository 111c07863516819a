import css from "./face.module.css";

const hues = 8;

/** Initials on a quiet colour of their own, as a picture: the name stands beside or in the title. */
export function Face({ name, size = 20, title }: { name: string; size?: number; title?: string }) {
  return (
    <span
      className={css.face}
      data-hue={hueOf(name)}
      data-initials={initials(name)}
      style={{ width: size, height: size, fontSize: Math.round(Math.max(size * 0.42, 8)) }}
      {...(title ? { title, role: "img", "aria-label": title } : { "aria-hidden": true })}
    />
  );
}

export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s.@_-]+/u)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => firstLetter(word ?? "?"))
    .join("")
    .toUpperCase();
}

/** A Thai word may begin with a vowel sign that needs its consonant: take the first letter that stands alone. */
const firstLetter = (word: string) => /[\p{Lu}\p{Ll}\p{Lt}ก-ฮ\p{N}]/u.exec(word)?.[0] ?? [...word][0] ?? "?";

function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % hues;
}
