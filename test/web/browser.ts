// A real browser for tests, out of npm: nothing is installed by hand.
import { mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  chromium as playwright,
} from "playwright-core";

const args = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

export async function openBrowser(): Promise<Browser> {
  // The browser unpacks itself into the folder for temporary files: one for each account, or the second cannot run it.
  const own = tmpdir().includes("listek-browser-") ? tmpdir() : join(tmpdir(), `listek-browser-${userInfo().username}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  process.env.TMPDIR = own;
  return playwright.launch({ executablePath: await chromium.executablePath(), args });
}

/** A fresh person at a fresh machine; 1440x900 and English unless told. */
export const openContext = (browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Prague",
    // What a worker keeps would hide what a test changes.
    serviceWorkers: "block",
    ...options,
  });

/** What stands in the composer: a plain field at first, a rich one a moment later. */
export const written = (field: Locator): Promise<string> =>
  field.evaluate((element) =>
    // biome-ignore lint/performance/useDomNodeTextContent: its lines are wanted, as they are seen
    element instanceof HTMLTextAreaElement ? element.value : (element as HTMLElement).innerText.trim(),
  );
