// What works without being asked: intake, deliveries, reactions, the sealer. Listed by hand.

import type { Channel } from "./channels/contract.ts";
import { startDeliveries } from "./channels/deliver.ts";
import { startMailboxes } from "./channels/email/mailboxes/start.ts";
import { createAccept, createAddressBook } from "./channels/intake/accept.ts";
import { startIntake } from "./channels/intake/start.ts";
import type { ClaimedMail } from "./channels/intake/store.ts";
import { startIndexer } from "./features/search/index.ts";
import { startSealer } from "./platform/chain.ts";
import type { Desk } from "./platform/desk.ts";
import { startJobs } from "./platform/job-runner.ts";
import type { Pump } from "./platform/pump.ts";
import { loadSettings } from "./platform/settings.ts";
import { cron, react, tasks } from "./reactions.ts";

export interface Worker {
  readonly running: boolean;
  readonly intake: Pump<ClaimedMail>;
  stop(): Promise<void>;
}

export async function startWorker(desk: Desk, channels: Map<string, Channel>): Promise<Worker> {
  const { log } = desk;
  // Mail that is stored, jobs and the chain: done again if need be, so they need not wait for the disk one by one.
  const database = desk.database.background;
  const quiet: Desk = { ...desk, database };
  const email = channels.get("email") as Channel;
  const jobs = await startJobs({ database, log, tasks: tasks(quiet, email), cron, react });
  const takes = createAddressBook(quiet);
  const intake = startIntake({ ...quiet, takes }, email);
  const mailboxes = startMailboxes({
    ...desk,
    accept: createAccept(desk, intake),
    takes,
    maxBytes: async () => (await loadSettings(database.db)).mail.maxMessage,
  });
  const deliveries = startDeliveries(desk, email);
  const sealer = startSealer(database, log);
  const indexer = startIndexer(database, log);
  return {
    get running() {
      return jobs.running;
    },
    intake,
    async stop() {
      await mailboxes.stop();
      await Promise.all([intake.stop(), deliveries.stop(), sealer.stop(), indexer.stop(), jobs.stop()]);
    },
  };
}
