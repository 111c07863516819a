// node test/web/screens.ts FOLDER [PART, as "390-th-dark"]: pictures of every screen in four languages, light and dark, on three sizes, of a desk
// that is started for it; says what axe finds and ends with 1 when it finds anything.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import nodemailer from "nodemailer";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";
import { mails } from "./mails.ts";
import { type OwnDesk, startOwnDesk } from "./own-desk.ts";

const languages = ["en", "ru", "cs", "th"] as const;
const schemes = ["light", "dark"] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;
const [folder, wanted = ""] = process.argv.slice(2);
const everyLook = languages.flatMap((language) =>
  schemes.flatMap((scheme) => sizes.map((size) => ({ language, scheme, size }))),
);
type Look = (typeof everyLook)[number];
const nameOf = ({ language, scheme, size }: Look) => `${size.width}-${language}-${scheme}`;
const looks = everyLook.filter((look) => nameOf(look).includes(wanted));

/** Pages that are only looked at, and what says that they are there. */
const places = [
  ["table", "/tickets?view=open&layout=table", "[data-number]"],
  ["board", "/tickets?view=open&layout=board", "[data-number]"],
  ["new-ticket", "/tickets/new?view=open", "form"],
  ["conversations", "/conversations", "[data-unanswered]"],
  ["outbox", "/outbox", "main li"],
  ["mail", "/mail", "main li"],
  ["settings", "/settings/profile", "form"],
  ["settings-queues", "/settings/queues", "main h2"],
  ["settings-states", "/settings/states", "main svg"],
  ["settings-notifications", "/settings/notifications", "main h2"],
  ["settings-mail", "/settings/mail", "main h2"],
  ["settings-mailboxes", "/settings/mailboxes", "main h1"],
  ["settings-sending", "/settings/sending", "main h2"],
  ["settings-encryption", "/settings/encryption", "main h2"],
  ["settings-spam", "/settings/spam", "main h2"],
] as const;

const password = "correct horse battery";
const headers = { "x-requested-with": "listek" };

if (!folder) {
  console.error("usage: node test/web/screens.ts FOLDER [PART]");
  process.exit(2);
}
await mkdir(folder, { recursive: true });

const findings: string[] = [];
const desk = await startOwnDesk();
const browser = await openBrowser();
try {
  for (const look of looks) await inLook(browser, look, undefined, (page) => outside(desk, page, look));
  const state = await fill(desk, browser);
  for (const look of looks) await inLook(browser, look, state, (page) => inside(desk, page, look));
} finally {
  await browser.close();
  await desk.stop();
}
for (const finding of findings) console.log(finding);
console.log(`${findings.length} findings of axe`);
process.exitCode = findings.length > 0 ? 1 : 0;

async function inLook(
  browser: Browser,
  { language, scheme, size }: Look,
  storageState: Awaited<ReturnType<BrowserContext["storageState"]>> | undefined,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await openContext(browser, { locale: language, colorScheme: scheme, viewport: size, storageState });
  await work(await context.newPage());
  await context.close();
}

async function shoot(page: Page, look: Look, name: string): Promise<void> {
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(350);
  const file = `${name}-${nameOf(look)}`;
  await page.screenshot({ path: join(folder as string, `${file}.png`) });
  if (look.language === "en" || look.language === "th")
    findings.push(...(await axeFindings(page)).map((finding) => `${file}: ${finding}`));
}

async function outside({ url, token }: OwnDesk, page: Page, look: Look): Promise<void> {
  await page.goto(`${url}/desk/setup?token=${token}`);
  await page.waitForSelector("form");
  await shoot(page, look, "setup");
  await page.goto(`${url}/desk/sign-in`);
  await page.waitForSelector("form");
  await shoot(page, look, "sign-in");
}

async function inside({ url }: OwnDesk, page: Page, look: Look): Promise<void> {
  await page.request.patch(`${url}/api/v1/session`, { headers, data: { language: look.language } });
  await page.goto(`${url}/desk/tickets?view=open`);
  const row = page.locator("a[data-number]").first();
  await row.waitFor();
  await shoot(page, look, "list");
  await page.keyboard.press("Control+k");
  await page.locator('[role="dialog"] input').waitFor();
  await shoot(page, look, "palette");
  await page.keyboard.press("Escape");
  await row.click();
  const field = page.locator('[contenteditable="true"]');
  await field.waitFor();
  await shoot(page, look, "ticket");
  await field.fill("Dobrý den, technik přijde ve 14:00.\n\nสวัสดีค่ะ ช่างจะไปถึงเวลา 14:00 น.");
  await shoot(page, look, "reply");
  await field.fill("");
  await page.locator('article[data-number="1"] button[aria-haspopup="menu"]').click();
  await page.getByRole("menuitem").first().click();
  await page.locator('[role="dialog"] ol li').first().waitFor();
  await shoot(page, look, "why");
  await page.keyboard.press("Escape");
  for (const [name, path, ready] of places) {
    await page.goto(`${url}/desk${path}`);
    await page.locator(ready).first().waitFor();
    await shoot(page, look, name);
  }
  await page.goto(`${url}/desk/settings/queues`);
  await page.locator("main li button[aria-label]").last().click();
  await page.locator('[role="dialog"] form').waitFor();
  await shoot(page, look, "queue");
}

/** The first visit, a morning's mail, an answer and a note. */
async function fill({ url, smtpPort, token }: OwnDesk, browser: Browser) {
  const context = await openContext(browser);
  const api = context.request;
  const person = { name: "Radek Dvořák", email: "radek@desk.example", password };
  const setup = { ...person, token, deskName: "ACME Support", language: "en", timeZone: "Europe/Prague" };
  await api.post(`${url}/api/v1/setup`, { headers, data: setup });
  await api.post(`${url}/api/v1/session`, { headers, data: { email: person.email, password } });
  await api.post(`${url}/api/v1/queues`, {
    headers,
    data: { name: "Chats", address: "chats@desk.example", opensTickets: false },
  });

  const mailer = nodemailer.createTransport({ host: "127.0.0.1", port: smtpPort, ignoreTLS: true });
  for (const mail of mails) await mailer.sendMail({ to: "support@desk.example", ...mail });
  await mailer.sendMail({ ...mails[0], to: "chats@desk.example", subject: "A few things" });
  mailer.close();
  const tickets = async () => (await (await api.get(`${url}/api/v1/tickets?q=Printer`)).json()).items;
  while ((await tickets()).length === 0) await new Promise((resolve) => setTimeout(resolve, 200));
  const [{ number }] = await tickets();
  const write = (data: object) => api.post(`${url}/api/v1/tickets/${number}/messages`, { headers, data });
  await write({ kind: "note", body: "Looks like the fuser again, third time this year." });
  await write({ kind: "reply", body: "Hello Jana,\n\na technician is coming at 14:00.\n\nRadek" });
  await api.patch(`${url}/api/v1/tickets/${number}`, { headers, data: { priority: "high", tags: ["printer"] } });
  const state = await context.storageState();
  await context.close();
  return state;
}
