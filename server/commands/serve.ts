// `listek serve`: opens the database, starts the parts, prints where everything is, closes gracefully.

import { type BuiltApp, buildApp } from "../app.ts";
import type { Channel, Doors } from "../channels/contract.ts";
import { createAccept, createAddressBook } from "../channels/intake/accept.ts";
import { createChannels } from "../channels/registry.ts";
import { createLink, hasAdministrator } from "../core/identity/index.ts";
import { createAdministrator } from "../core/people/index.ts";
import { type Config, loadConfig } from "../platform/config.ts";
import type { Desk } from "../platform/desk.ts";
import { createLog } from "../platform/log.ts";
import { loadSettings } from "../platform/settings.ts";
import { startWorker, type Worker } from "../worker.ts";
import { explainListen } from "./failures.ts";
import { type OpenDesk, openDesk, version } from "./open-desk.ts";
import { UsageError } from "./usage.ts";

const partNames = ["web", "worker", "smtp"] as const;
type Part = (typeof partNames)[number];

export interface Running {
  desk: Desk;
  databaseUrl: string;
  /** Where HTTP listens now; null without the part web. */
  httpPort: number | null;
  /** "SMTP 127.0.0.1:2525" */
  doors: string[];
  stop(): Promise<void>;
}

export function parseParts(text: string | undefined): ReadonlySet<Part> {
  if (text === undefined) return new Set(partNames);
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !(partNames as readonly string[]).includes(name));
  if (unknown !== undefined) throw new UsageError(`--only knows ${partNames.join(", ")}, not "${unknown}"`);
  return new Set(names as Part[]);
}

/** Everything up and listening. Rejects, with nothing left running, when a part cannot start. */
export async function start(
  parts: ReadonlySet<Part>,
  say: (line: string) => void,
  config: Config = loadConfig(),
): Promise<Running> {
  const log = createLog(config.log, process.stdout.isTTY === true);
  const began = Date.now();
  const open = await openDesk({ borrow: false, config, log });
  const { embedded } = open;
  say(`Database ready after ${seconds(began)}${embedded?.isNew ? " (new)" : ""}`);
  let reason = "";
  embedded?.onExit((why) => {
    reason = why;
    log.error({ why }, "the embedded database ended; it is being started again");
  });
  embedded?.onRestart(() => log.info({ after: reason }, "the embedded database runs again"));
  const stops: (() => Promise<unknown>)[] = [() => open.close()];
  try {
    return await startParts(open, parts, say, stops);
  } catch (error) {
    for (const stop of stops.reverse()) await stop().catch(() => {});
    throw explainListen(error, config);
  }
}

async function startParts(
  { desk, databaseUrl, embedded }: OpenDesk,
  parts: ReadonlySet<Part>,
  say: (line: string) => void,
  stops: (() => Promise<unknown>)[],
): Promise<Running> {
  const { config } = desk;
  await firstAdministrator(desk);
  const channels = createChannels(desk);
  stops.push(async () => Promise.all([...channels.values()].map((channel) => channel.stop())));
  let worker: Worker | null = null;
  if (parts.has("worker")) {
    worker = await startWorker(desk, channels);
    stops.push(() => (worker as Worker).stop());
  }
  const doors: Doors[] = [];
  if (parts.has("smtp")) {
    for (const channel of channels.values()) doors.push(await openDoors(desk, channel, worker));
    stops.push(() => Promise.all(doors.map((door) => door.stop())));
  }
  let built: BuiltApp | null = null;
  if (parts.has("web")) {
    built = await buildApp(desk, { jobs: () => worker?.running ?? true }, channels.get("email"));
    await built.app.listen({ host: config.http.host, port: config.http.port });
    stops.push(() => (built as BuiltApp).app.close());
  }
  const address = built?.app.server.address();
  const httpPort = typeof address === "object" && address ? address.port : null;
  const described = doors.flatMap((door) => door.describe);
  await announce(desk, { httpPort, doors: described, folder: embedded?.folder ?? null }, say);
  return {
    desk,
    databaseUrl,
    httpPort,
    doors: described,
    async stop() {
      for (const stop of stops.reverse()) await stop();
    },
  };
}

async function openDoors(desk: Desk, channel: Channel, worker: Worker | null): Promise<Doors> {
  return channel.open({
    log: desk.log,
    accept: createAccept(desk, worker?.intake ?? null),
    takes: createAddressBook(desk),
    maxBytes: async () => (await loadSettings(desk.database.db)).mail.maxMessage,
  });
}

/** LISTEK_ADMIN_EMAIL and LISTEK_ADMIN_PASSWORD: once, while there is nobody. */
async function firstAdministrator({ database, config }: Desk): Promise<void> {
  const { adminEmail, adminPassword } = config;
  if (!adminEmail || !adminPassword || (await hasAdministrator(database.db))) return;
  await database.transact((trx) => createAdministrator(trx, { email: adminEmail, password: adminPassword }));
}

interface Where {
  httpPort: number | null;
  doors: string[];
  folder: string | null;
}

async function announce(
  { database, config }: Desk,
  { httpPort, doors, folder }: Where,
  say: (line: string) => void,
): Promise<void> {
  const url = process.env.LISTEK_URL ? config.url : httpPort ? `http://localhost:${httpPort}` : config.url;
  say("");
  say(`Listek ${version}`);
  if (httpPort !== null) {
    say(`  Desk      ${url}/desk`);
    say(`  Portal    ${url}/`);
  }
  say(`  Mail in   ${[...doors, "listek mail (pipe)"].join(", ")} for ${config.address}`);
  say(
    `  Mail out  ${config.smarthost ? config.smarthost.host : "no smarthost yet: outgoing mail waits in the outbox (LISTEK_SMARTHOST)"}`,
  );
  say(
    `  Data      ${config.data}${folder && !folder.startsWith(config.data) ? `, database in ${folder}` : ""}${config.databaseUrl ? ", database elsewhere (DATABASE_URL)" : ""}`,
  );
  if (httpPort !== null && !(await hasAdministrator(database.db))) {
    const secret = await database.transact((trx) => createLink(trx, "setup", null));
    say("");
    say("  There is no administrator yet. Create one with this link, which works once:");
    say(`  ${url}/desk/setup?token=${secret}`);
  }
  say("");
}

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs until SIGINT or SIGTERM. Returns the exit code. */
export async function serve(only: string | undefined): Promise<number> {
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  const running = await start(parseParts(only), (line) => console.log(line));
  await asked;
  console.log("Stopping …");
  // A second signal, or work that does not end, must not keep the process for ever; the database survives a hard stop.
  setTimeout(() => process.exit(1), 25_000).unref();
  await running.stop();
  return 0;
}
