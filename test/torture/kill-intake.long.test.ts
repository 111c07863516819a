// T1 by night: a thousand kills.
import { test } from "vitest";
import { killIntake } from "./support/killing.ts";

test.skipIf(process.platform !== "linux")(
  "1,000 kills of server and database: no accepted mail lost, none doubled",
  { timeout: 4 * 3_600_000 },
  () => killIntake({ kills: 1000, lifeMs: 3000, restMs: 40, pipe: true }),
);
