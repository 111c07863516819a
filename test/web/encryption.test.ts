// Encrypted mail in a real browser: what is said of a message, opened by a click once the key is here, answered encrypted.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../server/core/identity/index.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";

const folder = new URL("../../server/channels/email/crypto/fixtures/", import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, folder));
/** Pictures for whoever wants to look: a folder. */
const pictures = process.env.LISTEK_PICTURES;

let desk: TestDesk;
let api: Api;
let browser: Browser;
let page: Page;
const problems: string[] = [];
const look = async (name: string) => {
  if (!pictures) return;
  for (const scheme of ["light", "dark"] as const)
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${pictures}/${name}-${scheme}-${width}.png` });
    }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
  api = await desk.api();
  const person = { name: "Radek Dvořák", email: "radek@desk.example", roles: ["administrator"] };
  const { body } = await api("POST", "/people", person);
  const secret = await desk.running.desk.database.transact((trx) =>
    startSession(trx, body.id, { ip: null, userAgent: null }),
  );
  const context = await openContext(browser);
  await context.addCookies([{ name: "listek", value: secret, url: desk.url }]);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => problems.push(error.message));
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

test("closed mail says why, and opens by a click once the key is here", { timeout: 120_000 }, async () => {
  const raw = fixture("pgp-mime-signed-encrypted.eml");
  await desk.send({ envelope: { from: "anna@acme.example", to: "support@desk.example" }, raw });
  const ticket = await until("a ticket", async () => (await api("GET", "/tickets")).body.items[0]?.number);
  await page.goto(`${desk.url}/desk/tickets/${ticket}`);
  await page.getByText("this desk has no key for it.").first().waitFor();
  await look("closed");
  expect(await axeFindings(page)).toEqual([]);

  await page.goto(`${desk.url}/desk/settings/encryption`);
  const own = page.getByRole("region", { name: "Keys of this desk" });
  await own.locator("input[type=file]").setInputFiles(fileURLToPath(new URL("test-only-desk-secret.asc", folder)));
  await own.getByLabel("Passphrase").fill("wrong");
  await own.getByRole("button", { name: "Upload" }).click();
  await own.getByText("The passphrase is wrong.").waitFor();
  await own.getByLabel("Passphrase").fill("test-only");
  await own.getByRole("button", { name: "Upload" }).click();
  await own.getByText("Desk (test only)").waitFor();
  const people = page.getByRole("region", { name: "Keys of people" });
  await people.locator("input[type=file]").setInputFiles(fileURLToPath(new URL("test-only-anna.asc", folder)));
  await people.getByRole("button", { name: "Upload" }).click();
  await people.getByText("not checked", { exact: true }).waitFor();
  await look("settings");
  expect(await axeFindings(page)).toEqual([]);

  await page.goto(`${desk.url}/desk/tickets/${ticket}`);
  await page.getByRole("button", { name: "Decrypt now" }).click();
  await page.getByText("heslo je tajné").first().waitFor();
  await page.getByText("Signed by anna@acme.example (PGP), but nobody here has checked the key").waitFor();
  await page.getByText("Its text stands in a message further down.").waitFor();

  const composer = page.getByRole("region", { name: "Write" });
  await composer.getByRole("button", { name: "Encrypted" }).waitFor();
  await look("opened");
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("r");
  await page.keyboard.type("The answer");
  await composer.getByRole("button", { name: "Encrypted" }).click();
  await composer.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("would leave readable for anybody on its way").waitFor();
  await look("warning");
  await page.getByRole("button", { name: "Keep writing" }).click();
  await composer.getByRole("button", { name: "Not encrypted" }).click();
  await composer.getByRole("button", { name: "Send", exact: true }).click();
  const sent = await until("the answer", async () =>
    desk.smarthost.received.find(({ raw }) => raw.toString().includes("multipart/encrypted")),
  );
  expect(sent.raw.toString()).not.toContain("The answer");
  expect(problems).toEqual([]);
});
