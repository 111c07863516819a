// Writing, in real browsers: drafts that survive, canned replies, mentions, sending later, and colleagues at work.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newTicket } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, written } from "./browser.ts";
import { type SignedIn, signIn } from "./sign-in.ts";

let desk: TestDesk;
let api: Api;
let browser: Browser;
let radek: SignedIn;
let eva: SignedIn;

const wait = { timeout: 10_000 };
const reply = (page: Page) => page.getByRole("textbox", { name: "Reply to the customer" });
const note = (page: Page) => page.getByRole("textbox", { name: "Note for colleagues" });

async function open(who: SignedIn, number: string): Promise<Page> {
  await who.page.goto(`${desk.url}/desk/tickets/${number}?view=open`);
  await who.page.locator("article article").first().waitFor();
  // The rich field has taken over.
  await who.page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  return who.page;
}

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk({ undoSeconds: 2 }), openBrowser()]);
  api = await desk.api();
  radek = await signIn(browser, desk, "Radek");
  eva = await signIn(browser, desk, "Eva");
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

test("what is typed as Markdown is seen as it will be, and arrives so", async () => {
  const page = await open(radek, await newTicket(api));
  await page.keyboard.press("r");
  await page.keyboard.type("Hello **Anna**,\n- snake_case stays\n");
  await page.keyboard.press("Enter");
  await page.keyboard.type("see https://a.example/x_y_z");
  await page.locator('[contenteditable] strong:text("Anna")').waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const mail = await until("mail", async () =>
    desk.smarthost.received.find(({ mail }) => mail.text?.includes("snake")),
  );
  expect(mail.mail.html).toContain("<strong>Anna</strong>");
  expect(mail.mail.text).toContain("snake_case stays");
  expect(mail.mail.text).toContain("https://a.example/x_y_z");
});

