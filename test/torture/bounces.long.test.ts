import { expect, test } from "vitest";
import { startDesk } from "../support/desk.ts";
import { bounceStorm } from "./support/bounce-storm.ts";

test("ten thousand reports of failed delivery: twenty a second, and the desk stays quick (T8)", async () => {
  const desk = await startDesk();
  try {
    const storm = await bounceStorm(desk, await desk.api(), 10_000);
    console.log(storm);
    expect(storm.mailsPerSecond).toBeGreaterThanOrEqual(20);
    expect(storm.webP95).toBeLessThan(500);
  } finally {
    await desk.stop();
  }
}, 1_200_000);
