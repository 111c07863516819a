// The settings in a real browser: every page in both themes, and that what is changed there is so.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../server/core/identity/index.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";

let desk: TestDesk;
let api: Api;
let browser: Browser;
let page: Page;
const problems: string[] = [];
const at = (path: string) => `${desk.url}/desk/settings/${path}`;

/** A page of somebody with this role, signed in. */
async function pageOf(name: string, role: string): Promise<{ page: Page; context: BrowserContext; id: string }> {
  const { body } = await api("POST", "/people", { name, email: `${role}@desk.example`, roles: [role] });
  const secret = await desk.running.desk.database.transact((trx) =>
    startSession(trx, body.id, { ip: null, userAgent: null }),
  );
  const context = await openContext(browser);
  await context.addCookies([{ name: "listek", value: secret, url: desk.url }]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(10_000);
  opened.on("pageerror", (error) => problems.push(error.message));
  return { page: opened, context, id: body.id };
}

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
  api = await desk.api();
  ({ page } = await pageOf("Radek Dvořák", "administrator"));
  const made = { subject: "Printer", body: "dead", requester: { email: "jana@acme.example", name: "Jana Nová" } };
  await api("POST", "/tickets", made);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

const pages = [
  "profile",
  "appearance",
  "notifications",
  "keys",
  "sign-ins",
  "general",
  "mail",
  "encryption",
  "spam",
  "sending",
  "mailboxes",
  "templates",
  "queues",
  "people",
  "roles",
  "states",
  "fields",
  "replies",
  "tokens",
  "history",
];

test("axe finds nothing on any page, light and dark", { timeout: 120_000 }, async () => {
  await page.goto(at("appearance"));
  for (const path of pages) {
    await page.locator(`nav[aria-label=Settings] a[href$="/${path}"]`).click();
    await page.locator(`nav[aria-label=Settings] a[aria-current=page][href$="/${path}"]`).waitFor();
    await page.locator("main section section").first().waitFor();
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.locator(`html[data-mantine-color-scheme=${theme}]`).waitFor();
      expect(await axeFindings(page), `${path}, ${theme}`).toEqual([]);
    }
  }
});

test("what is searched for is found by what a page is about", async () => {
  await page.goto(at("profile"));
  await page.getByRole("searchbox", { name: "Search settings" }).fill("smtp");
  await expect
    .poll(() => page.getByRole("navigation", { name: "Settings" }).getByRole("link").allInnerTexts())
    .toEqual(["Mail", "Sending domains"]);
});

test("a setting is saved at once and taken back by one click", async () => {
  await page.goto(at("mail"));
  await page.getByLabel("Receipt for a new request").click();
  const receipts = async () => (await api("GET", "/settings")).body.mail.receipts;
  await until("no receipts", async () => !(await receipts()));
  await page.getByRole("button", { name: "Undo" }).click();
  await until("receipts", receipts);
  await page.getByLabel("Seconds in which a message can be called back").fill("500");
  await page.keyboard.press("Enter");
  await page.getByText("must be <= 120").waitFor();
});

test("the test of outgoing mail shows what the other side said", async () => {
  await page.goto(at("mail"));
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByText("It was taken.").waitFor();
  expect(desk.smarthost.received.map(({ to }) => to)).toContainEqual(["administrator@desk.example"]);
});

