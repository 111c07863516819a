// Labelled messages for the rules that know thanks: `fixtures/thanks/*.rules.txt` are what the rules are made from,
// `*.held-out.txt` were written before and only measure. One message a line, "+ " thanks, "- " anything else.
import { readFileSync } from "node:fs";
import { isThanks } from "./thanks.ts";

export const thanksLanguages = ["en", "ru", "cs", "th"] as const;

export interface ThanksScore {
  messages: number;
  /** Of those taken for thanks, how many are. */
  precision: number;
  /** Of those that are thanks, how many were known. */
  recall: number;
  swallowed: string[];
  missed: string[];
}

export function scoreThanks(language: (typeof thanksLanguages)[number], half: "rules" | "held-out"): ThanksScore {
  const file = new URL(`./fixtures/thanks/${language}.${half}.txt`, import.meta.url);
  const cases = readFileSync(file, "utf8").trim().split("\n").map(readCase);
  const taken = cases.filter(({ text }) => isThanks(text));
  const thanks = cases.filter(({ expected }) => expected);
  const right = taken.filter(({ expected }) => expected);
  return {
    messages: cases.length,
    precision: right.length / taken.length,
    recall: right.length / thanks.length,
    swallowed: taken.filter(({ expected }) => !expected).map(({ text }) => text),
    missed: thanks.filter((each) => !taken.includes(each)).map(({ text }) => text),
  };
}

function readCase(line: string): { expected: boolean; text: string } {
  if (!/^[+-] ./.test(line)) throw new Error(`neither "+ " nor "- " before: ${line}`);
  return { expected: line.startsWith("+"), text: line.slice(2).replaceAll("\\n", "\n") };
}
