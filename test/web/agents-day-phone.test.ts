// The same day on a phone, by touch; and what a screen reader is told on the way.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Message } from "../../shared/conversations/schema.ts";
import { until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { written } from "./browser.ts";
import { beginDay, type Day, password } from "./day.ts";

const phone = { width: 390, height: 844 };
let day: Day;
let page: Page;
const row = (number: string | undefined) => page.locator(`a[data-number="${number}"]`);
const ticket = async (number: string | undefined) => (await day.api("GET", `/tickets/${number}`)).body;
const reply = () => page.getByRole("textbox", { name: "Reply to the customer" });
const note = () => page.getByRole("textbox", { name: "Note for colleagues" });
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const tree = (name?: "main") => (name ? page.getByRole(name) : page.locator("body")).ariaSnapshot();
const opened = async () => {
  await page.locator("article article").first().waitFor();
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
};
const openTicket = async (number: string | undefined) => {
  await page.goto(day.at(`/tickets/${number}?view=open&sort=createdAt`), { waitUntil: "commit" });
  await opened();
};
const set = async (property: string, choice: string | RegExp) => {
  await button(new RegExp(`^${property}: `)).tap();
  await page.getByRole("option", { name: choice }).tap();
};
const logged = () => page.getByRole("log").allTextContents();

beforeAll(async () => {
  day = await beginDay("phone", { viewport: phone, hasTouch: true, isMobile: true });
  page = day.page;
}, 120_000);
afterAll(() => day?.end());

let broken = false;
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(async () => {
    broken = true;
    await day.picture("failed");
  });
});
afterEach(async () => {
  const wide = await page.evaluate(() => document.scrollingElement?.scrollWidth);
  expect(wide, "the page moves sideways").toBeLessThanOrEqual(phone.width);
});

test("signs in", async () => {
  await page.goto(day.at("/"));
  await page.locator("[name=email]").fill("radek@desk.example");
  await page.locator("[name=password]").fill(password);
  await day.picture("sign-in");
  await button("Sign in").tap();
  await page.getByRole("heading", { name: "Inbox" }).waitFor();
});

