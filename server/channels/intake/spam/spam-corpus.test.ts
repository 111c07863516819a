// The filter over real spam and real mail, where the corpus lies beside the project.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { corpus } from "../../email/parse/corpus-score.ts";
import { parse } from "../../email/parse/parse.ts";
import { aims, scoreSpam } from "./spam-score.ts";

const folder = join(corpus, "spamassassin/msgs");

test.skipIf(!existsSync(folder))(
  "real spam is caught and real mail is not (needs the corpus)",
  () => {
    const { spam, caught, ham, lost } = scoreSpam(folder, parse);
    expect(caught / spam).toBeGreaterThanOrEqual(aims.caught);
    expect(lost / ham).toBeLessThanOrEqual(aims.lost);
  },
  180_000,
);
