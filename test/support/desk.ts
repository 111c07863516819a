// A whole desk for a test: a database of its own, all parts listening on free ports, and a mail server that takes what
// the desk sends.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nodemailer, { type SendMailOptions } from "nodemailer";
import { parseParts, type Running, start } from "../../server/commands/serve.ts";
import { createToken } from "../../server/core/identity/index.ts";
import { type Config, loadConfig } from "../../server/platform/config.ts";
import { saveSettings } from "../../server/platform/settings.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { testDatabase } from "../setup/postgres.ts";
import { type Incoming, startSmarthost, type TestSmarthost } from "./smarthost.ts";

export interface TestDesk {
  running: Running;
  /** http://127.0.0.1:port */
  url: string;
  smtpPort: number;
  /** What the desk has sent. */
  smarthost: TestSmarthost;
  data: string;
  /** An API client with a fresh token of this role. */
  api: (role?: string) => Promise<Api>;
  /** Sends a mail by SMTP; resolves when it was accepted. */
  send: (mail: SendMailOptions) => Promise<string>;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  headers: Headers;
}
export type Api = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export interface TestDeskOptions {
  /** Parts, as in `serve --only`; all of them unless said. */
  only?: string;
  /** Without: outgoing mail waits. Default: a server that takes everything. */
  smarthost?: boolean | TestSmarthost;
  env?: Record<string, string>;
  config?: Partial<Config>;
  /** Seconds in which a sent message can be called back; 0 unless said. */
  undoSeconds?: number;
  /** Requests a minute and token; plenty unless said. */
  requestsPerMinute?: number;
}

export async function startDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const database = await testDatabase();
  const data = await mkdtemp(join(tmpdir(), "listek-desk-"));
  const smarthost = typeof options.smarthost === "object" ? options.smarthost : await startSmarthost();
  const config = loadConfig({
    LISTEK_DATA: data,
    DATABASE_URL: database.url,
    LISTEK_HTTP: "127.0.0.1:0",
    LISTEK_SMTP: "127.0.0.1:0",
    LISTEK_ADDRESS: "support@desk.example",
    LISTEK_SECRET: "test-secret-test-secret-test-secret-test",
    LISTEK_DNS: "off",
    LISTEK_LOG: process.env.LISTEK_TEST_LOG ?? "silent",
    ...(options.smarthost !== false && { LISTEK_SMARTHOST: `smtp://127.0.0.1:${smarthost.port}` }),
    ...options.env,
  });
  const running = await start(parseParts(options.only), () => {}, { ...config, ...options.config });
  const { desk } = running;
  await desk.database.transact(async (trx) => {
    await saveSettings(trx, "mail", { undoSeconds: options.undoSeconds ?? 0, domainPerMinute: 100_000 });
    await saveSettings(trx, "limits", { requestsPerMinute: options.requestsPerMinute ?? 100_000 });
  });
  const url = `http://127.0.0.1:${running.httpPort}`;
  const smtpPort = Number(
    running.doors
      .find((door) => door.startsWith("SMTP"))
      ?.split(":")
      .at(-1),
  );
  const client = nodemailer.createTransport({ host: "127.0.0.1", port: smtpPort, ignoreTLS: true });
  return {
    running,
    url,
    smtpPort,
    smarthost,
    data,
    api: async (role = "administrator") => {
      const { token } = await desk.database.transact((trx) =>
        createToken(trx, systemActor, { name: `test ${role}`, role }),
      );
      return apiClient(url, { authorization: `Bearer ${token}` });
    },
    send: async (mail) => (await client.sendMail({ to: config.address, ...mail })).response,
    async stop() {
      client.close();
      await running.stop();
      await smarthost.stop();
      await database.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Another web process of the same desk. */
export async function secondProcess(desk: TestDesk): Promise<{ url: string; stop(): Promise<void> }> {
  const running = await start(parseParts("web"), () => {}, desk.running.desk.config);
  return { url: `http://127.0.0.1:${running.httpPort}`, stop: () => running.stop() };
}

export function apiClient(url: string, credentials: Record<string, string>): Api {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...credentials, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") && text !== "";
    return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers };
  };
}

/** Signs in with a password as a browser does; the result carries the session's cookie and the desk's own header. */
export async function signedIn(url: string, email: string, password: string): Promise<Api> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (response.status !== 204) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return apiClient(url, { cookie, "x-requested-with": "listek" });
}

/** Polls until `look` finds something; fails after `ms`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`still no ${what} after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export type { Incoming };
