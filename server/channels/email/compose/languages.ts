export type Language = "en" | "ru" | "cs" | "th";

/** The language in which Listek writes to somebody; English where it has no words. */
export function languageOf(code: string | null | undefined): Language {
  const base = (code ?? "").toLowerCase().split("-")[0];
  return base === "ru" || base === "cs" || base === "th" ? base : "en";
}
