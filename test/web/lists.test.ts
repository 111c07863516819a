// Lists in a real browser: triage by keys, many at once, views, table, board, palette, export, and reading without a network.
import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createLink } from "../../server/core/identity/index.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";

let desk: TestDesk;
let api: Api;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const problems: string[] = [];

const password = "correct horse battery";
const headers = { "x-requested-with": "listek" };
const at = (path: string) => `${desk.url}/desk${path}`;
const row = (subject: string) => page.locator("[data-number]", { hasText: subject });
const numbers: Record<string, string> = {};
const ticket = async (subject: string) => (await api("GET", `/tickets/${numbers[subject]}`)).body;
/** A shared machine may be slow. */
const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 10_000 });
const open = async (path: string) => {
  await page.goto(at(path));
  await page.locator("h1").first().waitFor();
};

const subjects = ["Printer jams", "VPN drops", "New notebook", "Invoice for May", "Screen flickers", "Password reset"];

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
  api = await desk.api();
  const token = await desk.running.desk.database.transact((trx) => createLink(trx, "setup", null));
  const person = { name: "Radek Dvořák", email: "radek@desk.example", password };
  const setup = { ...person, token, deskName: "ACME Support", language: "en", timeZone: "Europe/Prague" };
  context = await openContext(browser, { acceptDownloads: true });
  await context.request.post(`${desk.url}/api/v1/setup`, { headers, data: setup });
  await context.request.post(`${desk.url}/api/v1/session`, { headers, data: { email: person.email, password } });
  for (const subject of subjects) {
    const requester = { email: `${subject.split(" ")[0]?.toLowerCase()}@acme.example` };
    const made = await api("POST", "/tickets", { subject, body: `About: ${subject}`, requester });
    numbers[subject] = made.body.number;
  }
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => problems.push(error.message));
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

// Chapters of one story: what follows a broken one says nothing.
let broken = false;
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

test("triage goes by keys alone: next, take, priority, solve, undo", async () => {
  await open("/tickets?view=open&sort=createdAt");
  await row("Printer jams").waitFor();
  await page.keyboard.press("j");
  await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toContain("Printer jams");
  await page.keyboard.press("i");
  await until("assignee", async () => (await ticket("Printer jams")).assignee?.name === "Radek Dvořák");
  // Who types ahead must not lose a key: the field has the focus before the browser takes the next one.
  const field = await page.evaluate(async () => {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "p", code: "KeyP", bubbles: true }));
    for (let turn = 0; turn < 20; turn++) await null;
    return (document.activeElement as HTMLInputElement).placeholder;
  });
  expect(field).toBe("Priority…");
  await page.keyboard.type("urg");
  await page.keyboard.press("Enter");
  await until("priority", async () => (await ticket("Printer jams")).priority === "urgent");
  await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toContain("Printer jams");
  await page.keyboard.press("e");
  await until("solved", async () => (await ticket("Printer jams")).category === "solved");
  await row("Printer jams").waitFor({ state: "detached" });
  await page.keyboard.press("z");
  await until("open again", async () => (await ticket("Printer jams")).category !== "solved");
  await row("Printer jams").waitFor();
});

test("several are changed at once, after a look at what would happen, and back", async () => {
  await page.keyboard.press("Escape");
  await row("VPN drops").focus();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+x");
  await page.getByText("2 selected").waitFor();
  await row("Invoice for May").click({ modifiers: ["Shift"] });
  await page.getByText("3 selected").waitFor();
  await page.keyboard.press("s");
  await page.getByPlaceholder("State…").waitFor();
  await page.keyboard.type("solved");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("3 tickets will change:").waitFor();
  expect((await ticket("VPN drops")).category).toBe("new");
  await page.keyboard.press("Enter");
  await until("all solved", async () => (await ticket("Invoice for May")).category === "solved");
  await page.getByRole("button", { name: "Undo" }).click();
  await until("all open", async () => (await ticket("Invoice for May")).category === "new");
  expect((await ticket("VPN drops")).category).toBe("new");
  await row("Invoice for May").waitFor();
});

