// What an agent's day needs: a desk with its people, customers and requests, and pictures for who wants to watch
// (LISTEK_TEST_PICTURES=FOLDER).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { setPassword } from "../../server/core/identity/index.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { openBrowser, openContext } from "./browser.ts";
import { type SignedIn, signIn } from "./sign-in.ts";

export const password = "correct horse battery";
const requests = 60;

export interface Day {
  desk: TestDesk;
  api: Api;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** Tickets in the order of the list: oldest first. */
  numbers: string[];
  /** A colleague in a browser of her own. */
  eva: SignedIn;
  me: { id: string; name: string };
  problems: string[];
  at(path: string): string;
  picture(name: string): Promise<void>;
  end(): Promise<void>;
}

export async function beginDay(name: string, options: BrowserContextOptions = {}): Promise<Day> {
  const [desk, browser] = await Promise.all([startDesk({ undoSeconds: 1 }), openBrowser()]);
  const api = await desk.api();
  // Without an administrator the desk would ask for its first one.
  await addPerson(desk, api, "Boss", "boss@desk.example", "administrator");
  const me = await addPerson(desk, api, "Radek Dvořák", "radek@desk.example", "agent");
  const eva = await signIn(browser, desk, "Eva");
  const numbers: string[] = [];
  for (let n = 1; n <= requests; n++) numbers.push(await ask(api, n));
  await talk(desk, api);
  const context = await openContext(browser, { acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  const folder = process.env.LISTEK_TEST_PICTURES;
  if (folder) mkdirSync(folder, { recursive: true });
  let shots = 0;
  return {
    desk,
    api,
    browser,
    context,
    page,
    numbers,
    eva,
    me: { id: me, name: "Radek Dvořák" },
    problems,
    at: (path) => `${desk.url}/desk${path}`,
    async picture(what) {
      if (folder)
        await page.screenshot({ path: join(folder, `${name}-${String(++shots).padStart(2, "0")}-${what}.png`) });
    },
    async end() {
      await browser.close();
      await desk.stop();
    },
  };
}

async function ask(api: Api, n: number): Promise<string> {
  const made = await api("POST", "/tickets", {
    subject: `Request ${String(n).padStart(2, "0")}: ${["the printer jams", "no network", "a new phone"][n % 3]}`,
    body: "Since this morning. Please help.",
    requester: { email: `customer${n}@acme.example`, name: `Customer ${n}` },
  });
  return made.body.number;
}

async function addPerson(desk: TestDesk, api: Api, name: string, email: string, role: string): Promise<string> {
  const { id } = (await api("POST", "/people", { name, email, roles: [role] })).body as { id: string };
  await desk.running.desk.database.transact((trx) => setPassword(trx, systemActor, id, password, "setup"));
  return id;
}

/** Somebody writes three things in one chat that no ticket was made of. */
async function talk(desk: TestDesk, api: Api): Promise<void> {
  await api("POST", "/queues", { name: "Talks", address: "talks@desk.example", opensTickets: false });
  const mail = { to: "talks@desk.example", from: "Jana Nováková <jana@chat.example>", subject: "A few things" };
  const ask = (text: string, more: object) => desk.send({ ...mail, text, ...more });
  await ask("The printer is dead.", { messageId: "<one@chat.example>" });
  await until("the talk", async () => (await api("GET", "/conversations?ticketless=true")).body.items.length > 0);
  await ask("The phone is silent.", { inReplyTo: "<one@chat.example>", messageId: "<two@chat.example>" });
  await ask("The projector smokes.", { inReplyTo: "<one@chat.example>", messageId: "<three@chat.example>" });
  await until("all of it", async () => {
    const [conversation] = (await api("GET", "/conversations?ticketless=true")).body.items;
    const { items } = (await api("GET", `/conversations/${conversation.id}/messages`)).body;
    return items.filter((message: { kind: string }) => message.kind === "inbound").length === 3;
  });
}
