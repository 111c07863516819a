// One PostgreSQL for all tests: a template that the migrations made, and a fresh copy of it for whoever asks.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { holderOf, startEmbedded } from "../../server/platform/postgres/embedded.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { url: string; template: string };
  }
}

export type TestDatabase = { url: string; drop(): Promise<void> };

/** vitest's globalSetup. DATABASE_URL_TEST names a server to use instead of the embedded one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer(process.env.DATABASE_URL_TEST);
  const template = newName("template");
  try {
    await query(server.url, `CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`);
    const { migrate } = await import("../../server/platform/migrate.ts");
    await migrate(withDatabase(server.url, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgres", { url: server.url, template });
  return async () => {
    if (process.env.DATABASE_URL_TEST) await dropDatabase(server.url, template);
    await server.stop();
  };
}

/** A database of its own, migrated and empty. Drop it when the test is over. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, template } = inject("postgres");
  const name = newName("test");
  await query(url, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  return { url: withDatabase(url, name), drop: () => dropDatabase(url, name) };
}

type Server = { url: string; stop(): Promise<void> };

async function testServer(external: string | undefined): Promise<Server> {
  if (external) return { url: external, stop: async () => {} };
  const home = quickestFolder();
  removeAbandoned(home);
  const dataDir = fs.mkdtempSync(path.join(home, prefix));
  const remove = () => fs.rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startEmbedded({ dataDir, log: errorsOnly, settings: quick });
    return { url: server.url, stop: () => server.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

const prefix = "listek-test-";

/** Linux keeps /dev/shm in memory, where a copy takes 25 ms instead of 250. */
function quickestFolder(): string {
  const gigabyte = 2 ** 30;
  const memory = "/dev/shm";
  if (process.platform !== "linux" || !fs.existsSync(memory)) return os.tmpdir();
  const { bavail, bsize } = fs.statfsSync(memory);
  return bavail * bsize > 2 * gigabyte && process.availableMemory() > 4 * gigabyte ? memory : os.tmpdir();
}

/** A run that was killed could not clean up after itself. What another account left is not ours to look into. */
function removeAbandoned(home: string): void {
  for (const name of fs.readdirSync(home)) {
    const folder = path.join(home, name);
    const found = name.startsWith(prefix) && fs.statSync(folder, { throwIfNoEntry: false });
    if (!found || found.uid !== (process.getuid?.() ?? found.uid)) continue;
    const abandoned = Date.now() - found.mtimeMs > 60_000 && holderOf(folder) === null;
    if (abandoned) fs.rmSync(folder, { recursive: true, force: true });
  }
}

const errorsOnly = { debug: () => {}, info: () => {}, warn: () => {}, error: console.error };

/** A crash may lose test data. */
const quick = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  autovacuum: "off",
  max_connections: 200,
};

function newName(kind: string): string {
  return `listek_${kind}_${randomBytes(6).toString("hex")}`;
}

function dropDatabase(url: string, name: string): Promise<void> {
  return query(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
