// The desk's own filter: how likely a mail is spam, by the words that mails of each kind had. PURE.
// Robinson's smoothing and Fisher's combination, as SpamBayes uses them (G. Robinson, "A Statistical Approach to the Spam
// Problem", Linux Journal 107, 2003).

export interface Counts {
  spam: number;
  ham: number;
}

/** How sure a word must be to count, and how many of the surest count. */
const leastDistance = 0.2;
const wordsAtMost = 300;
/** A word never seen says nothing (0.5), with the weight of not quite half a mail. */
const unknown = 0.5;
const weightOfUnknown = 0.45;

/** From here on a mail is held. */
export const spamFrom = 0.85;
/** Of each kind, before the filter decides anything. */
export const learnedAtLeast = 20;

export const hasLearnedEnough = (mails: Counts): boolean => mails.spam >= learnedAtLeast && mails.ham >= learnedAtLeast;

/** The probability that a mail with this word is spam, from 0 to 1. */
export function wordProbability({ spam, ham }: Counts, mails: Counts): number {
  const [inSpam, inHam] = [spam / Math.max(1, mails.spam), ham / Math.max(1, mails.ham)];
  const seen = spam + ham;
  if (seen === 0) return unknown;
  return (weightOfUnknown * unknown + seen * (inSpam / (inSpam + inHam))) / (weightOfUnknown + seen);
}

/** 0 is surely wanted, 1 is surely spam, 0.5 says nothing. `words` holds the counts of each word of the mail. */
export function spamScore(words: Iterable<Counts>, mails: Counts): number {
  const telling = [...words]
    .map((each) => wordProbability(each, mails))
    .filter((p) => Math.abs(p - 0.5) >= leastDistance)
    .sort((a, b) => Math.abs(b - 0.5) - Math.abs(a - 0.5))
    .slice(0, wordsAtMost);
  if (telling.length === 0) return unknown;
  const sum = (of: (p: number) => number) => telling.reduce((total, p) => total + Math.log(of(p)), 0);
  const freedom = 2 * telling.length;
  const spam = 1 - chiSquareTail(-2 * sum((p) => 1 - p), freedom);
  const ham = 1 - chiSquareTail(-2 * sum((p) => p), freedom);
  return (1 + spam - ham) / 2;
}

/** P(chi-square >= x) with an even number of degrees of freedom. */
export function chiSquareTail(x: number, freedom: number): number {
  const half = x / 2;
  // In logarithms: exp(-half) alone is 0 for long mails.
  let log = -half;
  let sum = Math.exp(log);
  for (let i = 1; i < freedom / 2; i++) {
    log += Math.log(half / i);
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
}
