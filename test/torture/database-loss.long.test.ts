// T3 by night.
import { test } from "vitest";
import { loseDatabase } from "./support/losing.ts";

test("fifty losses under load, each clog for 30 s", { timeout: 3_600_000 }, () => loseDatabase(50, 30_000));