test("the list is read aloud: places, one heading, a list of links with all that is seen", async () => {
  await button("Inbox").tap();
  await page.getByRole("menuitem", { name: /^All open/ }).tap();
  await page.goto(day.at("/tickets?view=open&sort=createdAt"));
  await row(day.numbers[0]).waitFor();
  const said = await tree();
  expect(said.match(/- (navigation|main|complementary)\b.*/g)).toEqual(['- navigation "Places":', "- main:"]);
  expect(said.match(/heading .*/g)).toEqual(['heading "All open" [level=1]']);
  for (const name of ["Filter", "Display", "Search", "Notifications"]) expect(said).toContain(`button "${name}"`);
  for (const name of ["Tickets", "Conversations", "Outbox", "Settings", "New ticket"])
    expect(said).toContain(`link "${name}"`);
  expect(said).toContain('textbox "Search tickets"');
  expect(said).toContain('list "Tickets"');
  const [number] = day.numbers;
  const { subject } = await ticket(number);
  expect(said).toContain(`checkbox "Select #${number} ${subject}"`);
  expect(said).toMatch(new RegExp(`link "Waits for an answer ${subject} .* New · Customer 1"`));
  expect(said).not.toMatch(/(button|link|checkbox|textbox)( \[|:|$)/m);
  await day.picture("list");
});

test("triages two with a finger", async () => {
  for (const number of day.numbers.slice(0, 2)) {
    await row(number).tap();
    await opened();
    await set("Assignee", "Radek Dvořák (me)");
    await set("Priority", "High");
    await set("State", "Open");
    await button("State: Open").waitFor();
    await until("done", async () => {
      const { assignee, priority, state } = await ticket(number);
      return assignee?.id === day.me.id && priority === "high" && state === "open";
    });
    await button("Back to the list").tap();
    await row(number).waitFor();
  }
  await day.picture("triaged");
}, 30_000);

test("the ticket is read aloud", async () => {
  await openTicket(day.numbers[0]);
  const said = await tree("main");
  const { subject } = await ticket(day.numbers[0]);
  expect(said).toContain(`article "#${day.numbers[0]} ${subject}"`);
  expect(said.match(/heading .* \[level=\d\]/g)).toEqual([`heading "${subject}" [level=1]`]);
  for (const name of [
    "Back to the list",
    "Follow",
    "More actions",
    "Details",
    "State: Open",
    "Priority: High",
    "Assignee: Radek Dvořák",
    "Add tag",
    "Add files",
    "Send",
    "More ways to send",
    "Bold",
    "Link",
  ])
    expect(said).toContain(`button "${name}"`);
  expect(said).toContain('region "Messages"');
  expect(said).toContain('article "Message 1 from Customer 1"');
  expect(said).toContain('button "Reply" [pressed]');
  expect(said).toContain('textbox "Reply to the customer"');
  expect(said).toContain('toolbar "Formatting"');
  expect(await axeFindings(page)).toEqual([]);
  await day.picture("ticket");
  await button("Details").tap();
  const details = page.getByRole("dialog", { name: "Details" });
  await details.getByRole("heading", { name: "Requester", level: 2 }).waitFor();
  await details.getByRole("heading", { name: "Checklist", level: 2 }).waitFor();
  const right = async () => {
    const box = await details.boundingBox();
    return box && box.x + box.width;
  };
  await expect.poll(right).toBe(phone.width);
  await day.picture("details");
  await details.getByRole("button", { name: "Close" }).tap();
  await details.waitFor({ state: "detached" });
});

test("what a customer writes meanwhile is read aloud, each time", async () => {
  const messageId = "<phone@acme.example>";
  const from = "Karel <karel@acme.example>";
  await day.desk.send({ from, subject: "A silent phone", text: "It does not ring.", messageId });
  const { number } = await until("ticket", async () => (await day.api("GET", "/tickets?q=silent")).body.items[0]);
  await openTicket(number);
  const news = `New message in ticket ${number}`;
  const told = async () => (await logged()).join(" ").split(news).length - 1;
  await until("quiet", async () => (await told()) === 0);
  const write = (text: string) => day.desk.send({ from, subject: "Re: A silent phone", text, inReplyTo: messageId });
  await write("Still silent.");
  await page.locator("article article", { hasText: "Still silent." }).waitFor();
  await expect.poll(told).toBe(1);
  await write("And now it smokes.");
  await page.locator("article article", { hasText: "And now it smokes." }).waitFor();
  await expect.poll(told).toBe(2);
});

test("answers with a canned reply and a file", async () => {
  const number = day.numbers[0];
  const data = {
    name: "Technician comes",
    body: "Hello {{ customer.firstName }}, a technician comes to you about #{{ ticket.number }} today.",
  };
  const headers = { "x-requested-with": "listek" };
  await page.request.post(`${day.desk.url}/api/v1/canned-replies`, { headers, data });
  const file = join(day.desk.data, "how-to.txt");
  await writeFile(file, "Switch it off. Switch it on.");
  await openTicket(number);
  await reply().tap();
  await page.keyboard.type("/tech");
  await day.picture("canned-replies");
  await page.getByRole("option", { name: /Technician comes/ }).tap();
  await expect.poll(() => written(reply())).toContain(`Hello Customer, a technician comes to you about #${number}`);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button("Add files").tap()]);
  await chooser.setFiles(file);
  await button("Remove how-to.txt").waitFor();
  await day.picture("reply");
  await button("Send").tap();
  await page.locator('article[data-kind="outbound"]', { hasText: "a technician comes" }).waitFor();
  const mails = () => day.desk.smarthost.received.filter(({ mail }) => mail.text?.includes("a technician comes"));
  await until("a mail", async () => mails().length === 1, 30_000);
  expect(mails()[0]?.mail.attachments.map(({ filename }) => filename)).toEqual(["how-to.txt"]);
}, 30_000);

