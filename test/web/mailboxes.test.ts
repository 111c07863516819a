// The wizard in a real browser against a real Dovecot: what goes wrong is said in plain words, and then it reads.
import { getCACertificates } from "node:tls";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../server/core/identity/index.ts";
import { makeAuthority } from "../support/certificates.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { type Dovecot, freePort, hasDovecot, startDovecot } from "../support/dovecot.ts";
import { axeFindings } from "./axe.ts";
import { openBrowser, openContext } from "./browser.ts";

let desk: TestDesk;
let api: Api;
let browser: Browser;
let page: Page;
let dovecot: Dovecot;
const problems: string[] = [];
const address = "support@mailbox.invalid";

const named = `with Dovecot${hasDovecot ? "" : " (skipped: dovecot-imapd is not installed)"}`;
describe.skipIf(!hasDovecot)(named, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    expect(getCACertificates("default").length).toBeGreaterThan(0);
    const authority = await makeAuthority();
    const certificate = await authority.issue("IP:127.0.0.1");
    await authority.stop();
    [desk, browser, dovecot] = await Promise.all([
      startDesk(),
      openBrowser(),
      startDovecot({ users: { support: "right-password" }, certificate }),
    ]);
    api = await desk.api();
    const { body } = await api("POST", "/people", {
      name: "Radek Dvořák",
      email: "radek@desk.example",
      roles: ["administrator"],
    });
    const secret = await desk.running.desk.database.transact((trx) =>
      startSession(trx, body.id, { ip: null, userAgent: null }),
    );
    const context = await openContext(browser);
    await context.addCookies([{ name: "listek", value: secret, url: desk.url }]);
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => problems.push(error.message));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
    await dovecot?.stop();
  });

  const dialog = () => page.getByRole("dialog");
  const imap = () => dialog().getByRole("group", { name: "Incoming: IMAP" });
  const setImap = async (port: number, security: string) => {
    await imap().getByLabel("Encryption").selectOption(security);
    await imap().getByLabel("Port").fill(String(port));
  };
  const tryIt = async (words: string) => {
    await dialog().getByRole("button", { name: "Test and continue" }).click();
    await dialog().getByText(words).waitFor({ timeout: 20_000 });
  };

  test("an administrator connects a mailbox, is told what is wrong on the way, and its mail becomes tickets", async () => {
    await page.goto(`${desk.url}/desk/settings/mailboxes`);
    await page.getByText("No mailbox is connected").waitFor();
    await page.getByRole("button", { name: "Connect a mailbox" }).click();
    await dialog().getByLabel("Mail address").fill(address);
    await dialog().getByLabel("Password", { exact: true }).fill("wrong-password");
    expect(await axeFindings(page)).toEqual([]);
    await dialog().getByRole("button", { name: "Find its servers" }).click();

    await dialog().getByText("Nothing was found").waitFor({ timeout: 20_000 });
    expect(await imap().getByLabel("Server").inputValue()).toBe("imap.mailbox.invalid");
    expect(await dialog().getByLabel("User name").inputValue()).toBe(address);
    await dialog().getByLabel("User name").fill("support");
    await tryIt("There is no server of this name");
    await imap().getByLabel("Server").fill("127.0.0.1");
    await setImap(await freePort(), "TLS");
    await tryIt("refuses the connection on this port");
    await setImap(dovecot.port, "TLS");
    await tryIt("Something else answers on this port");
    await setImap(dovecot.tlsPort, "TLS");
    await tryIt("is not from an authority that is trusted here");
    await setImap(dovecot.port, "None");
    await dialog().getByText("The password can be read on the way").waitFor();
    await tryIt("The user name or the password is wrong");
    expect(await axeFindings(page)).toEqual([]);
    if (process.env.LISTEK_PICTURES) await page.screenshot({ path: `${process.env.LISTEK_PICTURES}/servers.png` });
    await dialog().getByLabel("Password", { exact: true }).fill("right-password");
    await dialog().getByRole("button", { name: "Test and continue" }).click();

    await dialog().getByRole("button", { name: "Connect", exact: true }).waitFor();
    await dialog().getByLabel("Mail that was read").selectOption("is moved");
    await dialog().getByLabel("Where it is moved to").selectOption("Sent");
    await dialog().getByLabel("Mail that was read").selectOption("is marked as read");
    expect(await axeFindings(page)).toEqual([]);
    if (process.env.LISTEK_PICTURES) await page.screenshot({ path: `${process.env.LISTEK_PICTURES}/reading.png` });
    await dialog().getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByText("Reading", { exact: true }).waitFor({ timeout: 20_000 });
    await dovecot.deliver("support", `From: jana@acme.example\nTo: ${address}\nSubject: By the wizard\n\nHello.\n`);
    await until("ticket", async () => (await api("GET", "/tickets")).body.items[0]?.subject === "By the wizard");
    expect(await axeFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("what stops working is shown with its reason, and can be mended, paused and removed there", async () => {
    await dovecot.setPassword("support", "another-password");
    await dovecot.kill();
    await dovecot.start();
    await page.getByText("The user name or the password is wrong").waitFor({ timeout: 30_000 });
    await page.getByText("Not working", { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    if (process.env.LISTEK_PICTURES) {
      for (const scheme of ["light", "dark"] as const)
        for (const [width, height] of [
          [1440, 900],
          [390, 844],
        ] as const) {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme: scheme });
          await page.screenshot({ path: `${process.env.LISTEK_PICTURES}/list-${scheme}-${width}.png` });
        }
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    await page.getByRole("button", { name: `Edit ${address}` }).click();
    await dialog().getByLabel("Password", { exact: true }).fill("another-password");
    await dialog().getByRole("button", { name: "Test and continue" }).click();
    await dialog().getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Reading", { exact: true }).waitFor({ timeout: 20_000 });
    await page.getByRole("button", { name: `Pause ${address}` }).click();
    await page.getByText("Paused", { exact: true }).waitFor();
    await page.getByRole("button", { name: `Remove ${address}` }).click();
    await dialog().getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("No mailbox is connected").waitFor();
    const { body } = await api("GET", "/settings/history");
    expect(JSON.stringify(body)).not.toContain('-password"');
    expect(problems).toEqual([]);
  });

  test("OAuth: where to register and what to enter is shown, and the browser goes to the provider", async () => {
    await page.getByRole("button", { name: "Connect a mailbox" }).click();
    await dialog().getByLabel("Mail address").fill("desk@gmail.com");
    await dialog().getByRole("button", { name: "Find its servers" }).click();
    await dialog().getByText("The servers of Gmail are known.").waitFor();
    await dialog().getByText("/desk/settings/mailboxes").waitFor();
    await dialog().getByLabel("Client ID").fill("client");
    await dialog().getByLabel("Client secret").fill("client-secret");
    expect(await axeFindings(page)).toEqual([]);
    await page.route("https://accounts.google.com/**", (route) => route.fulfill({ body: "asked" }));
    await dialog().getByRole("button", { name: "Ask for consent" }).click();
    await page.getByText("asked").waitFor();
    const asked = new URL(page.url()).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    // Cancelled there: said, and the wizard can begin again.
    await page.goto(`${desk.url}/desk/settings/mailboxes?error=access_denied&state=${asked.get("state")}`);
    await page.getByText("The provider gave no consent").waitFor();
    expect(new URL(page.url()).search).toBe("");
  });
});
