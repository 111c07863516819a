// The figures that mail is judged by, over the real messages that others collected. `npm run mail:score` prints them,
// corpus.test.ts holds them.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { losesLines, scoreReplies } from "./corpus-replies.ts";
import { parse } from "./parse.ts";
import type { ParsedMail } from "./parsed-mail.ts";
import { compareWithStalwart } from "./stalwart.ts";
import { differences, explained } from "./stalwart-differences.ts";
import { scoreThanks, thanksLanguages } from "./thanks-cases.ts";

export interface Figure {
  what: string;
  value: string;
  aim: string;
  met: boolean;
  /** Which cases fail, the first of them. */
  cases?: string[];
}

/** The corpus lies beside the project, not in it. */
export const corpus = resolve(import.meta.dirname, "../../../../../shared/mail");
export const hasCorpus = existsSync(join(corpus, "messages.txt"));

export interface Seen {
  file: string;
  mail: Omit<ParsedMail, "attachments">;
  ms: number;
  bytes: number;
  /** Bytes that were taken while it was read, garbage included. */
  grown: number;
}

export function readCorpus(): Seen[] {
  const files = readFileSync(join(corpus, "messages.txt"), "utf8").trim().split("\n");
  return files.map((line) => {
    const file = line.split("\t")[0] as string;
    const raw = readFileSync(join(corpus, file));
    if (raw.length >= heavy) globalThis.gc?.();
    const before = usedMemory();
    const started = performance.now();
    const { attachments: _, ...mail } = parse(raw);
    return { file, mail, ms: performance.now() - started, bytes: raw.length, grown: usedMemory() - before };
  });
}

/** Below this, what the collector has not yet taken away says more than the mail. */
const heavy = 256 * 1024;

function usedMemory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export function scoreCorpus(seen: Seen[]): Figure[] {
  return [...scoreReading(seen), ...scoreStalwart(), ...scoreKinds(seen), ...scoreTrimming(seen)];
}

function scoreReading(seen: Seen[]): Figure[] {
  const failed = seen.filter(({ mail }) => mail.why === "unreadable").map(({ file }) => file);
  const slowest = seen.reduce((a, b) => (a.ms > b.ms ? a : b));
  const named = seen.filter(({ file }) =>
    /email_long_quote|^mailparser\/|flanker\/.*(?:torture|enclosed-endless)/.test(file),
  );
  const slowestNamed = named.reduce((a, b) => (a.ms > b.ms ? a : b));
  const growth = seen.filter(({ bytes }) => bytes >= heavy).map(({ grown, bytes }) => grown / bytes);
  return [
    {
      what: "messages read without an exception",
      ...share(seen.length - failed.length, seen.length, 1),
      cases: failed,
    },
    below("slowest message", slowest.ms, 5_000, "ms", [slowest.file]),
    below(`slowest of ${named.length} made to be slow`, slowestNamed.ms, 2_000, "ms", [slowestNamed.file]),
    below(`memory taken while one of ${growth.length} big messages is read`, Math.max(...growth), 10, "times its size"),
  ];
}

function scoreStalwart(): Figure[] {
  const fields = compareWithStalwart(join(corpus, "stalwart/msgs/eml"));
  const fair = fields.filter(({ what }) => !explained.has(what));
  const different = fair.filter(({ equal }) => !equal).map(({ what, lineEnds }) => `${what}, ${lineEnds}`);
  const named = new Set(fields.filter(({ equal }) => !equal).map(({ what }) => what));
  const stale = [...explained].filter((what) => !named.has(what));
  const tasteOnly = differences.filter(({ right }) => right === "taste").flatMap((each) => each.fields);
  const strict = fields.filter(({ equal }) => equal).length;
  const withTaste = fields.filter(({ what }) => !explained.has(what) || tasteOnly.includes(what));
  return [
    { what: "fields as in Stalwart's trees, letter by letter", ...share(strict, fields.length), aim: "said" },
    {
      what: "… without those where the standard is against the tree",
      ...share(withTaste.filter(({ equal }) => equal).length, withTaste.length),
      aim: "said",
    },
    {
      what: "… without those of taste either",
      ...share(fair.length - different.length, fair.length, 0.98),
      cases: different,
    },
    { what: "differences explained that are none any more", ...none(stale) },
  ];
}

