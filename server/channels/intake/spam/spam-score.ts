// How well the filter tells real spam from real mail: it learns from every other mail of a corpus and judges the rest, then
// the other way round, so that each mail is judged once by a filter that has not seen it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Counts, spamFrom, spamScore } from "./bayes.ts";
import { featuresOf } from "./features.ts";

export interface SpamScore {
  spam: number;
  caught: number;
  ham: number;
  lost: number;
  /** Which wanted mails would be held, with what the filter said. */
  wronglyHeld: string[];
}

/** Aims of our own; what other filters reach on this corpus after training on all of it is a little more. */
export const aims = { caught: 0.9, lost: 0.003 };

type Read = (raw: Buffer) => Parameters<typeof featuresOf>[0];
interface Mail {
  file: string;
  spam: boolean;
  features: Set<string>;
}

/** `folder` holds folders of mails; those whose name begins with "spam" hold spam. */
export function scoreSpam(folder: string, read: Read): SpamScore {
  const mails = readdirSync(folder).flatMap((name) =>
    readdirSync(join(folder, name))
      .sort()
      .map((file): Mail => {
        const raw = readFileSync(join(folder, name, file));
        return { file: `${name}/${file}`, spam: name.startsWith("spam"), features: featuresOf(read(raw), raw) };
      }),
  );
  const [even, odd] = [0, 1].map((half) => mails.filter((_, index) => index % 2 === half)) as [Mail[], Mail[]];
  const score: SpamScore = { spam: 0, caught: 0, ham: 0, lost: 0, wronglyHeld: [] };
  for (const [teachers, judged] of [
    [even, odd],
    [odd, even],
  ] as const)
    addScore(score, teachers, judged);
  return score;
}

function addScore(score: SpamScore, teachers: Mail[], judged: Mail[]): void {
  const words = new Map<string, Counts>();
  const total: Counts = { spam: 0, ham: 0 };
  for (const { spam, features } of teachers) {
    const kind = spam ? "spam" : "ham";
    total[kind]++;
    for (const feature of features) {
      const counts = words.get(feature) ?? { spam: 0, ham: 0 };
      counts[kind]++;
      words.set(feature, counts);
    }
  }
  for (const { file, spam, features } of judged) {
    const said = spamScore(
      [...features].flatMap((feature) => words.get(feature) ?? []),
      total,
    );
    const held = said >= spamFrom;
    score[spam ? "spam" : "ham"]++;
    if (spam && held) score.caught++;
    if (!spam && held) {
      score.lost++;
      score.wronglyHeld.push(`${file} (${said.toFixed(3)})`);
    }
  }
}
