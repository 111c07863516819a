// The mail ledger in a real browser: what is held stands first, says why in the reader's language, and is released there.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../server/core/identity/index.ts";
import { saveSettings } from "../../server/platform/settings.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";

let desk: TestDesk;
let api: Api;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let person: string;

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
  api = await desk.api();
  await desk.running.desk.database.transact((trx) => saveSettings(trx, "spam", { blocked: ["bad.example"] }));
  const { body } = await api("POST", "/people", {
    name: "Radek",
    email: "radek@desk.example",
    roles: ["administrator"],
  });
  person = body.id;
  const secret = await desk.running.desk.database.transact((trx) =>
    startSession(trx, person, { ip: null, userAgent: null }),
  );
  context = await openContext(browser);
  await context.addCookies([{ name: "listek", value: secret, url: desk.url }]);
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${desk.url}/desk/mail`);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

const read = (subject: string) =>
  until(subject, async () => {
    const { items } = (await api("GET", `/mail?direction=in&q=${encodeURIComponent(subject)}`)).body;
    return items.find((each: { outcome: string }) => each.outcome !== "received");
  });
const row = (subject: string) =>
  page.getByRole("list", { name: "Mails, newest first" }).getByRole("listitem").filter({ hasText: subject });

test("an empty desk says what will stand here", async () => {
  await page.getByText("No mail yet").waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test("held mail stands first with its number and its reason, and is released with one click", async () => {
  await desk.send({ from: "Jana <jana@acme.example>", subject: "Printer", text: "It is dead." });
  await desk.send({ from: "win@bad.example", subject: "You have won", text: "Claim it." });
  await desk.send({ from: "win@bad.example", subject: "You have lost", text: "Claim it." });
  for (const subject of ["Printer", "You have won", "You have lost"]) await read(subject);
  await page.reload();
  const held = page.getByRole("region", { name: /(?:is|are) held$/ });
  await held.getByText("2 mails are held").waitFor();
  await held.getByText("Its sender is blocked (bad.example).").first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await held.getByRole("button", { name: "Release: You have won" }).click();
  await until("it is accepted", async () => (await read("You have won")).outcome === "done");
  await row("You have won").getByText("Accepted").waitFor();
  await held.getByRole("button", { name: "Throw away: You have lost" }).click();
  await row("You have lost").getByText("Dropped").waitFor();
  await held.waitFor({ state: "detached" });
}, 30_000);

test("j and k go from mail to mail, Enter shows the trail in words, Escape closes it", async () => {
  await page.goto(`${desk.url}/desk/mail?direction=in`);
  await row("You have won").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Decisions on its way").waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await row("Printer").getByRole("button").click();
  await drawer.getByText("Nobody wrote from jana@acme.example before: Jana is new here.").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
});

test("the filter and the search stand in the address", async () => {
  await page.goto(`${desk.url}/desk/mail`);
  await page.getByRole("combobox", { name: "What became of it" }).selectOption("dropped");
  await page.waitForURL("**/mail?outcome=dropped");
  await row("You have lost").waitFor();
  await page.getByRole("textbox", { name: "Address, subject or Message-ID" }).fill("nobody@nowhere.example");
  await page.keyboard.press("Enter");
  await page.getByText("No such mail").waitFor();
});

test("a ticket is spam by its menu, and one step takes it back", async () => {
  const { ticket } = await read("Printer");
  await page.goto(`${desk.url}/desk/tickets/${ticket}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Spam", exact: true }).click();
  const state = async () => (await api("GET", `/tickets/${ticket}`)).body.state;
  await until("it is closed", async () => (await state()) === "closed");
  await page.getByRole("button", { name: "Undo" }).click();
  await until("it is back", async () => (await state()) === "new");
});

test("on a phone nothing runs over the edge", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.url}/desk/mail`);
  await row("You have won").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await axeFindings(page)).toEqual([]);
});