/** Counted as ham by those who collected it, and a bounce that a list passed on. */
const realBounce = "spamassassin/msgs/easy-ham-1/01507.e06cf7fcfb3a512f43c827529c19a9e6.txt";

function scoreKinds(seen: Seen[]): Figure[] {
  const bounces = seen.filter(({ file }) => /\/(?:lhost|rhost|rfc3464)-|emailengine\/msgs\/bounces/.test(file));
  const known = bounces.filter(({ mail }) => mail.kind === "bounce");
  const replies = seen.filter(({ file }) => /\/rfc3834-/.test(file));
  const innocent = seen.filter(
    ({ file }) =>
      file !== realBounce &&
      /maildir\/not\/|crisp-reply|zapier-reply|github-reply|talon|discourse|rt\/msgs\/emails\/(?!multipart-report)|spamassassin\/.*ham/.test(
        file,
      ),
  );
  const files = (each: Seen[]) => each.map(({ file }) => file);
  const answered = replies.filter(({ mail }) => mail.kind === "auto-reply");
  return [
    {
      what: "bounces known",
      ...share(known.length, bounces.length, 0.97),
      cases: files(bounces.filter((each) => !known.includes(each))),
    },
    {
      what: "… with the recipient",
      ...share(known.filter(({ mail }) => mail.bounce?.recipient).length, bounces.length, 0.9),
    },
    {
      what: "… with the status",
      ...share(known.filter(({ mail }) => mail.bounce?.status).length, bounces.length, 0.9),
    },
    {
      what: "auto-replies known",
      ...share(answered.length, replies.length, 1),
      cases: files(replies.filter((each) => !answered.includes(each))),
    },
    {
      what: `bounces among ${innocent.length} that are none`,
      ...none(files(innocent.filter(({ mail }) => mail.kind === "bounce"))),
    },
  ];
}

function scoreTrimming(seen: Seen[]): Figure[] {
  const scores = scoreReplies(corpus);
  const lossy = seen.filter(({ mail }) => losesLines(mail.text, mail)).map(({ file }) => file);
  return [
    ...scores.map(({ source, cases, wrong }) => ({
      what: `replies cut as their writer would: ${source}`,
      ...share(cases - wrong.length, cases, source === "discourse-trimmer" ? 0.85 : 0.8),
      cases: wrong,
    })),
    {
      what: "messages that lose a line between reply and rest",
      ...none([...lossy, ...scores.flatMap((each) => each.lossy)]),
    },
  ];
}

/** The held-out half; it needs no corpus. */
export function scoreAllThanks(): Figure[] {
  return thanksLanguages.flatMap((language) => {
    const { messages, precision, recall, swallowed } = scoreThanks(language, "held-out");
    return [
      { ...atLeast(`thanks (${language}, ${messages} held out): precision`, precision, 0.99), cases: swallowed },
      atLeast(`thanks (${language}, ${messages} held out): recall`, recall, 0.9),
    ];
  });
}

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

function share(part: number, whole: number, least = 0): Omit<Figure, "what"> {
  const aim = least === 1 ? "all" : `at least ${percent(least)}`;
  return { value: `${part}/${whole} = ${percent(part / whole)}`, aim, met: whole > 0 && part / whole >= least };
}

function atLeast(what: string, part: number, least: number): Figure {
  return { what, value: percent(part), aim: `at least ${percent(least)}`, met: part >= least };
}

function below(what: string, value: number, most: number, unit: string, cases?: string[]): Figure {
  const rounded = value < 100 ? value.toFixed(1) : Math.round(value).toString();
  return {
    what,
    value: `${rounded} ${unit}`,
    aim: `below ${most} ${unit}`,
    met: value < most,
    ...(cases && { cases }),
  };
}

function none(cases: string[]): Omit<Figure, "what"> {
  return { value: `${cases.length}`, aim: "none", met: cases.length === 0, cases };
}
