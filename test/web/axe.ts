import axe from "axe-core";
import type { Page } from "playwright-core";

/**
 * What axe finds wrong on the page as it stands, one line each. What fades in or out is waited for: half faded, no text has contrast.
 * What moves for longer is no fading, but counts the seconds of an undo, or turns for ever.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter(({ playState, timeline }) => playState === "running" && timeline === document.timeline)
      .every(({ effect }) => Number(effect?.getComputedTiming().endTime) > 3000),
  );
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Of what is right it need not describe each element.
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`),
    );
  });
}
