// Every word of the desk is in four languages, and no word is kept that nobody says.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const web = join(import.meta.dirname, "../../web");
const languages = ["en", "ru", "cs", "th"] as const;
const namespaces = readdirSync(join(web, "locales/en")).map((file) => file.replace(".json", ""));

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
const catalogue = (language: string, namespace: string) =>
  new Map(flat(JSON.parse(readFileSync(join(web, "locales", language, `${namespace}.json`), "utf8"))));

const plural = /_(zero|one|two|few|many|other)$/;
const base = (key: string) => key.replace(plural, "");
const variables = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join();

const sources = readdirSync(web, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"))
  .map((file) => ({ file, text: readFileSync(join(web, file), "utf8") }));

test.each(namespaces.flatMap((ns) => languages.slice(1).map((language) => [ns, language] as const)))(
  "%s in %s says what English says",
  (namespace, language) => {
    const english = catalogue("en", namespace);
    const other = catalogue(language, namespace);
    expect([...new Set([...other.keys()].map(base))].sort()).toEqual(
      [...new Set([...english.keys()].map(base))].sort(),
    );
    for (const [key, text] of other) {
      expect(text.trim(), `${language}/${namespace} ${key}`).not.toBe("");
      const original = english.get(key) ?? english.get(`${base(key)}_other`) ?? "";
      if (!plural.test(key)) expect(variables(text), `${language}/${namespace} ${key}`).toBe(variables(original));
    }
  },
);

test.each(languages)("plural forms of %s are those of its grammar", (language) => {
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
  for (const namespace of namespaces) {
    const forms = new Map<string, string[]>();
    for (const key of catalogue(language, namespace).keys()) {
      const form = plural.exec(key)?.[1];
      if (form) forms.set(base(key), [...(forms.get(base(key)) ?? []), form]);
    }
    for (const [key, found] of forms) expect(found.toSorted(), `${language}/${namespace} ${key}`).toEqual(wanted);
  }
});

test("every key that the code says is in a catalogue, and every key in a catalogue is said", () => {
  const known = new Set(namespaces.flatMap((ns) => [...catalogue("en", ns).keys()].map((key) => `${ns}:${base(key)}`)));
  const missing: string[] = [];
  const said = new Set<string>();
  for (const { file, text } of sources) {
    const own = /useTranslation\("(\w+)"\)/.exec(text)?.[1] ?? "desk";
    const full = (key: string) => (key.includes(":") ? key : `${own}:${key}`);
    for (const [, key = ""] of text.matchAll(/\bt\(\s*"([^"]+)"/g)) {
      if (!known.has(full(key))) missing.push(`${file}: ${full(key)}`);
    }
    for (const key of known) {
      const short = key.startsWith(`${own}:`) ? key.slice(own.length + 1) : key;
      if (text.includes(`"${key}"`) || text.includes(`"${short}"`)) said.add(key);
    }
    // t(`priority.${value}`): everything below the fixed part may be said.
    for (const [, start = "", end = ""] of text.matchAll(/`([\w:.-]+\.)\$\{[^}]*\}([\w.]*)`/g)) {
      for (const key of known) if (key.startsWith(full(start)) && key.endsWith(end)) said.add(key);
    }
  }
  expect(missing).toEqual([]);
  expect([...known].filter((key) => !said.has(key))).toEqual([]);
});
