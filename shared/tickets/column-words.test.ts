import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languages } from "../base/schema.ts";
import { columnWords, priorityWords, typeWords } from "./column-words.ts";

const catalogue = (language: string, name: string) =>
  JSON.parse(readFileSync(new URL(`../../web/locales/${language}/${name}.json`, import.meta.url), "utf8"));

test.each(languages)("an exported table says what the screen says: %s", (language) => {
  const said = (words: Record<string, { [language: string]: string }>) =>
    Object.fromEntries(Object.entries(words).map(([key, each]) => [key, each[language]]));
  expect(catalogue(language, "lists").column).toMatchObject(said(columnWords));
  expect(catalogue(language, "desk").priority).toEqual(said(priorityWords));
  expect(catalogue(language, "desk").type).toEqual(said(typeWords));
});
