// Second half of npm run mail:score: what the spam filter catches and what it would wrongly hold, beside its aims.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { corpus } from "../server/channels/email/parse/corpus-score.ts";
import { parse } from "../server/channels/email/parse/parse.ts";
import { aims, scoreSpam } from "../server/channels/intake/spam/spam-score.ts";

const folder = join(corpus, "spamassassin/msgs");
if (!existsSync(folder)) console.log(`\nSKIPPED: the spam filter's figures; there is no ${folder}`);
else {
  const { spam, caught, ham, lost, wronglyHeld } = scoreSpam(folder, parse);
  const percent = (part: number, of: number) => `${part} of ${of} = ${((100 * part) / of).toFixed(2)} %`;
  const verdict = (met: boolean) => (met ? "" : "  MISSED");
  const met = [caught / spam >= aims.caught, lost / ham <= aims.lost] as const;
  console.log(`\nspam caught (recall)          ${percent(caught, spam)}  >= ${aims.caught * 100} %${verdict(met[0])}`);
  console.log(`wanted mail wrongly held      ${percent(lost, ham)}  <= ${aims.lost * 100} %${verdict(met[1])}`);
  console.log(`of what is held, spam (precision)  ${percent(caught, caught + lost)}  said`);
  console.log(wronglyHeld.map((each) => `  ${each}`).join("\n"));
  if (!met.every(Boolean)) process.exitCode = 1;
}
