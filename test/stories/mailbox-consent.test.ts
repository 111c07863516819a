// Mailboxes of those who want OAuth 2: consent, tokens that end, consent that is withdrawn. The authorization server is ours,
// and Dovecot asks it about every token.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askConsent, finishConsent } from "../../server/channels/email/mailboxes/consent.ts";
import { type Providers, standardProviders } from "../../server/channels/email/mailboxes/oauth.ts";
import { tryMailbox } from "../../server/channels/email/mailboxes/try-mailbox.ts";
import { type Actor, systemActor } from "../../shared/identity/permissions.ts";
import { type AuthorizationServer, startAuthorizationServer } from "../support/authorization-server.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { type Dovecot, hasDovecot, startDovecot } from "../support/dovecot.ts";
import { readMailboxes } from "../support/mailboxes.ts";

const user = "help@mailbox.example";
let authorization: AuthorizationServer;
let dovecot: Dovecot;
let desk: TestDesk;
let api: Api;
let providers: Providers;
let reader: { stop(): Promise<void> } | undefined;

// A token of the API stands for no person, as the system does: what one asks for the other can finish.
const actor: Actor = systemActor;
const context = () => {
  const { database, config } = desk.running.desk;
  return { database, secret: config.secret, providers, redirect: "https://desk.example/desk/settings/mailboxes" };
};
const ask = (provider: "google" | "microsoft" = "google") =>
  askConsent(context(), actor, { provider, address: user, ...authorization.client });
async function consent(): Promise<string> {
  return (await finishConsent(context(), actor, authorization.agree(await ask(), user))).grant;
}
const mailboxOf = async (id: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: of any shape
  (await api("GET", "/mailboxes")).body.items.find((each: any) => each.id === id);
const rows = async (text: string, values: unknown[] = []) =>
  (await desk.running.desk.database.pool.query(text, values)).rows;
const mail = (n: number) =>
  `Message-ID: <${n}@acme.example>\nFrom: jana@acme.example\nTo: ${user}\nSubject: S${n}\n\nHello.\n`;
const setting = () => ({
  address: user,
  imap: { host: "127.0.0.1", port: dovecot.port, security: "none" as const },
  signIn: "google" as const,
  username: user,
});

const named = `with Dovecot${hasDovecot ? "" : " (skipped: dovecot-imapd is not installed)"}`;
describe.skipIf(!hasDovecot)(named, { timeout: 60_000 }, () => {
  beforeAll(async () => {
    authorization = await startAuthorizationServer();
    providers = { google: authorization.provider, microsoft: authorization.provider };
    [dovecot, desk] = await Promise.all([
      startDovecot({ users: { [user]: "unused" }, introspection: authorization.introspection }),
      startDesk({ only: "web" }),
    ]);
    api = await desk.api();
  }, 60_000);
  afterAll(async () => {
    await reader?.stop();
    await desk?.stop();
    await dovecot?.stop();
    await authorization?.stop();
  });

  test("where the administrator is sent, at the two large ones", async () => {
    for (const [provider, host] of [
      ["google", "accounts.google.com"],
      ["microsoft", "login.microsoftonline.com"],
    ] as const) {
      const standard = { ...context(), providers: standardProviders };
      const url = new URL(
        await askConsent(standard, actor, { provider, address: user, clientId: "id", clientSecret: "s" }),
      );
      expect(url.host).toBe(host);
      expect(Object.fromEntries(url.searchParams)).toMatchObject({
        response_type: "code",
        client_id: "id",
        redirect_uri: "https://desk.example/desk/settings/mailboxes",
        code_challenge_method: "S256",
      });
      expect(url.href).not.toContain("client_secret");
      expect(url.searchParams.get("state")).toMatch(/^[\w-]{43}$/);
    }
    expect((await api("GET", "/mailboxes/consent")).body.redirect).toMatch(/\/desk\/settings\/mailboxes$/);
  });

  test("a consent is finished once, by the one who asked, with his own code", async () => {
    const back = authorization.agree(await ask(), user);
    const other: Actor = { ...actor, personId: "4711" };
    await expect(finishConsent(context(), other, back)).rejects.toMatchObject({ status: 404 });
    await expect(finishConsent(context(), actor, { ...back, state: "x".repeat(43) })).rejects.toMatchObject({
      status: 404,
    });
    await expect(finishConsent(context(), actor, back)).resolves.toMatchObject({ provider: "google" });
    await expect(finishConsent(context(), actor, back)).rejects.toMatchObject({ status: 404 });
    // The code of another flow: PKCE says no.
    const mine = authorization.agree(await ask(), user);
    const theirs = authorization.agree(await ask(), user);
    const crossed = finishConsent(context(), actor, { state: mine.state, code: theirs.code });
    await expect(crossed).rejects.toMatchObject({ status: 422, code: "mailbox_consent_refused" });
    const { state } = authorization.agree(await ask(), user);
    const cancelled = finishConsent(context(), actor, { state, error: "access_denied" });
    await expect(cancelled).rejects.toMatchObject({ status: 422, code: "mailbox_consent_refused" });
    expect((await rows("select from mailbox_grants where granted")).length).toBe(1);
  });

  test("read by a token; when it ends by a new one; when the consent is withdrawn that is told", async () => {
    const grant = await consent();
    const tried = await tryMailbox(context(), actor, { ...setting(), grant });
    expect(tried.imap).toMatchObject({ ok: true });
    const { status, body } = await api("POST", "/mailboxes", { ...setting(), grant });
    expect(status, JSON.stringify(body)).toBe(201);
    const { id } = body;
    expect((await rows("select from mailbox_grants where id = $1", [grant])).length).toBe(0);
    const readAgain = () => {
      reader = readMailboxes(desk.running.desk, {
        providers,
        timing: { firstWaitMs: 100, longestWaitMs: 500, lastingWaitMs: 300, pollMs: 500 },
      });
    };
    readAgain();
    const count = async () => (await rows("select from inbound_mail")).length;
    await until("reading", async () => (await mailboxOf(id)).state === "reading", 20_000);
    await dovecot.deliver(user, mail(1));
    await until("first", async () => (await count()) === 1);

    authorization.expireTokens();
    await dovecot.kill();
    await dovecot.deliver(user, mail(2));
    await dovecot.start();
    await until("second", async () => (await count()) === 2, 20_000);
    expect(authorization.refreshed()).toBe(1);
    // The new token is kept: the next process begins with it.
    await reader?.stop();
    await dovecot.deliver(user, mail(3));
    readAgain();
    await until("third", async () => (await count()) === 3, 20_000);
    expect(authorization.refreshed()).toBe(1);

    authorization.withdrawConsent(user);
    await dovecot.kill();
    await dovecot.deliver(user, mail(4));
    await dovecot.start();
    await until("problem", async () => (await mailboxOf(id)).problem?.code === "consent", 20_000);
    const events = async () =>
      (await rows("select kind from events where data->>'mailbox' = $1 order by id", [id])).map((row) => row.kind);
    expect(await events()).toEqual(["mailbox.failed"]);
    const renewed = await consent();
    expect((await api("PATCH", `/mailboxes/${id}`, { grant: renewed })).status).toBe(200);
    await until("fourth", async () => (await count()) === 4, 20_000);
    expect(await count()).toBe(4);
    const shown = JSON.stringify([await api("GET", "/mailboxes"), await rows("select * from events")]);
    expect(shown).not.toContain(authorization.client.clientSecret);
  });
});
