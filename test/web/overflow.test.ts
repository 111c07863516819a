// Words fit in their boxes: four languages, three sizes, the pages that people look at all day.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { openBrowser } from "./browser.ts";
import { type SignedIn, signIn } from "./sign-in.ts";

const languages = ["en", "ru", "cs", "th"];
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

let desk: TestDesk;
let browser: Browser;
let radek: SignedIn;
let page: Page;
let pages: Record<string, { path: string; ready: string }>;

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
  const api = await desk.api();
  radek = await signIn(browser, desk, "Radek", "administrator");
  page = radek.page;
  const [ticket, talk] = [await fill(api), await chat(api)];
  const row = "[data-number]";
  const writing = '[role="toolbar"] ~ *, [contenteditable="true"]';
  pages = {
    list: { path: "/tickets?view=open", ready: row },
    table: { path: "/tickets?view=open&layout=table", ready: row },
    board: { path: "/tickets?view=open&layout=board", ready: row },
    ticket: { path: `/tickets/${ticket}?view=open`, ready: writing },
    "new ticket": { path: "/tickets/new?view=open", ready: "form" },
    conversation: { path: `/conversations/${talk}`, ready: writing },
    outbox: { path: "/outbox", ready: "main li" },
    appearance: { path: "/settings/appearance", ready: "main h1" },
    queues: { path: "/settings/queues", ready: "main h1" },
    notifications: { path: "/settings/notifications", ready: "main h1" },
  };
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

/** Long and short ones, with everything a row can show; the number of the one with most. */
async function fill(api: Api): Promise<string> {
  const requester = { email: "konstantin.konstantinopolskiy@vostok.example", name: "Константин Константинопольский" };
  let number = "";
  for (const subject of ["VPN", "Не приходят письма от контрагента с пятницы, проверьте настройки пересылки"])
    number = (await api("POST", "/tickets", { subject, body: "1. printer\n2. phone", requester })).body.number;
  const changes = { assignee: radek.id, priority: "urgent", tags: ["printer", "second-floor"] };
  expect((await api("PATCH", `/tickets/${number}`, changes)).status).toBe(200);
  expect((await api("POST", `/tickets/${number}/messages`, { kind: "note", body: "See 1.2" })).status).toBe(201);
  expect((await api("POST", `/tickets/${number}/messages`, { kind: "reply", body: "Coming." })).status).toBe(201);
  return number;
}

async function chat(api: Api): Promise<string> {
  await api("POST", "/queues", { name: "Chats", address: "chats@desk.example", opensTickets: false });
  await desk.send({ to: "chats@desk.example", from: "Jana <jana@chat.example>", subject: "A few things", text: "Hi." });
  const [talk] = await until("the talk", async () => {
    const { items } = (await api("GET", "/conversations?ticketless=true")).body;
    return items.length > 0 && items;
  });
  return talk.id;
}

/** Runs in the page: what is wider than its place, one line each. */
function tooWide(): string[] {
  const found: string[] = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) found.push(`the page: ${page.scrollWidth} > ${page.clientWidth}`);
  const ownText = (element: Element) =>
    [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element);
    // Only for those who do not see it, or not text.
    if (style.clipPath !== "none" || (style.position === "absolute" && element.clientWidth <= 1)) continue;
    const text = ownText(element);
    const name = `${element.localName}.${element.className}`.slice(0, 60);
    const says = element.textContent?.trim().slice(0, 40);
    const hides =
      /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis" && element.localName !== "textarea";
    if (text.length > 0 && hides && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
      found.push(`cut off, ${name}: "${says}" ${element.scrollWidth} > ${element.clientWidth}`);
    const box = element.closest("button, a, h1, h2, h3, h4");
    if (!box || text.length === 0) continue;
    if (style.overflowX !== "visible") continue;
    const { left, right } = box.getBoundingClientRect();
    if (right - left === 0 || getComputedStyle(box).display === "inline") continue;
    for (const node of text) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      // Somebody between may cut it with an ellipsis.
      let cut = false;
      for (let up: Element | null = element; up && up !== box.parentElement; up = up.parentElement)
        cut ||= getComputedStyle(up).overflowX !== "visible";
      if (!cut && (words.right > right + 1 || words.left < left - 1))
        found.push(`sticks out, ${name}: "${says}" by ${Math.round(Math.max(words.right - right, left - words.left))}`);
    }
  }
  return [...new Set(found)];
}

test("what is cut off, sticks out or makes the page scroll is found", async () => {
  await page.setContent(`<h1 style="width:30px;white-space:nowrap">Long words</h1>
    <p style="width:30px;overflow:hidden;white-space:nowrap">Hidden words</p>
    <p style="width:30px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">Shortened words</p>
    <button>Fits</button><div style="width:3000px;height:1px"></div>`);
  const found = (await page.evaluate(tooWide)).map((line) => line.replace(/[,:].*/s, ""));
  expect(found).toEqual(["the page", "sticks out", "cut off"]);
});

test.each(languages)(
  "words fit in their boxes: %s",
  async (language) => {
    await radek.api("PATCH", "/session", { language });
    const found: string[] = [];
    for (const [name, { path, ready }] of Object.entries(pages)) {
      await page.setViewportSize(sizes[0] as (typeof sizes)[0]);
      await page.goto(`${desk.url}/desk${path}`);
      await page.locator(ready).first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      for (const size of sizes) {
        await page.setViewportSize(size);
        // Drawn anew for this size.
        await page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        );
        found.push(...(await page.evaluate(tooWide)).map((line) => `${name} ${size.width}: ${line}`));
      }
    }
    expect(found).toEqual([]);
  },
  30_000,
);

test("a word without a break does not widen the cards of its column", async () => {
  const subject = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenbeschaffungsstelle";
  const api = await desk.api();
  expect((await api("POST", "/tickets", { subject, body: "x", requester: { email: "j@x.example" } })).status).toBe(201);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${desk.url}/desk/tickets?view=open&layout=board`);
  const card = page.locator("[data-number]").filter({ hasText: subject });
  await card.waitFor();
  const sticksOut = await card.evaluate((link) => {
    const list = link.closest("ul, ol");
    return list ? list.scrollWidth - list.clientWidth : -1;
  });
  expect(sticksOut).toBe(0);
});

test("on a phone notifications open on the screen", async () => {
  await radek.api("PATCH", "/session", { language: "en" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.url}/desk/tickets?view=open`);
  await page.getByRole("button", { name: /^Notifications/ }).click();
  const panel = page.getByRole("region", { name: "Notifications" });
  await panel.getByRole("button").first().waitFor();
  await until("the panel", async () => {
    const box = await panel.boundingBox();
    return box !== null && box.x >= 0 && box.x + box.width <= 390 && box.y >= 0;
  });
});
