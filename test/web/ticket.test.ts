// A ticket and what is rearranged in it, in a real browser.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newTicket } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser } from "./browser.ts";
import { type SignedIn, signIn } from "./sign-in.ts";

let desk: TestDesk;
let api: Api;
let browser: Browser;
let radek: SignedIn;
let page: Page;

const message = (number: number) => page.locator(`article[data-number="${number}"]`);
const open = async (path: string) => {
  await page.goto(`${desk.url}/desk${path}`);
  await page.locator("article article").first().waitFor();
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
  api = await desk.api();
  radek = await signIn(browser, desk, "Radek", "administrator");
  page = radek.page;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

test("a point is cited, jumped to, and ticked off", async () => {
  const number = await newTicket(api, { body: "Please:\n\n1. the printer\n2. the phone\n3. the projector" });
  await api("POST", `/tickets/${number}/messages`, { kind: "note", body: "I begin with 1.2, version 3.4 can wait." });
  await open(`/tickets/${number}?view=open`);
  const cite = message(2).getByRole("button", { name: "1.2" });
  expect(await message(2).getByRole("button", { name: "3.4" }).count()).toBe(0);
  await cite.click();
  await message(1).locator('[data-point="2"][data-shown]').waitFor();
  await message(1).locator('[data-point="2"]').hover();
  await page.getByRole("button", { name: "Point 1.2" }).click();
  await page.getByRole("menuitem", { name: "Make a checklist item" }).click();
  const side = page.getByRole("complementary");
  await side.getByRole("heading", { name: "Checklist 0/1" }).waitFor();
  await side
    .getByRole("checkbox", { name: "2. the phone" })
    .or(side.getByRole("checkbox", { name: "the phone" }))
    .click();
  await side.getByRole("heading", { name: "Checklist 1/1" }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test("a ticket is linked with another, which shows it too, until the link is taken away", async () => {
  const one = await newTicket(api, { subject: "No paper" });
  const other = await newTicket(api, { subject: "No ink", requester: { email: "petr@other.example", name: "Petr" } });
  await open(`/tickets/${one}?view=open`);
  const side = page.getByRole("complementary");
  await side.getByRole("button", { name: "Link a ticket…" }).click();
  const dialog = page.getByRole("dialog", { name: `Link #${one} with another ticket` });
  await dialog.getByRole("textbox").fill(other);
  await dialog.getByRole("radio", { name: /No ink/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByText(`linked it with #${other}`).waitFor();
  await side.getByRole("link", { name: /No ink/ }).click();
  await page.getByRole("heading", { name: "No ink" }).waitFor();
  await side.getByRole("link", { name: /No paper/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await side.getByRole("button", { name: `Remove the link to #${one}` }).click();
  await page.getByText(`removed the link to #${one}`).waitFor();
  await side.getByRole("link", { name: /No paper/ }).waitFor({ state: "detached" });
});

test("one ticket becomes three in one dialog, and one again", async () => {
  const number = await newTicket(api, { body: "The printer is dead." });
  for (const body of ["The phone is silent.", "The projector smokes."])
    await api("POST", `/tickets/${number}/messages`, { kind: "note", body });
  await open(`/tickets/${number}?view=open`);
  for (const each of [1, 2, 3]) {
    await message(each).focus();
    await page.keyboard.press("x");
  }
  await page.getByText("3 messages selected").waitFor();
  await page.getByRole("button", { name: "New ticket…" }).click();
  await page.getByRole("button", { name: "One ticket for each message" }).click();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Create 2 tickets" }).click();
  await page.getByText(/^New tickets:/).waitFor();
  const subjects = async () =>
    (await api("GET", "/tickets?limit=50")).body.items.map((t: { subject: string }) => t.subject);
  expect(await subjects()).toEqual(expect.arrayContaining(["The phone is silent.", "The projector smokes."]));
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Everything is as it was").waitFor();
  await message(3).getByText("The projector smokes.").waitFor();
});

test("messages are moved by key, merged by key, and parted again", async () => {
  const [from, to] = [
    await newTicket(api, { subject: "Old printer", body: "First" }),
    await newTicket(api, { subject: "New printer", body: "Other" }),
  ];
  await api("POST", `/tickets/${from}/messages`, { kind: "note", body: "Belongs elsewhere" });
  await open(`/tickets/${from}?view=open`);
  await message(2).focus();
  await page.keyboard.press("x");
  await page.keyboard.press("m");
  await page.getByRole("textbox", { name: "Find a ticket" }).fill(to);
  await page.getByRole("radio", { name: /New printer/ }).click();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await page.getByText(/^Moved:/).waitFor();
  await message(2).waitFor({ state: "detached" });

  await page.locator("body").click({ position: { x: 5, y: 500 } });
  await page.keyboard.press("m");
  await page.getByRole("textbox", { name: "Find a ticket" }).fill(to);
  await page.getByRole("radio", { name: /New printer/ }).click();
  await page.getByText(`#${from} is closed and leads there`).waitFor();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByRole("heading", { name: "New printer" }).waitFor();
  await message(3).getByText("First").waitFor();

  await page.goto(`${desk.url}/desk/tickets/${from}`);
  await page.getByText("This ticket was merged and goes on in").waitFor();
  await page.getByRole("link", { name: `#${to}` }).waitFor();
  await page.getByRole("button", { name: "Undo the merge" }).click();
  await message(1).getByText("First").waitFor();
  await page.getByText("This ticket was merged").waitFor({ state: "detached" });
});

test("why a message is here, after it was moved; Escape closes what floats, and nothing behind it", async () => {
  const [from, to] = [await newTicket(api, { subject: "Loud fan" }), await newTicket(api, { subject: "Quiet fan" })];
  await api("POST", `/tickets/${from}/messages`, { kind: "note", body: "Belongs elsewhere" });
  const moved = (await api("GET", `/tickets/${from}/messages`)).body.items.at(-1);
  await api("POST", `/tickets/${from}/move`, { messages: [moved.id], to });
  await open(`/tickets/${to}?view=open`);
  const menu = message(2).getByRole("button", { name: "More about message 2" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Why is this message here?" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Why is this message here?" }).click();
  const answer = page.getByRole("dialog").getByText(new RegExp(`moved it here from ticket ${from}`));
  await answer.first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(new URL(page.url()).pathname).toBe(`/desk/tickets/${to}`);
});

test("a draft goes along when its ticket is merged away", async () => {
  const [from, to] = [await newTicket(api, { subject: "Away" }), await newTicket(api, { subject: "Stays" })];
  await open(`/tickets/${from}?view=open`);
  await page.keyboard.press("r");
  await page.keyboard.type("Not lost");
  await page.getByText("Draft saved").waitFor();
  await api("POST", `/tickets/${from}/merge`, { into: to });
  await page.getByText("This ticket was merged and goes on in").waitFor();
  await page
    .getByRole("link", { name: `#${to}` })
    .first()
    .click();
  await page.getByRole("textbox", { name: "Reply to the customer" }).getByText("Not lost").waitFor();
});

test("snoozed by key until tomorrow, and woken", async () => {
  const number = await newTicket(api, { subject: "Can wait" });
  await open(`/tickets/${number}?view=open`);
  await page.keyboard.press("h");
  await page.getByRole("dialog", { name: `Snooze #${number} until` }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: /^Tomorrow/ }).click();
  await page.getByText(/^Snoozed until .* · Radek$/).waitFor();
  const { snooze } = (await api("GET", `/tickets/${number}`)).body;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Prague", timeStyle: "short" });
  const zone = (await radek.api("GET", "/session")).body.person.timeZone;
  expect(zone === "Europe/Prague" ? clock.format(new Date(snooze.until)) : "09:00").toBe("09:00");
  await page.getByRole("button", { name: "Wake it" }).click();
  await until("awake", async () => (await api("GET", `/tickets/${number}`)).body.snooze === null);
});

test("who follows is shown", async () => {
  const number = await newTicket(api);
  await open(`/tickets/${number}?view=open`);
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await page.getByRole("button", { name: "Stop following" }).waitFor();
  await page.getByRole("complementary").getByRole("heading", { name: "Followers" }).waitFor();
  const { body } = await radek.api("GET", `/tickets/${number}/followers`);
  expect(body.following).toBe(true);
});

test("a conversation is answered, made into three tickets, and finished", async () => {
  const queue = await api("POST", "/queues", { name: "Talks", address: "talks@desk.example", opensTickets: false });
  expect(queue.status).toBe(201);
  const write = (text: string, more: object = {}) =>
    desk.send({ to: "talks@desk.example", from: "Jana <jana@chat.example>", subject: "A few things", text, ...more });
  await write("The printer is dead.", { messageId: "<one@chat.example>" });
  const talks = async () => (await api("GET", "/conversations?ticketless=true")).body.items;
  const [talk] = await until("talk", async () => ((await talks()).length > 0 ? talks() : null));
  await write("The phone is silent.", { inReplyTo: "<one@chat.example>", messageId: "<two@chat.example>" });
  await write("The projector smokes.", { inReplyTo: "<one@chat.example>", messageId: "<three@chat.example>" });
  await until("three messages", async () => {
    const { items } = (await api("GET", `/conversations/${talk.id}/messages`)).body;
    return items.filter((each: { kind: string }) => each.kind === "inbound").length === 3;
  });
  await page.goto(`${desk.url}/desk/conversations`);
  await page.getByRole("link", { name: /A few things/ }).click();
  await page.getByRole("article").getByText("The projector smokes.").waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.keyboard.press("r");
  const field = page.getByRole("textbox", { name: "Reply to the customer" });
  await field.click();
  await page.keyboard.type("Coming.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator('article[data-kind="outbound"]').getByText("Coming.").waitFor();

  for (const text of ["The printer", "The phone", "The projector"])
    await page.locator("article[data-id]", { hasText: text }).getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Make tickets…" }).click();
  await page.getByRole("button", { name: "One ticket for each message" }).click();
  await page.getByRole("button", { name: "Create 3 tickets" }).click();
  await page.getByText(/^Created:/).waitFor();
  await expect
    .poll(() =>
      page
        .locator("article[data-id]")
        .getByRole("button", { name: /^Ticket #/ })
        .count(),
    )
    .toBe(3);
  await page.getByRole("button", { name: "Finish" }).click();
  await page.getByRole("button", { name: "Open again" }).waitFor();
});

test("five hundred messages open at once, and typing among them does not lag", async () => {
  const number = await newTicket(api);
  // One after another: the desk is measured with what it has, not while it gets it.
  for (let at = 2; at <= 500; at++) {
    const { status } = await api("POST", `/tickets/${number}/messages`, {
      kind: "note",
      body: `Note ${at}\n\n- one\n- two`,
    });
    expect(status).toBe(201);
  }
  await open(`/tickets/${number}?view=open`);
  await message(500).waitFor();
  await message(2).waitFor({ state: "attached" });
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await page.keyboard.press("n");
  const field = page.getByRole("textbox", { name: "Note for colleagues" });
  await field.waitFor();
  // No stroke may draw a message anew.
  const drawn = await page.evaluate(() => {
    const changes = { count: 0 };
    const thread = document.querySelector("section[aria-label='Messages'] ol") as Element;
    new MutationObserver((records) => {
      changes.count += records.length;
    }).observe(thread, { subtree: true, childList: true, attributes: true, characterData: true });
    (window as unknown as { changes: typeof changes }).changes = changes;
    return changes.count;
  });
  expect(drawn).toBe(0);
  await page.keyboard.type("Typing goes on as before");
  expect(await page.evaluate(() => (window as unknown as { changes: { count: number } }).changes.count)).toBe(0);
}, 120_000);

test("both themes, long words and tall letters: axe finds nothing in ticket and conversation", async () => {
  const number = await newTicket(api, { body: "Please:\n\n1. the printer\n2. the phone" });
  await api("POST", `/tickets/${number}/messages`, { kind: "note", body: "Note with 1.1" });
  for (const language of ["ru", "th"])
    for (const colorScheme of ["light", "dark"] as const) {
      await radek.api("PATCH", "/session", { language });
      await page.emulateMedia({ colorScheme });
      await open(`/tickets/${number}?view=open`);
      await page.waitForTimeout(300);
      expect(await axeFindings(page), `${language} ${colorScheme}`).toEqual([]);
    }
  await radek.api("PATCH", "/session", { language: "en" });
  await page.emulateMedia({ colorScheme: "light" });
}, 60_000);

test("nothing broke in the browser", () => {
  expect(radek.problems).toEqual([]);
});
