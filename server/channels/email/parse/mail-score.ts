// npm run mail:score, on the Node of the package.
import { corpus, type Figure, hasCorpus, readCorpus, scoreAllThanks, scoreCorpus } from "./corpus-score.ts";

const figures = [...(hasCorpus ? scoreCorpus(readCorpus()) : []), ...scoreAllThanks()];
if (!hasCorpus) console.log(`SKIPPED: the figures over real messages; there are none in ${corpus}\n`);
print(figures);
process.exitCode = figures.every(({ met }) => met) ? 0 : 1;

function print(all: Figure[]): void {
  const width = (of: (each: Figure) => string) => Math.max(...all.map((each) => of(each).length));
  const [what, value] = [width((each) => each.what), width((each) => each.value)];
  for (const each of all) {
    const verdict = each.met ? "" : "  MISSED";
    console.log(`${each.what.padEnd(what)}  ${each.value.padEnd(value)}  ${each.aim}${verdict}`);
  }
  for (const { what: name, cases = [] } of all.filter((each) => each.cases?.length))
    console.log(
      `\n${name}:\n${cases
        .slice(0, 20)
        .map((each) => `  ${each.replaceAll("\n", "\\n")}`)
        .join("\n")}`,
    );
}
