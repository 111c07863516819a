// How many replies are cut where their writer would: the corpus' own expected results, and ours where it has none.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "./parse.ts";
import { type SplitReply, splitReply } from "./reply.ts";

export interface ReplyScore {
  source: string;
  cases: number;
  wrong: string[];
  /** Messages of which a line is neither in the reply nor in the rest. */
  lossy: string[];
}

interface Case {
  file: string;
  text: string;
  reply: SplitReply;
  expected: string;
}

export function scoreReplies(corpus: string): ReplyScore[] {
  const cases = [...discourseCases(corpus), ...markedCases(corpus)];
  return Object.entries(Object.groupBy(cases, ({ file }) => file.split("/")[0] as string)).map(
    ([source, each = []]) => ({
      source,
      cases: each.length,
      wrong: each
        .filter(({ reply, expected }) => squeeze(reply.replyText) !== squeeze(expected))
        .map(({ file }) => file),
      lossy: each.filter(({ text, reply }) => losesLines(text, reply)).map(({ file }) => file),
    }),
  );
}

function discourseCases(corpus: string): Case[] {
  const folder = join(corpus, "discourse-trimmer/msgs");
  return readdirSync(join(folder, "emails")).map((name) => {
    const text = read(join(folder, "emails", name));
    const expected = join(folder, "trimmed", name);
    return {
      file: `discourse-trimmer/${name}`,
      text,
      reply: splitReply(text),
      expected: existsSync(expected) ? read(expected) : "",
    };
  });
}

function markedCases(corpus: string): Case[] {
  const marks = readFileSync(new URL("./fixtures/corpus-replies.txt", import.meta.url), "utf8")
    .trim()
    .split("\n");
  return marks
    .filter((line) => !line.startsWith("#"))
    .map((line) => {
      const [file = "", ranges = ""] = line.split(" ");
      const { text, reply } = readReply(join(corpus, file));
      return { file, text, reply, expected: linesIn(text, ranges) };
    });
}

function readReply(path: string): { text: string; reply: SplitReply } {
  if (!/\.(?:eml|html)$/.test(path)) return { text: read(path), reply: splitReply(read(path)) };
  const head = path.endsWith(".html") ? "Content-Type: text/html; charset=utf-8\n\n" : "";
  const mail = parse(Buffer.concat([Buffer.from(head), readFileSync(path)]));
  return { text: mail.text, reply: mail };
}

/** "1-3,7" */
function linesIn(text: string, ranges: string): string {
  const lines = text.split("\n");
  return ranges
    .split(",")
    .flatMap((range) => {
      const [first = 1, last = first] = range.split("-").map(Number);
      return lines.slice(first - 1, last);
    })
    .join("\n");
}

const read = (path: string): string => readFileSync(path, "utf8").replace(/\r\n?/g, "\n");

function inkedLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

const squeeze = (text: string): string => inkedLines(text).join("\n");

/** Each line of the text is in the reply or in the rest, as often as it was. */
export function losesLines(text: string, { replyText, quoted }: SplitReply): boolean {
  return inkedLines(`${replyText}\n${quoted}`).sort().join("\n") !== inkedLines(text).sort().join("\n");
}
