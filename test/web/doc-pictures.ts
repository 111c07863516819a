// node test/web/doc-pictures.ts: takes the pictures in docs/images anew, of a desk of its own that is filled with the demo
// company and a few things that happen to an agent on one morning.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import nodemailer from "nodemailer";
import type { Page } from "playwright-core";
import { password } from "../../seeds/demo/company.ts";
import { openBrowser, openContext } from "./browser.ts";
import { type OwnDesk, startOwnDesk } from "./own-desk.ts";
import { smallPicture } from "./small-png.ts";

const folder = join(import.meta.dirname, "../../docs/images");
const headers = { "x-requested-with": "listek" };

const desk = await startOwnDesk("demo");
const browser = await openBrowser();
try {
  const helper = await (await openContext(browser)).newPage();
  const jan = await comeIn("admin");
  const katerina = await comeIn("katerina.dvorakova");
  const facts = await happen(desk, jan, katerina);
  for (const [name, prepare] of Object.entries(scenes(jan, katerina, facts))) {
    await prepare();
    await jan.evaluate(() => document.fonts.ready);
    // What fades or slides in has arrived.
    await jan.waitForTimeout(700);
    const picture = await smallPicture(jan, helper);
    await writeFile(join(folder, `${name}.png`), picture);
    console.log(`${name}: ${Math.round(picture.length / 1000)} kB`);
  }
} finally {
  await browser.close();
  await desk.stop();
}

async function comeIn(who: string): Promise<Page> {
  const page = await (await openContext(browser)).newPage();
  const data = { email: `${who}@severka.example`, password };
  await page.request.post(`${desk.url}/api/v1/session`, { headers, data });
  await page.request.patch(`${desk.url}/api/v1/session`, { headers, data: { language: "en" } });
  return page;
}

interface Facts {
  /** A request with three points, a note that cites them and a checklist. */
  ticket: string;
  /** A ticket to merge it into. */
  other: string;
  talk: string;
}

