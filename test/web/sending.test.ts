// How mail leaves, in a real browser: a smarthost is added and tested, a key is made and checked, a message is forwarded.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unsubscribeLink } from "../../server/core/conversations/index.ts";
import { newTicket, signedInPerson } from "../support/agents.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { startDns, type TestDns } from "../support/dns.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";

let dns: TestDns;
let desk: TestDesk;
let api: Api;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  dns = await startDns();
  [desk, browser] = await Promise.all([startDesk({ env: { LISTEK_DNS: dns.address } }), openBrowser()]);
  api = await desk.api();
  const { credentials } = await signedInPerson(desk, "Radek", "administrator");
  const context = await openContext(browser);
  const secret = credentials.cookie?.split("=")[1] as string;
  await context.addCookies([{ name: "listek", value: secret, url: desk.url }]);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  await dns?.stop();
});

test("a smarthost is added, tested in plain words, and removed", async () => {
  await page.goto(`${desk.url}/desk/settings/sending`);
  await page.getByRole("button", { name: "New smarthost" }).click();
  await page.getByLabel("Host", { exact: true }).fill("127.0.0.1");
  await page.getByLabel("Port").fill("9");
  await page.getByLabel("Encryption").selectOption("none");
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Test 127.0.0.1:9" }).click();
  await page.getByText("Nobody answers at this port.").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Edit 127.0.0.1:9" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await until("none left", async () => (await api("GET", "/smarthosts")).body.items.length === 0);
});

test("a key is made, looked for in the DNS, and used when it is there", async () => {
  await page.goto(`${desk.url}/desk/settings/sending`);
  await page.getByRole("button", { name: "New DKIM key for desk.example" }).click();
  await page.getByText("Publish its record, then use it.").waitFor();
  await page.getByRole("button", { name: "Check the DNS of desk.example" }).click();
  await page.getByText("It is missing.").first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: /^Use listek-/ }).click();
  await page.getByText("The DNS does not show this key yet.").waitFor();
  const [domain] = (await api("GET", "/sending-domains")).body.items;
  for (const { type, name, value } of domain.records) if (type === "TXT") dns.txt.set(name, [value]);
  await page.getByRole("button", { name: /^Use listek-/ }).click();
  await page.getByText("Mail from this domain is signed with it.").waitFor();
});

test("a message is forwarded to somebody outside, and the ticket shows it", async () => {
  const number = await newTicket(api);
  await page.goto(`${desk.url}/desk/tickets/${number}`);
  await page.getByRole("button", { name: "More about message 1" }).click();
  await page.getByRole("menuitem", { name: "Forward…" }).click();
  const dialog = page.getByRole("dialog", { name: "Forward message 1" });
  await dialog.getByLabel("To", { exact: true }).fill("anna.nova@acme.example");
  await dialog.getByLabel("Your text").fill("Can you repair it?");
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Forward", exact: true }).click();
  await dialog.getByText("This is no address to forward to").waitFor();
  await dialog.getByLabel("To", { exact: true }).fill("service@printers.example");
  await dialog.getByRole("button", { name: "Forward", exact: true }).click();
  await page.getByText("to service@printers.example").first().waitFor();
  await until("the mail", async () =>
    desk.smarthost.received.some(({ to }) => to.includes("service@printers.example")),
  );
});

test("a queue has a name and a signature of its own, looked at before it is saved, and whoever answers sees it", async () => {
  await page.goto(`${desk.url}/desk/settings/queues`);
  const [queue] = (await api("GET", "/queues")).body.items;
  await page.getByRole("button", { name: `Edit ${queue.name}`, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: queue.name });
  await dialog.getByLabel("Sender’s name").fill("ACME, Support");
  await dialog.getByText("A name without commas").waitFor();
  await dialog.getByLabel("Sender’s name").fill("ACME Support");
  await dialog.getByLabel("Sender’s address").fill("someone@elsewhere.example");
  await dialog.getByText("This is no address of this desk.").waitFor();
  await dialog.getByLabel("Sender’s address").fill("support@desk.example");
  await dialog.getByLabel("Signature").fill("**Your service**\n\nby ");
  await dialog.getByRole("button", { name: "{{agent.name}}" }).click();
  await dialog.getByText("From: Radek - ACME Support <support@desk.example>").waitFor();
  await dialog.frameLocator("iframe").getByText("by Radek").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  const number = await newTicket(api);
  await page.goto(`${desk.url}/desk/tickets/${number}`);
  await page.getByText("Leaves as Radek - ACME Support, with a signature").click();
  await page.getByText("by Radek").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Note", exact: true }).click();
  await page.getByText("by Radek").waitFor({ state: "detached" });
});

test("who unsubscribes is asked by a page of its own, and told when it is done", async () => {
  const number = await newTicket(api);
  const { id: personId } = await signedInPerson(desk, "Filip");
  const path = new URL(unsubscribeLink(desk.running.desk.config, { of: "ticket", number, personId })).pathname;
  await desk.running.desk.database.pool.query(
    "insert into ticket_followers (ticket_id, person_id) select id, $2 from tickets where number = $1",
    [number, personId],
  );
  await page.goto(`${desk.url}${path}`);
  await page.getByText(`You follow request ${number}.`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await page.getByText("Done: you do not follow this request any more.").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.goto(`${desk.url}/desk/tickets/${number}`);
  await page.getByText("unfollowed by Filip through the link in a mail").waitFor();
});