test("makes three tickets of one chat", async () => {
  await page.getByRole("link", { name: "Conversations" }).tap();
  await page.getByRole("link", { name: /A few things/ }).tap();
  await page.getByRole("article").getByText("The projector smokes.").waitFor();
  for (const text of ["The printer is dead", "The phone", "The projector"]) {
    // With the focus comes the box.
    await page.getByRole("article").getByText(text).tap();
    await page.locator("article[data-id]:focus", { hasText: text }).getByRole("checkbox").tap();
  }
  await page.getByRole("status").getByText("3 messages selected").waitFor();
  await day.picture("chat-selected");
  await button("Make tickets…").tap();
  await button("One ticket for each message").tap();
  await day.picture("three-tickets");
  await button("Create 3 tickets").tap();
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
  await button("More actions").tap();
  await page.getByRole("menuitem", { name: /^Merge/ }).tap();
  await page.getByRole("textbox", { name: "Find a ticket" }).fill(to);
  await page.getByRole("radio", { name: new RegExp(to) }).tap();
  await day.picture("merge");
  await button("Merge").tap();
  await page.waitForURL(new RegExp(`/tickets/${to}`));
  expect((await ticket(from)).mergedInto).toBe(to);
  await day.picture("merged");
  await button("Undo").tap();
  await until("parted", async () => (await ticket(from)).mergedInto === null);
  const facts = ({ state, messages, subject, tags }: Record<string, unknown>) => ({ state, messages, subject, tags });
  expect([await ticket(from), await ticket(to)].map(facts)).toEqual(before.map(facts));
});

test("gives all that are shown to a colleague, and takes it back", async () => {
  const held = async (assignee: string) =>
    (await day.api("GET", `/tickets?state=unsolved&assignee=${assignee}&limit=200`)).body.items.length as number;
  const many = await held("none");
  await page.goto(day.at("/tickets?view=unassigned&sort=createdAt"));
  await page.getByRole("checkbox", { name: new RegExp(`^Select #${day.numbers[2]}`) }).tap();
  await page.getByRole("status").getByText("1 selected").waitFor();
  await day.picture("one-selected");
  await button("Display").tap();
  await page.getByRole("menuitem", { name: "Select all shown" }).tap();
  await page.getByRole("status").getByText(`${many} selected`).waitFor();
  const bar = page.getByRole("toolbar", { name: "Selected tickets" });
  await day.picture("all-selected");
  for (const each of await bar.getByRole("button").all()) {
    const box = await each.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= phone.width, "cut off").toBe(true);
  }
  await bar.getByRole("button", { name: "Assign" }).tap();
  await page.getByRole("option", { name: "Eva" }).tap();
  await page.getByRole("dialog").getByText(`${many} tickets will change:`).waitFor();
  const change = page.getByRole("dialog").getByText("Nobody → Eva").first();
  expect(await change.evaluate((line) => line.getBoundingClientRect().right)).toBeLessThan(phone.width - 16);
  await day.picture("bulk-preview");
  await button(`Change ${many} tickets`).tap();
  await until("hers", async () => (await held(day.eva.id)) === many);
  await button("Undo").tap();
  await until("nobody's again", async () => (await held("none")) === many && (await held(day.eva.id)) === 0);
}, 30_000);

test("is warned of a colleague who answers the same ticket", async () => {
  const number = day.numbers[30];
  await day.eva.page.goto(day.at(`/tickets/${number}?view=open`));
  await day.eva.page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await openTicket(number);
  await day.eva.page.keyboard.press("r");
  await day.eva.page.keyboard.type("I am on it");
  await page.getByRole("article").getByText("Eva is writing a reply").waitFor();
  await reply().tap();
  await page.keyboard.type("So am I");
  await button("Send").tap();
  await page.getByRole("alert").getByText("Eva is writing a reply right now").waitFor();
  await day.picture("collision");
  await button("Keep writing").tap();
  const { items } = (await day.api("GET", `/tickets/${number}/messages`)).body;
  expect(items.filter(({ kind, automatic }: Message) => kind === "outbound" && !automatic)).toEqual([]);
  await day.eva.page.goto("about:blank");
});

