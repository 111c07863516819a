import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language, Words } from "../../shared/base/schema.ts";
import { remember, remembered } from "./storage.ts";

export const languages = ["en", "ru", "cs", "th"] as const satisfies readonly Language[];
export const languageNames: Record<Language, string> = { en: "English", ru: "Русский", cs: "Čeština", th: "ไทย" };

/** Only the catalogue of the language in use is fetched. */
const catalogues = import.meta.glob<{ default: Record<string, unknown> }>("../locales/*/*.json");
const backend: BackendModule = {
  type: "backend",
  init: () => {},
  read: (language, namespace, done) => {
    const load = catalogues[`../locales/${language}/${namespace}.json`];
    if (!load) return done(new Error(`No catalogue ${language}/${namespace}`), false);
    load().then(
      (module) => done(null, module.default),
      (error: Error) => done(error, false),
    );
  },
};

export const isLanguage = (value: unknown): value is Language => languages.some((each) => each === value);

/** Last used here, or the first of the browser's that we speak. */
export function guessLanguage(): Language {
  const last = remembered<string>("language");
  if (isLanguage(last)) return last;
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return wanted.find(isLanguage) ?? "en";
}

export async function startI18n(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    remember("language", language);
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: guessLanguage(),
      supportedLngs: [...languages],
      fallbackLng: false,
      ns: ["desk", "lists"],
      defaultNS: "desk",
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** A word that the desk's own settings keep in several languages. */
export const inLanguage = (words: Words, language: string): string =>
  (isLanguage(language) && words[language]) || words.en;
