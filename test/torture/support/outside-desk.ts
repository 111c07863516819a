// A desk in processes of its own on a database of the tests, with a mail host: for what is killed beside the database.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testDatabase } from "../../setup/postgres.ts";
import { type DeskProcess, deskEnv, freePorts, type Ports, startDeskProcess } from "./desk-process.ts";
import { type MailHost, startMailHost } from "./mail-host.ts";
import { allowReceipts } from "./reckoning.ts";

export interface OutsideDesk {
  data: string;
  url: string;
  ports: Ports;
  env: Record<string, string>;
  host: MailHost;
  /** Starts a process; all of them end with `stop`. */
  start(how?: { only?: string; preload?: string; env?: Record<string, string> }): Promise<DeskProcess>;
  stop(): Promise<void>;
}

export async function outsideDesk(more: Record<string, string> = {}): Promise<OutsideDesk> {
  const database = await testDatabase();
  const data = await mkdtemp(join(tmpdir(), "listek-outside-"));
  const host = await startMailHost();
  const ports = await freePorts();
  const env = deskEnv(data, ports, {
    DATABASE_URL: database.url,
    LISTEK_SMARTHOST: `smtp://127.0.0.1:${host.port}`,
    ...more,
  });
  const running: DeskProcess[] = [];
  await allowReceipts(database.url);
  return {
    data,
    url: database.url,
    ports,
    env,
    host,
    async start({ env: own, ...how } = {}) {
      const desk = await startDeskProcess({ ...how, env: { ...env, ...own } });
      running.push(desk);
      return desk;
    },
    async stop() {
      await Promise.all(running.map((desk) => desk.kill("SIGKILL")));
      await host.stop();
      await database.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
