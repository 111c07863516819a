import { expect, it } from "vitest";
import { checkInjection } from "./check-injection.ts";

it("lets nothing that people write become a header or a recipient, 10,000 times", async () => {
  await expect(checkInjection(10_000)).resolves.toBeUndefined();
}, 600_000);
