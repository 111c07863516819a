// T1, at the four moments that matter: the process ends exactly there, the sender tries again, and it is one message.
import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "../support/desk.ts";
import { chance, pause } from "./support/chance.ts";
import { Journal } from "./support/journal.ts";
import { type OutsideDesk, outsideDesk } from "./support/outside-desk.ts";
import { sendRaw } from "./support/raw-smtp.ts";
import { query, reckon, reckonSent } from "./support/reckoning.ts";

let desk: OutsideDesk;
beforeEach(async () => {
  desk = await outsideDesk();
});
afterEach(() => desk?.stop());

const points = [
  { name: "after DATA, before it is stored", FAILPOINT: "before", FAILPOINT_QUERY: "insert into inbound_mail " },
  { name: "after it is stored, before 250", FAILPOINT: "after", FAILPOINT_QUERY: "insert into inbound_mail " },
  { name: "while it is read", FAILPOINT: "before", FAILPOINT_QUERY: "insert into messages " },
  {
    name: "before the message is committed",
    FAILPOINT: "before",
    FAILPOINT_QUERY: 'update "inbound_mail" set "status"',
  },
  { name: "between the message and its receipt", FAILPOINT: "before", FAILPOINT_QUERY: "graphile_worker.add_jobs" },
  { name: "after the receipt was sent, before that is noted", FAILPOINT: "before", FAILPOINT_QUERY: '"sent_at" = ' },
];

test.each(points)("killed $name", { timeout: 120_000 }, async ({ name: _, ...env }) => {
  const first = await desk.start({ preload: "failpoint.preload.ts", env });
  const journal = new Journal(chance("failpoint"));
  const mail = journal.write("smtp");
  const send = async () => {
    mail.tries++;
    const answer = await sendRaw({ port: desk.ports.smtp }, { ...mail, to: ["support@desk.example"] });
    return answer.startsWith("250");
  };
  mail.accepted = await send().catch(() => false);
  expect(await first.exited).toBe("SIGKILL");
  await desk.start();
  while (!mail.accepted) {
    mail.accepted = await send();
    await pause(50);
  }
  await reckon(desk.url, desk.data, journal.mails);
  await reckonSent(desk.url, desk.host, 1);
});

test("the worker is killed again and again, the doors stay open", { timeout: 200_000 }, async () => {
  const luck = chance("kill -9 worker");
  await desk.start({ only: "web,smtp" });
  const journal = new Journal(luck);
  const client = journal.client(
    "smtp",
    async (mail) =>
      (await sendRaw({ port: desk.ports.smtp }, { ...mail, to: ["support@desk.example"] })).startsWith("250"),
    100,
  );
  const kills = 5;
  for (let kill = 0; kill < kills; kill++) {
    const worker = await desk.start({ only: "worker" });
    await pause(luck.below(700));
    await worker.kill("SIGKILL");
  }
  journal.close();
  await client;
  expect(journal.mails.every((mail) => mail.tries === 1)).toBe(true);
  await desk.start({ only: "worker" });
  await reckon(desk.url, desk.data, journal.mails);
  await reckonSent(desk.url, desk.host, kills);
  const jobs = () => query<{ n: number }>(desk.url, "select count(*)::int as n from graphile_worker._private_jobs");
  await until("no job left", async () => (await jobs())[0]?.n === 0, 30_000);
});
