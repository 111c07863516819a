// A whole day of an agent, in a real browser, hardly ever with the mouse.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Message } from "../../shared/conversations/schema.ts";
import { until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { written } from "./browser.ts";
import { beginDay, type Day, password } from "./day.ts";

let day: Day;
let page: Page;
const row = (number: string | undefined) => page.locator(`a[data-number="${number}"]`);
const ticket = async (number: string | undefined) => (await day.api("GET", `/tickets/${number}`)).body;
const reply = () => page.getByRole("textbox", { name: "Reply to the customer" });
const note = () => page.getByRole("textbox", { name: "Note for colleagues" });
const composerIsRich = () => page.getByRole("toolbar", { name: "Formatting" }).waitFor();
const openTicket = async (number: string | undefined) => {
  await page.goto(day.at(`/tickets/${number}?view=open&sort=createdAt`));
  await page.locator("article article").first().waitFor();
  await composerIsRich();
};
/** Chooses in the small box that a key opened. */
const choose = async (placeholder: string, text: string) => {
  await page.getByPlaceholder(placeholder).waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};

beforeAll(async () => {
  day = await beginDay("day");
  page = day.page;
}, 120_000);
afterAll(() => day?.end());

let broken = false;
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

test("signs in", async () => {
  await page.goto(day.at("/"));
  await page.locator("[name=email]").fill("radek@desk.example");
  await page.locator("[name=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Inbox" }).waitFor();
  await day.picture("inbox");
});

test("triages twenty by the keyboard alone", async () => {
  await page.goto(day.at("/tickets?view=open&sort=createdAt"));
  await row(day.numbers[0]).waitFor();
  for (const [index, number] of day.numbers.slice(0, 20).entries()) {
    await page.keyboard.press("j");
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.number))
      .toBe(number);
    await page.keyboard.press("i");
    if (index % 5 === 0) {
      await page.keyboard.press("p");
      await choose("Priority…", "high");
      await expect
        .poll(() => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.number))
        .toBe(number);
    }
  }
  await day.picture("triage");
  for (const [index, number] of day.numbers.slice(0, 20).entries()) {
    await until("mine", async () => (await ticket(number)).assignee?.id === day.me.id);
    if (index % 5 === 0) await until("urgent", async () => (await ticket(number)).priority === "high");
  }
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.getByRole("heading", { name: "Mine" }).waitFor();
  await row(day.numbers[19]).waitFor();
}, 60_000);

test("answers ten with a canned reply and a file", async () => {
  const data = {
    name: "Technician comes",
    body: "Hello {{ customer.firstName }}, a technician comes to you about #{{ ticket.number }} today.",
  };
  const headers = { "x-requested-with": "listek" };
  await page.request.post(`${day.desk.url}/api/v1/canned-replies`, { headers, data });
  const file = join(day.desk.data, "how-to.txt");
  await writeFile(file, "Switch it off. Switch it on.");
  for (const [index, number] of day.numbers.slice(0, 10).entries()) {
    await openTicket(number);
    await page.keyboard.press("r");
    await page.keyboard.type("/tech");
    await page.getByRole("option", { name: /Technician comes/ }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => written(reply())).toContain(`Hello Customer, a technician comes to you about #${number}`);
    await page.locator('input[type="file"]').first().setInputFiles(file);
    await page.getByRole("button", { name: /Remove how-to\.txt/ }).waitFor();
    if (index === 0) await day.picture("canned-reply");
    await reply().press("Control+Enter");
    await page.locator('article[data-kind="outbound"]', { hasText: "a technician comes" }).waitFor();
  }
  const mails = () => day.desk.smarthost.received.filter(({ mail }) => mail.text?.includes("a technician comes"));
  await until("ten mails", async () => mails().length === 10, 30_000);
  expect(new Set(mails().flatMap(({ to }) => to)).size).toBe(10);
  for (const { mail } of mails()) expect(mail.attachments.map(({ filename }) => filename)).toEqual(["how-to.txt"]);
}, 120_000);

test("makes three tickets of one chat", async () => {
  await page.goto(day.at("/conversations"));
  await page.getByRole("link", { name: /A few things/ }).click();
  await page.getByRole("article").getByText("The projector smokes.").waitFor();
  for (const text of ["The printer is dead", "The phone", "The projector"])
    await page.locator("article[data-id]", { hasText: text }).getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Make tickets…" }).click();
  await page.getByRole("button", { name: "One ticket for each message" }).click();
  await day.picture("three-tickets");
  await page.getByRole("button", { name: "Create 3 tickets" }).click();
  await page.getByText(/^Created:/).waitFor();
  await day.picture("chat-with-tickets");
  const { items } = (await day.api("GET", "/conversations?finished=false")).body;
  const talk = items.find((each: { subject: string }) => each.subject === "A few things");
  expect(talk.tickets).toHaveLength(3);
});

test("merges two, and takes it back", async () => {
  const [from, to] = [day.numbers[20], day.numbers[21]] as [string, string];
  const before = [await ticket(from), await ticket(to)];
  await openTicket(from);
  await page.locator("article article").first().focus();
  await page.keyboard.press("m");
  await page.getByRole("textbox", { name: "Find a ticket" }).fill(to);
  await page.getByRole("radio", { name: new RegExp(to) }).click();
  await day.picture("merge");
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.waitForURL(new RegExp(`/tickets/${to}`));
  expect((await ticket(from)).mergedInto).toBe(to);
  await page.getByRole("button", { name: "Undo" }).click();
  await until("parted", async () => (await ticket(from)).mergedInto === null);
  const facts = ({ state, messages, subject, tags }: Record<string, unknown>) => ({ state, messages, subject, tags });
  expect([await ticket(from), await ticket(to)].map(facts)).toEqual(before.map(facts));
});

