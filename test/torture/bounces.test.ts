import { expect, test } from "vitest";
import { startDesk } from "../support/desk.ts";
import { bounceStorm } from "./support/bounce-storm.ts";

test("three hundred reports of failed delivery make no ticket and no answer (T8, short)", async () => {
  const desk = await startDesk();
  try {
    const storm = await bounceStorm(desk, await desk.api(), 300);
    expect(storm.seconds).toBeGreaterThan(0);
  } finally {
    await desk.stop();
  }
}, 120_000);