test("a template shows what it will say, and where it is wrong", async () => {
  await page.goto(at("templates"));
  const preview = page.locator("[aria-live=polite]", { hasText: "Listek" });
  await page.getByLabel("Text", { exact: true }).fill("Dear friend,\n{{desk}} has {{number}}.");
  await preview.getByText("Listek has 20260042.").waitFor();
  await page.getByLabel("Text", { exact: true }).fill("Dear friend,\n{{desk");
  await page.getByText(/line 2: .*not closed/).waitFor();
  await page.getByLabel("Text", { exact: true }).fill("Dear friend,\n\n");
  await page.getByRole("button", { name: "{{desk}}" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Back to the original" }).waitFor();
  const { items } = (await api("GET", "/templates")).body;
  expect(items[0]).toMatchObject({ kind: "receipt", language: "en", text: "Dear friend,\n\n{{desk}}" });
});

test("a state is made, drawn, and taken away with another for its tickets", async () => {
  await page.goto(at("states"));
  await page.getByRole("button", { name: "New state" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your word for it: English").fill("Waiting for parts");
  await dialog.getByLabel("The customer’s word for it: English").fill("We wait for parts");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.locator("svg foreignObject", { hasText: "Waiting for parts" }).waitFor();
  const { number } = (await api("GET", "/tickets")).body.items[0];
  await api("PATCH", `/tickets/${number}`, { state: "waiting-for-parts" });
  await page.getByRole("button", { name: "Edit Waiting for parts" }).click();
  await dialog.getByRole("button", { name: "Remove…" }).click();
  await dialog.getByText("1 ticket is in this state and gets the other.").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel("What takes its place").selectOption({ label: "Waiting for third party" });
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await until("the other state", async () => {
    return (await api("GET", `/tickets/${number}`)).body.state === "waiting-third-party";
  });
  await page.locator("svg foreignObject", { hasText: "Waiting for parts" }).waitFor({ state: "detached" });
});

test("a colleague is added, invited, and gets another role", async () => {
  await page.goto(at("people"));
  await page.getByRole("button", { name: "Add a colleague" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Nina");
  await dialog.getByLabel("E-mail").fill("nina@desk.example");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await dialog.getByText("The invitation was sent to nina@desk.example.").waitFor();
  expect(await dialog.locator("code").textContent()).toMatch(/\/desk\/reset\?token=/);
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel("Supervisor").click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.locator("li", { hasText: "Nina" }).getByText("Invited").waitFor();
  await until("both roles", async () => {
    const [nina] = (await api("GET", "/people/access?q=nina")).body.items;
    return nina.roles.join() === "supervisor,agent";
  });
});

test("a role is changed by its boxes; what administrators need cannot be taken", async () => {
  await page.goto(at("roles"));
  await page.getByRole("button", { name: "Edit Administrator" }).click();
  expect(await page.getByLabel("Change settings").isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "New role" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name: English").fill("Night shift");
  await dialog.getByLabel("See people and organizations").click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.locator("li", { hasText: "Night shift" }).getByText("0 people · 2 rights").waitFor();
});

test("queues, teams and fields are made and ordered", async () => {
  await page.goto(at("queues"));
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "New team" }).click();
  await dialog.getByLabel("Name").fill("North");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.locator("li", { hasText: "North" }).getByText("nobody yet").waitFor();
  await page.getByRole("button", { name: "New queue" }).click();
  await dialog.getByLabel("Name", { exact: true }).fill("Support");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("This name is taken.").waitFor();
  await dialog.getByLabel("Name", { exact: true }).fill("Parts");
  await dialog.getByLabel("Mail opens a ticket").click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.locator("li", { hasText: "Parts" }).getByText("mail stays a conversation").waitFor();

  await page.goto(at("fields"));
  for (const name of ["Asset tag", "Floor"]) {
    await page.getByRole("button", { name: "New field" }).click();
    await dialog.getByLabel("Name: English").fill(name);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.locator("li", { hasText: name }).waitFor();
  }
  await page.getByRole("button", { name: "Move Floor up" }).click();
  await until("order", async () => (await api("GET", "/fields")).body.items[0].key === "floor");
});

test("a canned reply is kept, shown filled in, and found again", async () => {
  await page.goto(at("replies"));
  await page.getByRole("button", { name: "New reply" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("On our way");
  await dialog.getByLabel("Text").fill("Hello ");
  await dialog.getByRole("button", { name: "{{customer.name}}" }).click();
  const { number } = (await api("GET", "/tickets")).body.items[0];
  await dialog.getByLabel("Ticket number").fill(number);
  await dialog.getByText("Hello Jana Nová").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel("Whose").selectOption({ label: "Everybody’s" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Edit On our way" }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("No texts are kept yet.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Edit On our way" }).waitFor();
});

test("the history tells it in words and takes it back", async () => {
  await page.goto(at("history"));
  await page.getByText("Role Night shift: added").waitFor();
  await page.getByRole("button", { name: "Undo: Role Night shift: added" }).click();
  await page.getByText("Role Night shift: removed").waitFor();
  const { items } = (await api("GET", "/roles")).body;
  expect(items.some((role: { key: string }) => role.key === "night-shift")).toBe(false);
});

test("how somebody wants his desk goes with him, and single keys stay off", async () => {
  await page.goto(at("keys"));
  await page.getByLabel("Commands by a single key").click();
  await page.goto(at("notifications"));
  await page.getByLabel("The customer writes in my ticket: Mail").click();
  await page.getByLabel("Keep quiet hours").click();
  await page.getByLabel("From").waitFor();
  const other = await openContext(browser, { storageState: await page.context().storageState() });
  const elsewhere = await other.newPage();
  await elsewhere.goto(at("notifications"));
  const mail = elsewhere.getByLabel("The customer writes in my ticket: Mail");
  await expect.poll(() => mail.isChecked(), { timeout: 10_000 }).toBe(true);
  expect(await elsewhere.getByLabel("From").inputValue()).toBe("20:00");
  await elsewhere.keyboard.press("?");
  expect(await elsewhere.getByRole("dialog").count()).toBe(0);
  await other.close();
});

test("who may not change something is told so, not shown nothing", async () => {
  const { page: agent, context } = await pageOf("Jana", "agent");
  await agent.goto(at("general"));
  await agent.getByText("You can look here. Changing needs the right “Change settings”.").waitFor();
  expect(await agent.getByLabel("Name of the desk").isDisabled()).toBe(true);
  await agent.goto(at("people"));
  await agent.getByText("This page is not open to your role").waitFor();
  await agent.getByText("“Manage people’s access, roles and tokens”").waitFor();
  expect(await axeFindings(agent)).toEqual([]);
  await context.close();
});

test("on a phone the list of pages leads to each and back", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.url}/desk/settings`);
  await page.getByRole("link", { name: "States" }).click();
  await page.getByRole("heading", { name: "States", exact: true }).waitFor();
  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("link", { name: "Queues and teams" }).waitFor();
});

test("no page broke", () => {
  expect(problems).toEqual([]);
});
