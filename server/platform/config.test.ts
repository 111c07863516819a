import { fork } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "./config.ts";

let data: string;
beforeAll(() => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), "listek-config-"));
});
afterAll(() => fs.rmSync(data, { recursive: true, force: true }));

const load = (env: Record<string, string> = {}) => loadConfig({ LISTEK_DATA: data, ...env });

function problems(env: Record<string, string>): string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("configuration", () => {
  it("has the defaults of the contract", () => {
    expect(load()).toEqual({
      data,
      url: "http://localhost:8080",
      http: { host: "127.0.0.1", port: 8080 },
      smtp: { host: "127.0.0.1", port: 2525 },
      lmtp: null,
      address: "support@localhost",
      databaseUrl: null,
      smarthost: null,
      dns: null,
      files: { kind: "file", path: path.join(data, "files") },
      secret: expect.stringMatching(/^[\w-]{43}$/),
      adminEmail: null,
      adminPassword: null,
      log: "info",
    });
  });

  it.each([
    [{ LISTEK_HTTP: "0.0.0.0:80" }, { http: { host: "0.0.0.0", port: 80 } }],
    [{ LISTEK_HTTP: "[::1]:0" }, { http: { host: "::1", port: 0 }, url: "http://localhost:8080" }],
    [{ LISTEK_HTTP: "localhost:9000" }, { url: "http://localhost:9000" }],
    [{ LISTEK_URL: "https://desk.example.com/" }, { url: "https://desk.example.com" }],
    [{ LISTEK_SMTP: "" }, { smtp: null }],
    [{ LISTEK_LMTP: "127.0.0.1:24" }, { lmtp: { host: "127.0.0.1", port: 24 } }],
    [{ LISTEK_LMTP: "/run/listek.sock" }, { lmtp: { path: path.resolve("/run/listek.sock") } }],
    [{ LISTEK_LMTP: "unix:/run/listek.sock" }, { lmtp: { path: path.resolve("/run/listek.sock") } }],
    [{ LISTEK_ADDRESS: "help@example.cz" }, { address: "help@example.cz" }],
    [{ DATABASE_URL: "postgres:///listek?host=/run/pg" }, { databaseUrl: "postgres:///listek?host=/run/pg" }],
    [{ LISTEK_SMARTHOST: "smtp://u:p@mx:587" }, { smarthost: new URL("smtp://u:p@mx:587") }],
    [{ LISTEK_FILES: "file:/srv/files" }, { files: { kind: "file", path: path.resolve("/srv/files") } }],
    [{ LISTEK_FILES: "file:///srv/files" }, { files: { kind: "file", path: path.resolve("/srv/files") } }],
    [{ LISTEK_SECRET: "x".repeat(32) }, { secret: "x".repeat(32) }],
    [
      { LISTEK_ADMIN_EMAIL: "a@b.cz", LISTEK_ADMIN_PASSWORD: " p " },
      { adminEmail: "a@b.cz", adminPassword: " p " },
    ],
    [{ LISTEK_LOG: "debug" }, { log: "debug" }],
  ])("reads %o", (env, expected) => {
    expect(load(env as Record<string, string>)).toMatchObject(expected);
  });

  it.each([
    [{ LISTEK_DATA: "" }, "LISTEK_DATA: is empty"],
    [{ LISTEK_HTTP: "8080" }, 'LISTEK_HTTP: "8080" is not host:port; write it as 127.0.0.1:8080'],
    [{ LISTEK_HTTP: "::1:8080" }, "LISTEK_HTTP"],
    [{ LISTEK_HTTP: "localhost:70000" }, "LISTEK_HTTP"],
    [{ LISTEK_HTTP: "" }, "LISTEK_HTTP"],
    [{ LISTEK_URL: "desk.example.com" }, "LISTEK_URL: is not an address that begins with http:// or https://"],
    [{ LISTEK_URL: "https://example.com/desk" }, "write it as https://example.com"],
    [{ LISTEK_SMTP: "off" }, "LISTEK_SMTP"],
    [{ LISTEK_LMTP: "24" }, "LISTEK_LMTP"],
    [{ LISTEK_ADDRESS: "support" }, "LISTEK_ADDRESS"],
    [{ DATABASE_URL: "mysql://localhost/x" }, "DATABASE_URL"],
    [{ LISTEK_SMARTHOST: "mail.example.com" }, "LISTEK_SMARTHOST"],
    [{ LISTEK_FILES: "s3://bucket/prefix" }, "LISTEK_FILES: attachments in S3 are not available yet"],
    [{ LISTEK_FILES: "/srv/files" }, "LISTEK_FILES"],
    [{ LISTEK_SECRET: "short" }, "LISTEK_SECRET: is shorter than 32"],
    [{ LISTEK_ADMIN_EMAIL: "a@b.cz" }, "LISTEK_ADMIN_EMAIL, LISTEK_ADMIN_PASSWORD: only one"],
    [{ LISTEK_LOG: "loud" }, 'LISTEK_LOG: "loud" is not a level'],
  ])("refuses %o", (env, expected) => {
    expect(problems(env as Record<string, string>)).toEqual([expect.stringContaining(expected)]);
  });

  it("names every wrong variable at once", () => {
    expect(problems({ LISTEK_HTTP: "x", LISTEK_LOG: "x", LISTEK_SECRET: "x" })).toHaveLength(3);
  });

  it("keeps passwords out of its messages", () => {
    expect(problems({ DATABASE_URL: "mysql://u:hunter2@localhost/x" }).join()).not.toContain("hunter2");
  });

  it("names the data folder that cannot be made", () => {
    const file = path.join(data, "a-file");
    fs.writeFileSync(file, "");
    expect(problems({ LISTEK_DATA: path.join(file, "data") })[0]).toContain("LISTEK_DATA");
  });
});

describe("the secret", () => {
  it("is kept, for the owner only", () => {
    expect(load().secret).toBe(load().secret);
    if (process.platform !== "win32") expect(fs.statSync(path.join(data, "secret")).mode & 0o777).toBe(0o600);
  });

  it("is the same for starts at the same moment", async () => {
    const shared = path.join(data, "shared");
    const script = path.join(data, "start.ts");
    const module = path.join(import.meta.dirname, "config.ts");
    fs.writeFileSync(script, `import {loadConfig} from ${JSON.stringify(module)}; process.send(loadConfig().secret)`);
    const starts = Array.from({ length: 4 }, () => secretOfStart(script, shared));
    expect(new Set(await Promise.all(starts)).size).toBe(1);
  });

  it("is never made anew over a damaged file", () => {
    const folder = path.join(data, "damaged");
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, "secret"), "");
    expect(problems({ LISTEK_DATA: folder })[0]).toContain("damaged");
  });
});

function secretOfStart(script: string, folder: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    fork(script, { env: { ...process.env, LISTEK_DATA: folder } })
      .once("message", resolve)
      .once("error", reject);
  });
}
