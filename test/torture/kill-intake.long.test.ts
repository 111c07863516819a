// T1 by night: a thousand kills.
import { test } from "vitest";
import { killIntake } from "./support/killing.ts";

const kills = Number(process.env.LISTEK_KILLS ?? 1000);

test.skipIf(process.platform !== "linux")(
  `${kills} kills of server and database: no accepted mail lost, none doubled`,
  { timeout: 4 * 3_600_000 },
  () => killIntake({ kills, lifeMs: 3000, restMs: 40, pipe: true }),
);