test("a picture stands where it was pasted or dropped: while it is written, called back, in the mail and in the thread", async () => {
  const page = await open(radek, await newTicket(api));
  await page.keyboard.press("r");
  await page.keyboard.type("Before ");
  await bring(page, "paste", "shot [1].png");
  const written = page.locator("[contenteditable] img[data-picture]");
  await written.waitFor();
  await page.keyboard.type(" after");
  await bring(page, "drop", "first.png");
  await until("two pictures", async () => (await written.count()) === 2);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await until("both again", async () => (await written.count()) === 2);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const mail = await until("mail", async () =>
    desk.smarthost.received.find(({ mail }) => mail.text?.includes("[image: shot 1 .png]")),
  );
  expect(mail.mail.text?.trim()).toBe("[image: first.png]Before [image: shot 1 .png] after");
  expect(mail.mail.attachments.map(({ related, filename }) => [related, filename])).toEqual([
    [true, "shot [1].png"],
    [true, "first.png"],
  ]);
  const shown = page.locator("article article[data-kind=outbound]:not([data-cancelled]) img");
  await shown.nth(1).waitFor();
  for (const each of await shown.all())
    expect(await each.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(320);
  expect(await shown.nth(1).getAttribute("alt")).toBe("shot 1 .png");
  expect(await axeFindings(page)).toEqual([]);
});

/** Pasted at the caret, or dropped at the beginning of the text. */
const bring = (page: Page, how: "paste" | "drop", name: string) =>
  page.evaluate(
    async ([how, name]) => {
      const canvas = new OffscreenCanvas(320, 120);
      const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
      context.fillStyle = how === "drop" ? "teal" : "olive";
      context.fillRect(0, 0, 320, 120);
      const files = new DataTransfer();
      files.items.add(new File([await canvas.convertToBlob()], name, { type: "image/png" }));
      const field = document.querySelector("[contenteditable]") as HTMLElement;
      const { left = 0, bottom = 0 } = field.querySelector("p")?.getBoundingClientRect() ?? {};
      const plain = { bubbles: true, cancelable: true };
      const at = { clientX: left + 1, clientY: bottom - 4 };
      field.dispatchEvent(
        how === "drop"
          ? new DragEvent("drop", { ...plain, ...at, dataTransfer: files })
          : new ClipboardEvent("paste", { ...plain, clipboardData: files }),
      );
    },
    [how, name] as const,
  );

test("a draft survives a reload, and another browser has it too", async () => {
  const number = await newTicket(api);
  const page = await open(radek, number);
  await page.keyboard.press("r");
  await page.keyboard.type("Half an answer");
  await page.getByText("Draft saved").waitFor();
  await page.reload();
  await reply(page).waitFor();
  await expect.poll(() => written(reply(page)), wait).toBe("Half an answer");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await reply(page).waitFor();
  await expect.poll(() => written(reply(page)), wait).toBe("Half an answer");
});

test("a dead network loses nothing, and the server gets it when it is back", async () => {
  const number = await newTicket(api);
  const page = await open(radek, number);
  await page.keyboard.press("r");
  await page.keyboard.type("Before the tunnel");
  await page.getByText("Draft saved").waitFor();
  await radek.context.setOffline(true);
  await page.keyboard.type(", and in it");
  await page.getByText("kept in this browser").waitFor();
  await radek.context.setOffline(false);
  await page.getByText("Draft saved").waitFor();
  const { body } = await radek.api("GET", `/tickets/${number}/drafts`);
  expect(body.items[0].body).toBe("Before the tunnel, and in it");
});

test("two windows with one draft: both texts are shown, and the chosen one stays", async () => {
  const number = await newTicket(api);
  const first = await open(radek, number);
  const second = await radek.context.newPage();
  await second.goto(`${desk.url}/desk/tickets/${number}?view=open`);
  await second.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await first.route("**/drafts", (route) => route.abort());
  await second.keyboard.press("r");
  await second.keyboard.type("From the second window");
  await second.getByText("Draft saved").waitFor();
  await first.unroute("**/drafts");
  await first.evaluate(() => localStorage.clear());
  await first.keyboard.press("r");
  await first.keyboard.type("From the first window");
  await first.getByText("This draft was changed in another window").waitFor();
  await first.getByText("From the second window").waitFor();
  await first.getByRole("button", { name: "Keep this text" }).click();
  await until("the chosen text", async () => {
    const { body } = await radek.api("GET", `/tickets/${number}/drafts`);
    return body.items[0]?.body === "From the first window";
  });
  await second.close();
});

test("a canned reply is found while typing, filled in, and its gap is seen and asked about", async () => {
  const text = "Hello {{ customer.firstName }}, ticket {{ ticket.number }} of {{ organization.name }} is ready.";
  await radek.api("POST", "/canned-replies", { name: "Ready to collect", body: text });
  const number = await newTicket(api);
  const page = await open(radek, number);
  await page.keyboard.press("r");
  await page.keyboard.type("/coll");
  await page.getByRole("option", { name: /Ready to collect/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => written(reply(page)), wait).toContain(`Hello Anna, ticket ${number}`);
  await page.locator("[data-gap]").waitFor();
  await reply(page).press("Control+Enter");
  await page.getByText("A gap is not filled in: organization.name").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Keep writing" }).click();
  expect((await api("GET", `/tickets/${number}/messages`)).body.items).toHaveLength(1);
});

test("a colleague is called in a note, sees the bell, and one click leads to the message", async () => {
  const number = await newTicket(api);
  await eva.page.goto(`${desk.url}/desk/tickets?view=open`);
  await eva.page.getByRole("button", { name: "Notifications" }).waitFor();
  const page = await open(radek, number);
  await page.keyboard.press("r");
  await page.keyboard.type("@Ev");
  expect(await page.getByRole("option").count()).toBe(0);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("@Ev");
  await page.getByRole("option", { name: "Eva" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("please look");
  await note(page).press("Control+Enter");
  await eva.page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  expect(await axeFindings(eva.page)).toEqual([]);
  await eva.page.getByText(`Radek mentioned you in #${number}`).last().click();
  await eva.page.locator('article[data-number="2"]').getByText("please look").waitFor();
  await eva.page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
});

test("sent later, and a draft again when the customer writes first", async () => {
  const messageId = "<silent@acme.example>";
  await desk.send({
    from: "Karel <karel@acme.example>",
    subject: "The phone is silent",
    text: "It does not ring.",
    messageId,
  });
  const found = await until("ticket", async () => (await api("GET", "/tickets?q=silent")).body.items[0]);
  const page = await open(radek, found.number);
  await page.keyboard.press("r");
  await page.keyboard.type("How is it today?");
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page.getByRole("menuitem", { name: "Send later…" }).click();
  await page.getByRole("dialog", { name: "When to send" }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: /^Tomorrow/ }).click();
  const sent = page.locator('article[data-kind="outbound"]', { hasText: "How is it today?" });
  await sent.getByRole("button", { name: /^Delivery/ }).waitFor();
  const { body } = await api("GET", `/tickets/${found.number}/messages`);
  const mine = body.items.find((message: { text: string }) => message.text === "How is it today?");
  expect(mine.delivery.scheduled).toBe(true);
  const again = { subject: "Re: The phone is silent", text: "It rings!", inReplyTo: messageId };
  await desk.send({ from: "Karel <karel@acme.example>", ...again });
  await expect.poll(() => written(reply(page)), wait).toBe("How is it today?");
});

test("two who answer at once are told of each other", async () => {
  const number = await newTicket(api);
  const hers = await open(eva, number);
  const his = await open(radek, number);
  await hers.keyboard.press("r");
  await hers.keyboard.type("I come at ten");
  await his.getByRole("list", { name: "Who is here" }).first().getByText("Eva is writing a reply").waitFor();
  await his.getByText("Eva has begun a reply").waitFor();
  await his.getByRole("button", { name: "Read", exact: true }).click();
  await his.getByText("I come at ten").waitFor();
  expect(await axeFindings(his)).toEqual([]);

  await his.keyboard.press("r");
  await his.keyboard.type("I come at nine");
  await reply(his).press("Control+Enter");
  await his.getByText("Eva is writing a reply right now").waitFor();
  await his.getByRole("button", { name: "Keep writing" }).click();
  await reply(hers).press("Control+Enter");
  await hers.getByRole("button", { name: "Send anyway" }).click();
  await his.getByText("Eva wrote while you were writing").waitFor();
  await reply(his).press("Control+Enter");
  await his.getByText("Eva has answered the customer meanwhile").waitFor();
});

test("what a colleague began can be gone on with", async () => {
  const number = await newTicket(api);
  await eva.api("PUT", `/tickets/${number}/draft`, { kind: "reply", body: "Begun by Eva", version: null });
  const page = await open(radek, number);
  await page.getByRole("button", { name: "Take over" }).click();
  await expect.poll(() => written(reply(page)), wait).toBe("Begun by Eva");
  await page.getByText("Eva has begun a reply").waitFor({ state: "detached" });
});

test("nothing broke in either browser", () => {
  expect([...radek.problems, ...eva.problems]).toEqual([]);
});
