// What the desk feels like: Chromium on a desk with many tickets. Times run from the input to the first frame that shows
// what was asked for.
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { openBrowser, openContext } from "../test/web/browser.ts";
import { type Figure, median, ms, quantile } from "./figures.ts";

export interface Desk {
  url: string;
  email: string;
  password: string;
  token: string;
}

interface Feel {
  switches: number[];
  longThread: number;
  views: number[];
  keys: number[];
  longTask: number;
  shift: number;
}

const headers = { "x-requested-with": "listek" };
const threadLength = 500;

/** Figures of a fresh machine and of one that is four times as slow. */
export async function browserFigures(desk: Desk, tickets: number): Promise<Figure[]> {
  const browser = await openBrowser();
  try {
    const thread = await makeLongThread(desk);
    const plain = await inDesk(await openContext(browser), desk, (page) => feel(page, thread));
    const slow = await inDesk(await openContext(browser), desk, async (page, session) => {
      await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      return feel(page, thread);
    });
    const growth = await inDesk(await openContext(browser), desk, memoryOverSwitches);
    return table(plain, slow, growth, tickets);
  } finally {
    await browser.close();
  }
}

async function inDesk<T>(
  context: BrowserContext,
  { url, email, password }: Desk,
  work: (page: Page, session: CDPSession) => Promise<T>,
): Promise<T> {
  await context.request.post(`${url}/api/v1/session`, { headers, data: { email, password } });
  const page = await context.newPage();
  await page.addInitScript(watchFrames);
  const session = await context.newCDPSession(page);
  await page.goto(`${url}/desk/tickets?view=open`);
  await page.waitForSelector("a[data-number]");
  try {
    return await work(page, session);
  } finally {
    await context.close();
  }
}

interface Watched {
  shift: number;
  longTask: number;
  /** From now on: milliseconds from the next event of this type to the first frame that shows what is wanted. */
  watchFor(type: string, wanted: Wanted): void;
  shown: Promise<number>;
  /** Milliseconds of work that each stroke costs the page: its handlers, and the frame that shows it. */
  strokes(): number[];
}

interface Wanted {
  selector: string;
  heading?: string;
}

/** Runs in the page, before anything of the desk. */
function watchFrames(): void {
  const watched: Watched = {
    shift: 0,
    longTask: 0,
    shown: Promise.resolve(0),
    watchFor(type, { selector, heading }) {
      watched.shown = new Promise((resolve, reject) => {
        const give = () => reject(new Error(`${selector} ${heading ?? ""} is not shown within 20 s of ${type}`));
        setTimeout(give, 20_000);
        const there = () =>
          document.querySelector(selector) !== null &&
          (heading === undefined || document.querySelector("h1")?.textContent === heading);
        const began = (event: Event) => {
          const look = () => {
            if (!there()) return requestAnimationFrame(look);
            // After the frame is painted, not before it.
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.now() - event.timeStamp);
            return requestAnimationFrame(() => channel.port2.postMessage(null));
          };
          look();
        };
        window.addEventListener(type, began, { capture: true, once: true });
      });
      watched.shown.catch(() => {});
    },
    strokes() {
      const costs: number[] = [];
      const soon = (then: () => void) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = then;
        channel.port2.postMessage(null);
      };
      // What a stroke leads to is done in microtasks, and in those that they leave.
      const afterMicrotasks = (then: () => void, rounds = 20) =>
        queueMicrotask(() => (rounds > 0 ? afterMicrotasks(then, rounds - 1) : then()));
      const stroke = () => {
        const began = performance.now();
        let handled = 0;
        const done = () => {
          handled = performance.now() - began;
        };
        window.addEventListener("input", () => afterMicrotasks(done), { capture: true, once: true });
        requestAnimationFrame((frame) => {
          const start = Math.max(frame, performance.now());
          soon(() => costs.push(handled + performance.now() - start));
        });
      };
      window.addEventListener("keydown", stroke, { capture: true });
      return costs;
    },
  };
  Object.assign(window, { watched });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) watched.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.longTask = Math.max(watched.longTask, entry.duration);
  }).observe({ type: "longtask", buffered: true });
}

const ticketShown = (number: string): Wanted => ({
  selector: `article[aria-label^="#${number} "] article[data-kind]`,
});

async function timeUntil(page: Page, type: string, wanted: Wanted, act: () => Promise<void>): Promise<number> {
  await page.evaluate(([event, what]) => (window as unknown as { watched: Watched }).watched.watchFor(event, what), [
    type,
    wanted,
  ] as const);
  await act();
  return page.evaluate(() => (window as unknown as { watched: Watched }).watched.shown);
}

const readWatched = (page: Page) =>
  page.evaluate(() => {
    const { shift, longTask } = (window as unknown as { watched: Watched }).watched;
    return { shift, longTask };
  });

async function feel(page: Page, thread: string): Promise<Feel> {
  const switches = await switchTickets(page, 60);
  const { shift, longTask } = await readWatched(page);
  const views: number[] = [];
  for (let i = 0; i < 10; i++)
    for (const view of ["Inbox", "Unassigned", "All open"]) views.push(await switchView(page, view));
  const longThread = await openThread(page, thread);
  const keys = await typeText(page);
  return { switches, views, longThread, keys, shift, longTask };
}

