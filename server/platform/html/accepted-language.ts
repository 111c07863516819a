import { type Language, languages } from "../../../shared/base/schema.ts";

export const isKnown = (code: string | null): code is Language => languages.some((language) => language === code);

/** RFC 9110 12.5.4, in the order written: browsers put the best first. null: none that the desk speaks. */
export function acceptedLanguage(header: string | undefined): Language | null {
  const wanted = (header ?? "").slice(0, 500).split(",");
  const codes = wanted.map((each) => each.trim().slice(0, 2).toLowerCase());
  return codes.find(isKnown) ?? null;
}