test("what reads as an operator becomes a chip; the address is the filter", async () => {
  await open("/tickets?view=open");
  await page.keyboard.press("/");
  await page.keyboard.type("priority:urgent ");
  await page.getByRole("button", { name: "Remove the filter Priority: Urgent" }).waitFor();
  await row("VPN drops").waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.get("priority")).toBe("urgent");
  await page.keyboard.type("colour:red ");
  await page.getByText("“colour:red” is not an operator").waitFor();
});

test("what is seen is kept as a view, and its address opens it again", async () => {
  await open("/tickets?view=open&priority=urgent&layout=table&sort=subject&columns=subject,state,number");
  await page.getByRole("button", { name: "Save as a view" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Urgent ones");
  await page.getByRole("button", { name: "Create view" }).click();
  await page.getByRole("heading", { name: "Urgent ones" }).waitFor();
  const address = page.url();
  expect(address).toMatch(/\/tickets\?view=\d+$/);
  await page.goto("about:blank");
  await page.goto(address);
  await page.getByRole("columnheader", { name: "Subject" }).waitFor();
  const heads = await page.getByRole("columnheader").allInnerTexts();
  expect(heads.map((head) => head.trim()).filter(Boolean)).toEqual(["Subject", "State", "Number"]);
  await row("Printer jams").waitFor();
  expect(await row("VPN drops").count()).toBe(0);
  expect(await page.getByRole("columnheader", { name: "Subject" }).getAttribute("aria-sort")).toBe("ascending");
});

test("a view is renamed, and deleted with a way back", async () => {
  const more = (name: string) => page.getByRole("button", { name: `More about the view ${name}` });
  await page.getByRole("link", { name: "Urgent ones" }).hover();
  await more("Urgent ones").click();
  await page.getByText("Rename and share…").click();
  await page.getByRole("textbox", { name: "Name" }).fill("Burning");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Burning" }).waitFor();
  await more("Burning").click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("link", { name: "Burning" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "Burning" }).waitFor();
});

test("the table orders by its heads, and its widths are kept", async () => {
  await open("/tickets?view=open&layout=table");
  const subject = page.getByRole("columnheader", { name: "Subject" });
  const first = () => page.locator("tbody tr[aria-rowindex='2'] [data-number]").textContent();
  await subject.getByRole("button", { name: "Subject" }).click();
  await eventually(first).toBe("Invoice for May");
  await subject.getByRole("button", { name: "Subject" }).click();
  await eventually(first).toBe("VPN drops");
  expect(page.url()).toContain("sort=-subject");

  const edge = page.getByRole("separator", { name: "Width of the column Subject" });
  const before = Number(await edge.getAttribute("aria-valuenow"));
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await eventually(async () => Number(await edge.getAttribute("aria-valuenow"))).toBe(before + 32);
  const box = await edge.boundingBox();
  if (!box) throw new Error("no edge");
  await page.mouse.move(box.x + 4, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 64, box.y + 8, { steps: 4 });
  await page.mouse.up();
  await page.reload();
  await eventually(async () => Number(await edge.getAttribute("aria-valuenow"))).toBe(before + 92);
});

test("a cell of the table is changed on the spot", async () => {
  const cell = page.locator("tr", { hasText: "Screen flickers" }).getByRole("button", { name: /^Priority/ });
  await cell.click();
  await page.getByRole("option", { name: "Low" }).click();
  await until("low", async () => (await ticket("Screen flickers")).priority === "low");
  await eventually(() => cell.textContent()).toBe("Low");
});

test("a column is chosen and moved without a mouse", async () => {
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Tags" }).press("Space");
  await page.getByRole("button", { name: "Move Subject to the left" }).press("Enter");
  await page.keyboard.press("Escape");
  await eventually(() => new URL(page.url()).searchParams.get("columns")).toMatch(/^subject,number,.*tags$/);
});

test("a card is carried by keys and by mouse", async () => {
  await open("/tickets?view=open&layout=board");
  const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });
  const card = column("New").locator("[data-number]", { hasText: "Password reset" });
  await card.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await until("next state", async () => (await ticket("Password reset")).state !== "new");
  const carried = page.locator("[data-number]", { hasText: "Password reset" });
  await eventually(() => carried.evaluate((element) => element === document.activeElement)).toBe(true);

  await column("New")
    .locator("article", { hasText: "New notebook" })
    .dragTo(column("Solved"), { targetPosition: { x: 40, y: 120 } });
  await until("solved", async () => (await ticket("New notebook")).category === "solved");
  await column("New").locator("article", { hasText: "New notebook" }).waitFor({ state: "detached" });
});