/** Ways to what is on the picture, in order of their file names' use: each begins where it likes. */
function scenes(jan: Page, katerina: Page, { ticket, other, talk }: Facts): Record<string, () => Promise<void>> {
  const go = async (path: string) => {
    await jan.goto(`${desk.url}/desk${path}`);
  };
  const open = async (page: Page, path: string) => {
    await page.goto(`${desk.url}/desk${path}`);
    await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
    await page.locator("article article").first().waitFor();
  };
  return {
    desk: () => open(jan, `/tickets/${ticket}?view=open`),
    composer: async () => {
      await open(katerina, `/tickets/${ticket}?view=open`);
      await katerina.keyboard.press("n");
      await katerina.keyboard.type("I ask the supplier.");
      await jan.getByText("Kateřina Dvořáková is writing a note").first().waitFor();
      await jan.keyboard.press("r");
      await jan.keyboard.type("/te");
      await jan.getByRole("option", { name: /Technician/ }).waitFor();
    },
    notifications: async () => {
      await katerina.goto("about:blank");
      const emptied = jan.waitForResponse((response) => response.url().includes("/draft"));
      await jan.keyboard.press("Escape");
      await jan.keyboard.press("Control+a");
      await jan.keyboard.press("Delete");
      await emptied;
      await go("/tickets?view=inbox");
      await jan.getByRole("button", { name: /^Notifications/ }).click();
      await jan.getByRole("region", { name: "Notifications" }).getByRole("listitem").first().waitFor();
    },
    "bulk-preview": async () => {
      await go("/tickets?view=unassigned");
      await jan.locator("[data-number]").first().focus();
      for (let n = 0; n < 4; n++) await jan.keyboard.press("Shift+j");
      await jan.keyboard.press("a");
      await jan.getByPlaceholder("Assign to…").fill("Tomáš");
      await jan.locator('[role="option"][data-combobox-selected]').waitFor();
      await jan.keyboard.press("Enter");
      await jan.getByText("tickets will change").waitFor();
    },
    board: async () => {
      await go("/tickets?view=open&layout=board");
      await jan.locator("[data-number]").first().waitFor();
    },
    palette: async () => {
      await open(jan, `/tickets/${ticket}?view=open`);
      await jan.keyboard.press("Control+k");
      await jan.getByPlaceholder("A command, a ticket, a person…").fill("mov");
      await jan
        .getByRole("option", { name: /Three desks/ })
        .or(jan.getByText("Move to a queue"))
        .first()
        .waitFor();
    },
    merge: async () => {
      await open(jan, `/tickets/${ticket}?view=open`);
      await jan.locator("article article").first().focus();
      await jan.keyboard.press("m");
      await jan.getByRole("textbox", { name: "Find a ticket" }).fill(other);
      await jan.getByRole("radio", { name: new RegExp(other) }).click();
    },
    conversation: async () => {
      await go(`/conversations/${talk}`);
      await jan
        .getByRole("button", { name: /^Ticket #/ })
        .first()
        .waitFor();
      await jan.getByRole("toolbar", { name: "Formatting" }).waitFor();
    },
    settings: async () => {
      await go("/settings/states");
      await jan.getByRole("heading", { level: 1 }).waitFor();
    },
  };
}

/** A mail with three points and a talk arrive; a colleague mentions and assigns. */
async function happen({ url, smtpPort }: OwnDesk, jan: Page, katerina: Page): Promise<Facts> {
  const call = async (page: Page, method: string, path: string, data?: object) => {
    const answer = await page.request.fetch(`${url}/api/v1${path}`, { method, headers, ...(data && { data }) });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
  /** Asks again until there are so many. */
  const items = async (path: string, least: number) => {
    for (;;) {
      const { items } = await call(jan, "GET", path);
      if (items.length >= least) return items;
      await jan.waitForTimeout(200);
    }
  };
  const me = (await call(jan, "GET", "/session")).person;
  await call(jan, "PATCH", "/settings", { mail: { receipts: false, assignmentNotices: false } });
  await call(jan, "POST", "/queues", { name: "Chats", address: "chats@severka.example", opensTickets: false });
  const mailer = nodemailer.createTransport({ host: "127.0.0.1", port: smtpPort, ignoreTLS: true });

  const emma = "Emma Clarke <emma.clarke@harbourvale.example>";
  await mailer.sendMail({
    to: "servicedesk@severka.example",
    from: "Claire Bennett <claire.bennett@harbourvale.example>",
    subject: "Three desks are moving to the second floor",
    text: "Hello,\n\nwe are moving three people on Friday. Please:\n\n1. connect the sockets at desks 41 to 43\n2. move the printer Lexmark 04\n3. order one more docking station\n\nClaire",
  });
  const [{ number: ticket }] = await items("/tickets?q=moving", 1);
  const [inbound] = await items(`/tickets/${ticket}/messages`, 1);
  for (const point of [1, 2, 3])
    await call(jan, "POST", `/tickets/${ticket}/checklist`, { message: inbound.id, point });
  const [done] = (await call(jan, "GET", `/tickets/${ticket}/checklist`)).items;
  await call(jan, "PATCH", `/tickets/${ticket}/checklist/${done.id}`, { done: true });
  await call(katerina, "PATCH", `/tickets/${ticket}`, { assignee: me.id, priority: "high", tags: ["move"] });
  const note = {
    kind: "note",
    format: "markdown",
    body: `@[${me.name}](person:${me.id}) 1.1 is done, 1.3 needs the approval of Claire.`,
  };
  await call(katerina, "POST", `/tickets/${ticket}/messages`, note);

  const about = await items("/tickets?q=printer&state=unsolved", 2);
  const { number: other } = about.find(({ number }: { number: string }) => number !== ticket);
  await call(katerina, "PATCH", `/tickets/${other}`, { assignee: me.id });
  for (const [name, body] of [
    [
      "Technician comes",
      "Hello {{ customer.firstName }},\n\na technician comes to you about #{{ ticket.number }} today.",
    ],
    ["Testing, please confirm", "Hello {{ customer.firstName }},\n\nplease test it and tell us whether it works."],
  ])
    await call(jan, "POST", "/canned-replies", { name, body });

  const chat = { to: "chats@severka.example", from: emma, subject: "A few things" };
  const first = {
    ...chat,
    text: "Morning! The scanner on the ground floor says 'cover open'.",
    messageId: "<c1@harbourvale.example>",
  };
  await mailer.sendMail(first);
  const [{ id: talk }] = await items("/conversations?ticketless=true", 1);
  const more = { ...chat, inReplyTo: first.messageId };
  await mailer.sendMail({
    ...more,
    text: "And Tom has no sound in meeting room Avon.",
    messageId: "<c2@harbourvale.example>",
  });
  await items(`/conversations/${talk}/messages`, 2);
  await mailer.sendMail({
    ...more,
    text: "Could you also send me the list of our licences?",
    messageId: "<c3@harbourvale.example>",
  });
  const said = await items(`/conversations/${talk}/messages`, 3);
  const james = { to: chat.to, from: "James Whitfield <james.whitfield@harbourvale.example>" };
  await mailer.sendMail({
    ...james,
    subject: "Lunch on Friday?",
    text: "The usual place at noon. And bring the projector back.",
  });
  await items("/conversations?ticketless=true", 2);
  mailer.close();
  const [scanner, sound] = said.filter(({ kind }: { kind: string }) => kind === "inbound");
  const tickets = [
    { messages: [scanner.id], subject: "Scanner says 'cover open'" },
    { messages: [sound.id], subject: "No sound in meeting room Avon" },
  ];
  await call(jan, "POST", `/conversations/${talk}/tickets`, { tickets });
  return { ticket, other, talk };
}
