// Who wrote it, as agents see it: the mark with its reasons, what a queue demands, the link, and what looks alike.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { challengeLink } from "../../server/channels/intake/challenge/link.ts";
import { createAdministrator, offerContact } from "../../server/core/people/index.ts";
import { forgetSettings } from "../../server/platform/settings.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";

const password = "correct horse battery";
let desk: TestDesk;
let browser: Browser;
let page: Page;
let api: Api;
let first: string;
let second: string;

const mailed = async (subject: string, text: string) => {
  await desk.send({ from: "Jana <jana@acme.example>", replyTo: "jana.n@elsewhere.example", subject, text });
  return until(
    "ticket",
    async () =>
      (await api("GET", "/tickets")).body.items.find((each: { subject: string }) => each.subject === subject)?.number,
  );
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
  api = await desk.api();
  await api("PATCH", "/settings", { mail: { receipts: false } });
  await desk.running.desk.database.transact((trx) =>
    createAdministrator(trx, { email: "radek@desk.example", password }),
  );
  const queue = (await api("GET", "/queues")).body.items[0].id;
  await api("PATCH", `/queues/${queue}`, { requiredTrust: "verified" });
  first = await mailed("Restart of the web server", "Please restart web1, it answers nothing.");
  second = await mailed("Restart the web server again", "It does not answer, as yesterday.");
  page = await (await openContext(browser)).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${desk.url}/desk/sign-in`);
  await page.fill("[name=email]", "radek@desk.example");
  await page.fill("[name=password]", password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/tickets**");
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

/** LISTEK_TRUST_PICTURES: a folder for pictures, to look at. */
async function picture(name: string): Promise<void> {
  const folder = process.env.LISTEK_TRUST_PICTURES;
  if (!folder) return;
  for (const scheme of ["light", "dark"] as const)
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png` });
    }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function signatureOffered(): Promise<void> {
  const person = (await api("GET", `/tickets/${second}`)).body.requester.id;
  const message = (await api("GET", `/tickets/${second}/messages`)).body.items[0].id;
  const phones = [{ value: "+420 777 123 456", key: "+420777123456", fax: false }];
  await desk.running.desk.database.transact((trx) =>
    offerContact(trx, person, message, { phones, position: "Vedoucí oddělení informačních technologií" }),
  );
  const offers = page.getByRole("group", { name: "From the signature" });
  await offers.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture("signature");
  await page.getByRole("button", { name: "Add +420 777 123 456" }).click();
  await page.getByRole("link", { name: "+420 777 123 456" }).waitFor();
  await page.getByRole("button", { name: "Add Vedoucí" }).click();
  expect(await page.getByRole("textbox", { name: "Position" }).inputValue()).toContain("Vedoucí");
  await offers.waitFor({ state: "detached" });
  await picture("signature-added");
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByRole("button", { name: "Dismiss Vedoucí" }).click();
  await offers.waitFor({ state: "detached" });
}

test("the mark says why, the line says what is missing, and the sender is asked by one click", async () => {
  await page.goto(`${desk.url}/desk/tickets/${second}`);
  await page.getByRole("button", { name: "sender not proven: why?" }).click();
  await page.getByText("It asks that answers go to jana.n@elsewhere.example").waitFor();
  await picture("reasons");
  await page.keyboard.press("Escape");
  await page.getByText("This ticket wants more: proof of who wrote it.").waitFor();
  await page.getByText("Looks like").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture("needed");
  await signatureOffered();
  await page.getByRole("button", { name: "Ask the sender to confirm" }).click();
  await page.getByText("jana@acme.example was asked by a link").waitFor();
  const mail = await until(
    "mail",
    async () => desk.smarthost.received.find(({ raw }) => raw.includes("/confirm/")),
    30_000,
  );
  const link = /\/confirm\/[\w-]{43}/.exec(mail.mail.text ?? "")?.[0] as string;

  const context = await openContext(browser, { javaScriptEnabled: false });
  const customer = await context.newPage();
  await customer.goto(`${desk.url}${link}`);
  if (process.env.LISTEK_TRUST_PICTURES)
    await customer.screenshot({ path: `${process.env.LISTEK_TRUST_PICTURES}/confirm.png` });
  await customer.getByRole("button", { name: "Yes, I wrote it" }).click();
  await customer.getByRole("heading", { name: "Thank you." }).waitFor();
  await context.close();

  await page.getByText("This ticket wants more").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "verified sender: why?" }).waitFor();
  await page.getByText("a message was confirmed by jana@acme.example").waitFor();
});

test("the page behind the link has nothing that axe finds", async () => {
  await page.goto(`${desk.url}/confirm/${"x".repeat(43)}`);
  expect(await axeFindings(page)).toEqual([]);
});

test("what looks alike is joined by one click, and can be parted again", async () => {
  await page.goto(`${desk.url}/desk/tickets/${second}`);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.waitForURL(`**/tickets/${first}**`);
  expect((await api("GET", `/tickets/${second}`)).body.mergedInto).toBe(first);
});

test("a queue's and a type's demand and the named servers are set in the settings", async () => {
  await page.goto(`${desk.url}/desk/settings/queues`);
  await page.getByRole("combobox", { name: "Incident" }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("combobox", { name: "Incident" }).click();
  await page.getByRole("option", { name: "Proven" }).click();
  await until("saved", async () => (await api("GET", "/settings")).body.trust.incident === "verified");
  await picture("queues");
  await page.goto(`${desk.url}/desk/settings/mail`);
  const relays = page.getByLabel("Mail servers before this one");
  await relays.fill("192.0.2.0/24");
  await relays.press("Enter");
  await until("saved", async () => (await api("GET", "/settings")).body.mail.trustedRelays[0] === "192.0.2.0/24");
  expect(await axeFindings(page)).toEqual([]);
  await picture("mail");
});

test("a first contact waits for its sender when the settings say so, and his button lets it in", async () => {
  await page.goto(`${desk.url}/desk/settings/spam`);
  const on = page.getByRole("switch", { name: "Hold it until its sender confirms" });
  await on.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await on.click();
  await until("setting", async () => (await api("GET", "/settings")).body.spam.challenge);
  await page.getByText("He gets one short mail with a link").scrollIntoViewIfNeeded();
  await picture("challenge-setting");
  // Other processes read the settings every two seconds.
  forgetSettings(desk.running.desk.database.background.db);
  await desk.send({ from: "Nové <new@first.example>", subject: "Scanner <b>of ours</b>", text: "It scans nothing." });
  const held = await until("held", async () => (await api("GET", "/mail?outcome=held")).body.items[0]);
  await page.goto(`${desk.url}/desk/mail`);
  await page.getByText("Nobody wrote from new@first.example before").first().waitFor();
  await picture("challenge-held");
  const context = await openContext(browser, { javaScriptEnabled: false, locale: "th-TH" });
  const sender = await context.newPage();
  await sender.goto(challengeLink({ ...desk.running.desk.config, url: desk.url }, held.id, new Date()));
  await sender.getByText("Scanner <b>of ours</b>").waitFor();
  if (process.env.LISTEK_TRUST_PICTURES)
    await sender.screenshot({ path: `${process.env.LISTEK_TRUST_PICTURES}/challenge-page.png` });
  await sender.getByRole("button", { name: "ใช่ ฉันเป็นผู้เขียน" }).click();
  await sender.getByRole("status").waitFor();
  await context.close();
  await until("let in", async () => (await api("GET", `/mail?q=Scanner`)).body.items[0]?.outcome === "done");
});