test("loses the network in the middle of a draft, and finds it again", async () => {
  const draft = (words: string | RegExp) =>
    page.getByRole("region", { name: "Write" }).getByRole("status").getByText(words);
  await openTicket(day.numbers[31]);
  await reply().tap();
  await page.keyboard.type("Before the tunnel");
  await draft("Draft saved").waitFor();
  await day.context.setOffline(true);
  await page.keyboard.type(", in the tunnel");
  await draft(/kept in this browser/).waitFor();
  await day.picture("offline-draft");
  await day.context.setOffline(false);
  await draft("Draft saved").waitFor();
  await page.reload({ waitUntil: "commit" });
  await reply().waitFor();
  await expect.poll(() => written(reply())).toBe("Before the tunnel, in the tunnel");
});

test("puts one off until tomorrow", async () => {
  const number = day.numbers[32];
  await openTicket(number);
  await button("More actions").tap();
  await page.getByRole("menuitem", { name: /^Snooze/ }).tap();
  await day.picture("snooze");
  await button(/^Tomorrow/).tap();
  await page
    .getByRole("status")
    .getByText(/^Snoozed until/)
    .waitFor();
  await day.picture("snoozed");
  await until("out of sight", async () => (await ticket(number)).snooze !== null);
});

test("calls a colleague, who sees it", async () => {
  const number = day.numbers[33];
  await openTicket(number);
  await button("Note").tap();
  await note().tap();
  await page.keyboard.type("@Ev");
  await page.getByRole("option", { name: "Eva" }).tap();
  await page.keyboard.type("is the fuser in stock?");
  await day.picture("mention");
  await button("Add note").tap();
  await page.locator('article[data-kind="note"]', { hasText: "is the fuser in stock?" }).waitFor();
  await day.eva.page.goto(day.at("/tickets?view=open"));
  await day.eva.page.getByRole("button", { name: /^Notifications, \d+ unread/ }).click();
  await day.eva.page.getByRole("button", { name: `Radek Dvořák mentioned you in #${number}` }).waitFor();
});

test("moves a card over the board", async () => {
  const number = day.numbers[40];
  const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });
  await page.goto(day.at("/tickets?view=open&sort=createdAt"));
  await button("Display").tap();
  await page.getByRole("menuitem", { name: "Board" }).tap();
  const card = column("New").locator(`[data-number="${number}"]`);
  await column("New")
    .getByRole("checkbox", { name: new RegExp(`^Select #${number}`) })
    .tap();
  await card.waitFor();
  await day.picture("board-selected");
  await page.getByRole("toolbar", { name: "Selected tickets" }).getByRole("button", { name: "Set the state" }).tap();
  await page.getByRole("option", { name: "Open" }).tap();
  await until("no longer new", async () => (await ticket(number)).state === "open");
  await column("Open").locator(`[data-number="${number}"]`).waitFor();
  await day.picture("board");
});

test("exports what is on the screen", async () => {
  await page.goto(day.at("/tickets?view=open&layout=table&columns=number,subject,state&sort=number"));
  await page.getByRole("columnheader", { name: "Subject" }).waitFor();
  await day.picture("table");
  await button("Display").tap();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export as CSV" }).tap(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect(lines[0]).toContain("Number");
  expect(lines.length).toBeGreaterThan(50);
});

test("nothing failed in the page, and axe finds nothing at the end of the day", async () => {
  expect(await axeFindings(page)).toEqual([]);
  expect(day.problems).toEqual([]);
});
