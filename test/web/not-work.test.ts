// What must not become work, as agents and customers see it: a returned mail, thanks, an alert, an address that takes no
// mail, and the public page that says "not solved", without scripts.
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { bounceOf, complaintOf, nullSender } from "../support/returned.ts";
import { ticketOf, write } from "../support/tickets.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";
import { type SignedIn, signIn } from "./sign-in.ts";

let desk: TestDesk;
let browser: Browser;
let api: Api;
let radek: SignedIn;
let ticket: string;

/** Set to a folder to have pictures. */
const pictures = process.env.LISTEK_TEST_PICTURES;
const picture = (name: string) =>
  pictures ? radek.page.screenshot({ path: `${pictures}/${name}.png` }).then(() => {}) : Promise.resolve();

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk({ only: "web,worker,smtp" }), openBrowser()]);
  api = await desk.api();
  await desk.send({ from: "Jana <jana@acme.example>", subject: "Printer", text: "It prints blank pages." });
  ticket = await until("the ticket", async () => (await api("GET", "/tickets?q=Printer")).body.items?.[0]?.number);
  await write(api, ticket, "Please restart it.", "reply", { state: "solved" });
  const sent = await until("answer", async () =>
    desk.smarthost.received.find((mail) => mail.to.includes("jana@acme.example") && mail.envelopeFrom !== ""),
  );
  const answerTo = sent.mail.replyTo?.value[0]?.address as string;
  await desk.send({ from: "jana@acme.example", to: answerTo, subject: "Re: Printer", text: "Thank you!" });
  await until("thanks", async () => (await ticketOf(api, ticket)).messages === 3);
  const to = sent.envelopeFrom;
  await desk.send({ raw: bounceOf({ to, recipient: "jana@acme.example" }), ...nullSender(to) });
  const replyTo = [`Message-ID: ${sent.mail.messageId}`, `Reply-To: <${to}>`];
  await desk.send({
    raw: complaintOf("jana@acme.example", replyTo),
    envelope: { from: "f@mail.example", to: "support@desk.example" },
  });
  await until("mark", async () => (await ticketOf(api, ticket)).takesNoMail.length === 1);
  radek = await signIn(browser, desk, "Radek", "administrator");
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

const open = (number: string) => radek.page.goto(`${desk.url}/desk/tickets/${number}`);

test("a returned mail says why, beside the message; its own words open on request", async () => {
  const { page } = radek;
  await open(ticket);
  const line = page.getByText("Returned: jana@acme.example: there is no such address (5.1.1)");
  await line.waitFor();
  await page.getByText("jana@acme.example calls this mail unwanted").waitFor();
  expect(await page.getByText("Returned by MAILER-DAEMON@mx.acme.example").isVisible()).toBe(false);
  await line.click();
  await page.getByText("Returned by MAILER-DAEMON@mx.acme.example").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture("returned");
});

test("before an answer leaves for an address that takes no mail, the desk asks; one click clears the mark", async () => {
  const { page } = radek;
  await page.keyboard.press("r");
  const field = page.locator("[contenteditable=true]").first();
  await field.fill("Is it well now?");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Mail to jana@acme.example comes back").waitFor();
  await picture("warning");
  await page.getByRole("button", { name: "Keep writing" }).click();
  await page.getByText("Does not take mail: what we sent came back.").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("Does not take mail").waitFor({ state: "detached" });
  expect((await ticketOf(api, ticket)).takesNoMail).toEqual([]);
});

test("thanks say why the ticket stayed solved, and one click takes it up again", async () => {
  const { page } = radek;
  await page.getByText("Only thanks, so the ticket stayed as it was: Solved.").waitFor();
  await page.getByRole("button", { name: "Take it up again" }).click();
  await until("work", async () => (await ticketOf(api, ticket)).state === "open");
  await page.getByText("Only thanks: it moved nothing.").waitFor();
  expect(radek.problems).toEqual([]);
});

test("an alert shows what is watched and how often it was reported", async () => {
  const folder = new URL("../../server/channels/email/parse/monitoring/fixtures/", import.meta.url);
  const report = async (name: string, id: string) =>
    desk.send({
      raw: `Message-ID: <${id}@mon.example>\n${readFileSync(new URL(`${name}.eml`, folder), "utf8")}`,
      envelope: { from: "nagios@mon.example", to: "support@desk.example" },
    });
  await report("nagios-service-problem", "1");
  await report("nagios-service-problem", "2");
  const number = await until("alert", async () => (await api("GET", "/tickets?q=web1")).body.items?.[0]?.number);
  await until("two", async () => (await ticketOf(api, number)).monitoring?.reports === 2);
  await open(number);
  const { page } = radek;
  await page.getByRole("heading", { name: "Monitoring" }).waitFor();
  await report("nagios-service-recovery", "3");
  await page.getByText("the problem is over: web1: HTTP").waitFor();
  await page.getByText("Over since").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture("alert");
});

test("the settings say what becomes of machines", async () => {
  const { page } = radek;
  await page.goto(`${desk.url}/desk/settings/mail`);
  await page.getByText("Monitoring systems write from").waitFor();
  await page.getByText("Notice that a request is solved").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture("settings");
});

test("the page of the customer works without scripts, small and large, light and dark", async () => {
  const mail = await until("notice", async () =>
    desk.smarthost.received.find((each) => each.mail.text?.includes("/not-solved/")),
  );
  const [path = ""] = /\/not-solved\/\S+/.exec(mail.mail.text ?? "") ?? [];
  await api("PATCH", `/tickets/${ticket}`, { state: "solved" });
  for (const [width, height, colorScheme] of [
    [1440, 900, "light"],
    [390, 844, "dark"],
  ] as const) {
    const context = await openContext(browser, { viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    await page.goto(`${desk.url}${path}`);
    expect(await axeFindings(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/page-${colorScheme}.png` });
    await context.close();
  }
  const context = await openContext(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${desk.url}${path}`);
  await page.getByLabel("What is still wrong? (optional)").fill("It still prints blank pages.");
  await page.getByRole("button", { name: "It is not solved" }).click();
  await page.getByText("is being worked on again").waitFor();
  await until("work", async () => (await ticketOf(api, ticket)).state === "open");
  await context.close();
});