/** The number of the row after the open one. */
const nextNumber = (page: Page) =>
  page.evaluate(() => {
    const open = document.querySelector('a[data-number][aria-current="true"]');
    const rows = [...document.querySelectorAll<HTMLElement>("a[data-number]")];
    const at = open ? rows.indexOf(open as HTMLElement) : -1;
    return rows[at + 1]?.dataset.number ?? "";
  });

/** With `j`, at the pace of somebody who looks at each. */
async function switchTickets(page: Page, times: number): Promise<number[]> {
  const first = page.locator("a[data-number]").first();
  const number = await first.getAttribute("data-number");
  await first.click();
  await page.waitForSelector(ticketShown(number as string).selector);
  const values: number[] = [];
  for (let i = 0; i < times; i++) {
    await page.waitForTimeout(300);
    const next = await nextNumber(page);
    values.push(await timeUntil(page, "keydown", ticketShown(next), () => page.keyboard.press("j")));
  }
  return values;
}

async function switchView(page: Page, heading: string): Promise<number> {
  await page.waitForTimeout(200);
  const link = page.getByRole("link", { name: heading }).first();
  await link.hover();
  return timeUntil(page, "mousedown", { selector: "a[data-number]", heading }, () => link.click());
}

async function makeLongThread({ url, token }: Desk): Promise<string> {
  const post = async (path: string, body: object) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { number: string };
  };
  const body =
    "It prints only the left half of each page, since this morning.\n\n1. switched off and on\n2. another cable";
  const { number } = await post("/tickets", {
    subject: "A long talk",
    body,
    requester: { email: "long@acme.example" },
  });
  for (let i = 1; i < threadLength; i++)
    await post(`/tickets/${number}/messages`, { kind: "note", body: `${i}: ${body}` });
  return number;
}

async function openThread(page: Page, number: string): Promise<number> {
  await page.goto(`${new URL(page.url()).origin}/desk/tickets?view=open&q=${number}`);
  const row = page.locator(`a[data-number="${number}"]`).first();
  await row.waitFor();
  await row.hover();
  await page.waitForTimeout(1000);
  return timeUntil(page, "mousedown", ticketShown(number), () => row.click());
}

/** In the composer under the long thread. */
async function typeText(page: Page): Promise<number[]> {
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await page.keyboard.press("n");
  await page.locator("[contenteditable=true]").last().click();
  await page.waitForTimeout(500);
  const costs = await page.evaluateHandle(() => (window as unknown as { watched: Watched }).watched.strokes());
  const text = "The technician comes tomorrow between nine and eleven, please have the printer switched off. ".repeat(
    2,
  );
  await page.keyboard.type(text, { delay: 40 });
  await page.waitForTimeout(500);
  return costs.jsonValue();
}

/** Kilobytes of heap a switch costs for good, over 500 of them. */
async function memoryOverSwitches(page: Page, session: CDPSession): Promise<number> {
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return ((await session.send("Runtime.getHeapUsage")) as { usedSize: number }).usedSize / 1024;
  };
  const first = page.locator("a[data-number]").first();
  await first.click();
  const walk = async (key: string, times: number) => {
    for (let i = 0; i < times; i++) {
      await page.keyboard.press(key);
      await page.waitForTimeout(25);
    }
  };
  // To and fro over the same fifty, at first until all of them are kept and the code is compiled: what grows then is a leak.
  const round = async () => {
    await walk("j", 50);
    await walk("k", 50);
  };
  for (let i = 0; i < 6; i++) await round();
  const before = await heap();
  for (let i = 0; i < 5; i++) await round();
  return ((await heap()) - before) / 500;
}

function table(plain: Feel, slow: Feel, growth: number, tickets: number): Figure[] {
  const throttled = (read: (feel: Feel) => number, text = ms) => `CPU 4 times as slow: ${text(read(slow))}`;
  const p50 = (feel: Feel) => median(feel.switches);
  const p99 = (feel: Feel) => quantile(feel.switches, 0.99);
  const view = (feel: Feel) => median(feel.views);
  const key = (feel: Feel) => quantile(feel.keys, 0.95);
  const shift = (value: number) => value.toFixed(3);
  const row = (figure: string, read: (feel: Feel) => number, aim: number, text = ms): Figure => ({
    figure,
    measured: text(read(plain)),
    beside: throttled(read, text),
    aim: `<= ${text(aim)}`,
    met: read(plain) <= aim,
  });
  return [
    row(`Chromium, ${tickets} tickets: next ticket, p50`, p50, 100),
    row("the same, p99", p99, 300),
    row("another view, p50", view, 200),
    row(`a ticket with ${threadLength} messages`, (feel) => feel.longThread, 300),
    row("a key in the composer, p95", key, 16),
    row("longest task on the list", (feel) => feel.longTask, 200),
    row("layout shift", (feel) => feel.shift, 0.02, shift),
    {
      figure: "heap kept by a switch, over 500",
      measured: `${growth.toFixed(2)} kB`,
      beside: "",
      aim: "<= 1 kB",
      met: growth <= 1,
    },
  ];
}
