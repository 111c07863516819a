import { expect, test } from "vitest";
import { aboveAnswerLine, answerLine } from "./answer-line.ts";

const line = answerLine("Write above this line to answer the customer");

test.each<[string, string, string | null]>([
  ["no line", "Done.", null],
  ["nothing above it", `${line}\nsecret`, ""],
  ["his words", `Done.\n\n${line}\nsecret`, "Done."],
  ["quoted", `Done.\n\n> ${line}\n> secret`, "Done."],
  ["quoted twice", `Done.\r\n\r\n>> ${line}\r\n>> secret`, "Done."],
  ["under words for quoting that nobody knows", `Done.\n\nSupport taĳ skribis:\n> ${line}\n> secret`, "Done."],
  ["under two lines of them", `Done.\n\nSunday, Support\nskribis:\n\n> ${line}`, "Done."],
  ["only such words", `Support skribis:\n> ${line}\n> secret`, ""],
  ["a paragraph before", `One.\n\nTwo.\n\n| ${line}\nsecret`, "One.\n\nTwo."],
  ["answered below", `> ${line}\n> secret\n\nDone.`, ""],
  ["the first of two", `Done.\n${line}\nx\n${line}`, "Done."],
  ["a heading of Markdown is none", "## - list\n###- x", null],
])("%s", (_name, text, above) => {
  expect(aboveAnswerLine(text)).toBe(above);
});
