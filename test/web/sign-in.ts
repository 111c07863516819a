// Browser contexts of people who are signed in.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { signedInPerson, type TestPerson } from "../support/agents.ts";
import type { TestDesk } from "../support/desk.ts";
import { openContext } from "./browser.ts";

export interface SignedIn extends TestPerson {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about. */
  problems: string[];
}

export async function signIn(
  browser: Browser,
  desk: TestDesk,
  name: string,
  role = "agent",
  options: BrowserContextOptions = {},
): Promise<SignedIn> {
  const person = await signedInPerson(desk, name, role);
  const context = await openContext(browser, options);
  const [cookie = ""] = (person.credentials.cookie ?? "").split(";");
  const [cookieName = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name: cookieName, value, url: desk.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  return { ...person, context, page, problems };
}
