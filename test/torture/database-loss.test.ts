// T3: the database goes away and comes back; nobody waits for ever, nothing is lost, nobody restarts anything.
import { test } from "vitest";
import { loseDatabase } from "./support/losing.ts";

test("five losses under load: cut, clogged, half open", { timeout: 180_000 }, () => loseDatabase(5, 7000));