test("gives fifty to a colleague at once, and takes it back", async () => {
  const unassigned = async () =>
    (await day.api("GET", "/tickets?state=unsolved&assignee=none&limit=200")).body.items.length as number;
  const eva = async () =>
    (await day.api("GET", `/tickets?state=unsolved&assignee=${day.eva.id}&limit=200`)).body.items.length as number;
  for (const number of day.numbers.slice(0, 20)) await day.api("PATCH", `/tickets/${number}`, { assignee: null });
  const many = await unassigned();
  expect(many).toBeGreaterThanOrEqual(50);
  await page.goto(day.at("/tickets?view=unassigned&sort=createdAt"));
  await row(day.numbers[0]).focus();
  await page.keyboard.press("x");
  for (let n = 1; n < 50; n++) await page.keyboard.press("j");
  await page.keyboard.press("Shift+x");
  await page.getByText("50 selected").waitFor();
  await page.keyboard.press("a");
  await choose("Assign to…", "Eva");
  await page.getByRole("dialog").getByText("50 tickets will change:").waitFor();
  await day.picture("bulk-preview");
  await page.keyboard.press("Enter");
  await until("fifty are hers", async () => (await eva()) === 50);
  await page.getByRole("button", { name: "Undo" }).click();
  await until("nobody's again", async () => (await unassigned()) === many && (await eva()) === 0);
}, 60_000);

test("is warned of a colleague who answers the same ticket", async () => {
  const number = day.numbers[30];
  await day.eva.page.goto(day.at(`/tickets/${number}?view=open`));
  await day.eva.page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await openTicket(number);
  await day.eva.page.keyboard.press("r");
  await day.eva.page.keyboard.type("I am on it");
  await page.getByText("Eva is writing a reply").first().waitFor();
  await page.keyboard.press("r");
  await page.keyboard.type("So am I");
  await reply().press("Control+Enter");
  await page.getByText("Eva is writing a reply right now").waitFor();
  await day.picture("collision");
  await page.getByRole("button", { name: "Keep writing" }).click();
  const { items } = (await day.api("GET", `/tickets/${number}/messages`)).body;
  expect(items.filter(({ kind, automatic }: Message) => kind === "outbound" && !automatic)).toEqual([]);
  await day.eva.page.goto("about:blank");
  await page.getByText("Eva is writing a reply right now").waitFor({ state: "detached" });
});

test("loses the network in the middle of a draft, and finds it again", async () => {
  const number = day.numbers[31];
  await openTicket(number);
  await page.keyboard.press("r");
  await page.keyboard.type("Before the tunnel");
  await page.getByText("Draft saved").waitFor();
  await day.context.setOffline(true);
  await page.keyboard.type(", in the tunnel");
  await page.getByText("kept in this browser").waitFor();
  await day.picture("offline-draft");
  await day.context.setOffline(false);
  await page.getByText("Draft saved").waitFor();
  await page.reload();
  await reply().waitFor();
  await expect.poll(() => written(reply())).toBe("Before the tunnel, in the tunnel");
});

test("puts one off until tomorrow", async () => {
  const number = day.numbers[32];
  await openTicket(number);
  await page.keyboard.press("h");
  await day.picture("snooze");
  await page.getByRole("button", { name: /^Tomorrow/ }).click();
  await page.getByText(/^Snoozed until/).waitFor();
  await page.goto(day.at("/tickets?view=snoozed"));
  await row(number).waitFor();
  await page.goto(day.at("/tickets?view=open&sort=createdAt&q=Request"));
  await row(day.numbers[0]).waitFor();
  const views = (await day.api("GET", "/views")).body.items as { key: string; count: number }[];
  expect(views.find(({ key }) => key === "snoozed")?.count).toBe(1);
});

test("calls a colleague, who sees it and comes", async () => {
  const number = day.numbers[33];
  await day.eva.page.goto(day.at("/tickets?view=open"));
  await day.eva.page.getByRole("button", { name: /^Notifications/ }).waitFor();
  await openTicket(number);
  await page.keyboard.press("n");
  await page.keyboard.type("@Ev");
  await page.getByRole("option", { name: "Eva" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("is the fuser in stock?");
  await note().press("Control+Enter");
  await page.locator('article[data-kind="note"]', { hasText: "is the fuser in stock?" }).waitFor();
  await day.eva.page.getByRole("button", { name: /^Notifications, \d+ unread/ }).click();
  await day.eva.page.getByRole("button", { name: `Radek Dvořák mentioned you in #${number}` }).click();
  await day.eva.page.locator("article article", { hasText: "is the fuser in stock?" }).waitFor();
  await day.picture("mention");
});

test("carries a card over the board", async () => {
  await page.goto(day.at("/tickets?view=open&layout=board&sort=createdAt"));
  const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });
  const number = day.numbers[40];
  const card = column("New").locator(`[data-number="${number}"]`);
  await card.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await until("no longer new", async () => (await ticket(number)).state !== "new");
  await column("Open").locator(`[data-number="${number}"]`).waitFor();
  await day.picture("board");
});

test("exports what is on the screen", async () => {
  await page.goto(day.at("/tickets?view=open&layout=table&columns=number,subject,state&sort=number"));
  await page.getByRole("columnheader", { name: "Subject" }).waitFor();
  await page.getByRole("button", { name: "Display" }).click();
  await day.picture("table");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export as CSV" }).click(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect(lines[0]).toContain("Number");
  expect(lines.length).toBeGreaterThan(50);
});

test("nothing failed in the page, and axe finds nothing at the end of the day", async () => {
  expect(await axeFindings(page)).toEqual([]);
  expect(day.problems).toEqual([]);
});
