// A live try of a mailbox before it is saved: signs in to both servers, lists and opens folders, and sends nothing.
import nodemailer from "nodemailer";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { MailServer, SignInKind, TestedMailbox, TestMailbox } from "../../../../shared/mailboxes/schema.ts";
import type { Database } from "../../../platform/db.ts";
import { closeImap, openImap, standardTiming } from "./connection.ts";
import { type Login, openSecret, type Secret, type Signer, sealSecret, signer } from "./credentials.ts";
import { consentNeeded, consentUnknown, mailboxNotFound, passwordNeeded } from "./errors.ts";
import { faultOf } from "./faults.ts";
import type { Providers } from "./oauth.ts";
import { snapshot } from "./present.ts";
import { mayKeepSecret } from "./save-mailbox.ts";
import { findGranted, findMailbox, saveSecret } from "./store.ts";

export interface TryContext {
  database: Database;
  secret: string;
  providers: Providers;
}

/** Somebody waits for it. */
const timing = { ...standardTiming, connectMs: 8000, silentMs: 15_000 };

export async function tryMailbox(context: TryContext, actor: Actor, input: TestMailbox): Promise<TestedMailbox> {
  const how = await signerFor(context, actor, input);
  const [{ folders, ...imap }, smtp] = await Promise.all([
    tryImap(input, how),
    input.smtp ? trySmtp(input.smtp, how) : null,
  ]);
  return { imap, smtp, folders };
}

async function signerFor(context: TryContext, actor: Actor, input: TestMailbox): Promise<Signer> {
  const { db } = context.database;
  const { username, signIn } = input;
  const make = (secret: Secret, keep: (secret: Secret) => Promise<void> = async () => {}) =>
    signer(context.providers, { username, signIn, secret, keep });
  if (signIn === "password" && input.password !== undefined) return make({ password: input.password });
  if (signIn !== "password" && input.grant !== undefined) {
    const granted = await findGranted(db, input.grant, actor.personId);
    if (granted?.provider !== signIn) throw consentUnknown({}, { grant: "is not known" });
    return make(openSecret(context.secret, granted.secret));
  }
  if (input.mailbox === undefined) throw needed(signIn);
  const row = await findMailbox(db, input.mailbox);
  if (!row) throw mailboxNotFound();
  if (!mayKeepSecret(snapshot(row), input)) throw needed(signIn);
  return make(openSecret(context.secret, row.secret), (secret) =>
    saveSecret(db, row.id, sealSecret(context.secret, secret)),
  );
}

const needed = (signIn: SignInKind) =>
  signIn === "password" ? passwordNeeded({}, { password: "is needed" }) : consentNeeded();

const good = { ok: true, problem: null, detail: "" };
const bad = (error: unknown) => {
  const { code, detail } = faultOf(error);
  return { ok: false, problem: code, detail };
};

const foldersAtMost = 500;

async function tryImap(input: TestMailbox, how: Signer) {
  let folders: TestedMailbox["folders"] = [];
  try {
    const client = await openImap(input.imap, how, { timing, maxBytes: 1024 * 1024 });
    try {
      const all = await client.list();
      folders = all
        .filter(({ flags }) => !flags.has("\\Noselect") && !flags.has("\\NonExistent"))
        .slice(0, foldersAtMost)
        .map(({ path, specialUse }) => ({ path, use: specialUse ?? null }));
      for (const folder of input.folders ?? ["INBOX"]) {
        const known = folders.some(({ path }) => path === folder || (isInbox(path) && isInbox(folder)));
        if (!known) return { ...bad(Object.assign(new Error(folder), { mailboxMissing: true })), folders };
      }
      return { ...good, folders };
    } finally {
      await closeImap(client);
    }
  } catch (error) {
    return { ...bad(error), folders };
  }
}

/** RFC 9051 5.1: the one name that may be written in any case. */
const isInbox = (path: string): boolean => path.toUpperCase() === "INBOX";

export async function trySmtp(server: MailServer, how: Signer) {
  try {
    await verifySmtp(server, how, false);
    return good;
  } catch (error) {
    if ((error as { code?: string }).code !== "EAUTH") return bad(error);
    try {
      // A token may have just ended.
      await verifySmtp(server, how, true);
      return good;
    } catch (again) {
      return bad(again);
    }
  }
}

async function verifySmtp(server: MailServer, how: Signer, again: boolean): Promise<void> {
  const login = await how.login(again);
  const transport = nodemailer.createTransport({
    ...smtpOptions(server),
    auth: smtpAuth(login),
    connectionTimeout: timing.connectMs,
    greetingTimeout: timing.connectMs,
    socketTimeout: timing.silentMs,
  });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

export const smtpAuth = (login: Login) =>
  "accessToken" in login
    ? { type: "OAuth2" as const, user: login.user, accessToken: login.accessToken }
    : { user: login.user, pass: login.pass };

/** Of nodemailer: "starttls" means that the connection is encrypted or fails, "none" that it is not tried. */
export const smtpOptions = ({ host, port, security }: MailServer) => ({
  host,
  port,
  secure: security === "tls",
  requireTLS: security === "starttls",
  ignoreTLS: security === "none",
  tls: { minVersion: "TLSv1.2" as const },
  disableFileAccess: true,
  disableUrlAccess: true,
});
