// A real browser for tests, out of npm: nothing is installed by hand.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
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
  return playwright.launch({ executablePath: join(await unpacked(), "chromium"), args });
}

let folder: Promise<string> | null = null;
const unpacked = (): Promise<string> => (folder ??= unpack());

/**
 * The folder that this account has the browser in, for each version one. Test files that begin together each unpack a copy
 * of their own, and the first to be ready puts it in place whole: a program that is still being written cannot be run.
 */
async function unpack(): Promise<string> {
  const packaged = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const { version } = JSON.parse(readFileSync(join(packaged, "../../package.json"), "utf8"));
  const home = join(tmpdir(), `listek-browser-${userInfo().username}-${version}`);
  if (existsSync(home)) return home;
  const draft = mkdtempSync(`${home}-`);
  // It unpacks into the folder for temporary files, which is everybody's in a process: so in one of its own.
  const script = `import(${JSON.stringify(pathToFileURL(packaged).href)}).then(({ default: chromium }) => chromium.executablePath())`;
  await promisify(execFile)(process.execPath, ["-e", script], { env: { ...process.env, TMPDIR: draft } });
  try {
    renameSync(draft, home);
  } catch {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw new Error(`the browser could not be unpacked into ${home}`);
  }
  return home;
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
