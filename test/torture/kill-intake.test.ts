// T1: whatever is killed when, an accepted mail is exactly one message.
import { test } from "vitest";
import { killIntake } from "./support/killing.ts";

test.skipIf(process.platform !== "linux")(
  "20 kills of server and database: no accepted mail lost, none doubled",
  { timeout: 400_000 },
  () => killIntake({ kills: 20, lifeMs: 1200, restMs: 30, pipe: true }),
);