test("the palette goes to views, finds tickets and acts on the one that is meant", async () => {
  await open("/tickets?view=open");
  await row("VPN drops").focus();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("A command, a ticket, a person…").fill("asme");
  await page.getByRole("dialog").getByText("Assign to me").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until("taken", async () => (await ticket("VPN drops")).assignee !== null);

  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("A command, a ticket, a person…").fill("invoice");
  await page.getByRole("dialog").getByText("Invoice for May").click();
  await page.waitForURL(new RegExp(`/tickets/${numbers["Invoice for May"]}`));

  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("A command, a ticket, a person…").fill("unass");
  await page.getByRole("dialog").getByText("Unassigned").click();
  await page.getByRole("heading", { name: "Unassigned" }).waitFor();
});

test("what is shown is exported", async () => {
  await open("/tickets?view=open&layout=table&columns=number,subject&q=VPN");
  await row("VPN drops").waitFor();
  await page.getByRole("button", { name: "Display" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export as CSV" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv).toContain("VPN drops");
  expect(csv).not.toContain("Printer");
});

test("after an action one goes on to the next ticket, if one prefers that", async () => {
  await page.request.patch(`${desk.url}/api/v1/session`, { headers, data: { preferences: { afterAction: "next" } } });
  await open("/tickets?view=open&sort=createdAt");
  await row("Printer jams").click();
  await page.waitForURL(/tickets\/\d+/);
  await page.locator("body").press("e");
  await page.waitForURL(new RegExp(`/tickets/${numbers["VPN drops"]}`));
  await until("solved", async () => (await ticket("Printer jams")).category === "solved");
});

test("axe finds nothing in list, table, board, palette and builder, light and dark", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const layout of ["list", "table", "board"]) {
      await open(`/tickets?view=open&layout=${layout}&notPriority=low`);
      await row("VPN drops").waitFor();
      expect(await axeFindings(page), `${layout} ${colorScheme}`).toEqual([]);
    }
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("button", { name: "Add a condition" }).waitFor();
    await page.waitForTimeout(300);
    expect(await axeFindings(page), `builder ${colorScheme}`).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("A command, a ticket, a person…").waitFor();
    await page.waitForTimeout(300);
    expect(await axeFindings(page), `palette ${colorScheme}`).toEqual([]);
    await page.keyboard.press("Escape");
  }
}, 120_000);

test("nothing failed in the page", () => {
  expect(problems).toEqual([]);
});

test("a ticket that was open is read without the desk, and by nobody else", async () => {
  const worker = await openContext(browser, { serviceWorkers: "allow", storageState: await context.storageState() });
  const reader = await worker.newPage();
  const path = `/tickets/${numbers["VPN drops"]}?view=open`;
  await reader.goto(at(path));
  await reader.evaluate(() => navigator.serviceWorker.ready);
  await reader.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await reader.goto(at(path));
  await reader.getByText("About: VPN drops").waitFor();
  const kept = () => reader.evaluate(async () => (await (await caches.open("listek-read")).keys()).length);
  await eventually(kept).toBeGreaterThan(5);

  await worker.setOffline(true);
  await reader.goto(at(path));
  await reader.getByText("About: VPN drops").waitFor();
  await reader.getByText("No connection. Trying again…").waitFor();

  await worker.setOffline(false);
  // What is asked in the same moment may still be answered.
  await reader.evaluate(() => {
    const signedOut = fetch("/api/v1/session", { method: "DELETE", headers: { "x-requested-with": "listek" } });
    return Promise.all([signedOut, ...["views", "states", "queues", "fields"].map((each) => fetch(`/api/v1/${each}`))]);
  });
  // How the desk is called, which its page of signing in asks for, is nobody's secret.
  const left = () =>
    reader.evaluate(async () => {
      const keys = (await caches.has("listek-read")) ? await (await caches.open("listek-read")).keys() : [];
      return keys.map(({ url }) => new URL(url).pathname).filter((path) => path !== "/api/v1/setup");
    });
  await eventually(left).toEqual([]);
  await worker.close();
}, 60_000);
