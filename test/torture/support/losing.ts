// T3: the database goes away under load and comes back, again and again.
import { expect } from "vitest";
import { testDatabase } from "../../setup/postgres.ts";
import { type Api, startDesk, until } from "../../support/desk.ts";
import { type Cable, layCable } from "./cable.ts";
import { chance, crowd, pause } from "./chance.ts";
import { Journal } from "./journal.ts";
import { startMailHost } from "./mail-host.ts";
import { sendRaw } from "./raw-smtp.ts";
import { reckon, reckonSent, whatIsOpen } from "./reckoning.ts";

const to = ["support@desk.example"];

/** Longest milliseconds of each kind. */
interface Figures {
  smtpRefusal: number;
  webAnswer: number;
  back: number;
}

export async function loseDatabase(cycles: number, clogMs: number): Promise<void> {
  const luck = chance("database loss");
  const database = await testDatabase();
  const cable = await layCable(database.url);
  const host = await startMailHost();
  const desk = await startDesk({
    env: { DATABASE_URL: cable.url, LISTEK_SMARTHOST: `smtp://127.0.0.1:${host.port}` },
  });
  const figures: Figures = { smtpRefusal: 0, webAnswer: 0, back: 0 };
  const journal = new Journal(luck);
  try {
    const api = await desk.api();
    await api("PATCH", "/settings", { mail: { automaticPerMinute: 100_000 } });
    const send = async (mail: { from: string; raw: Buffer }) => {
      const asked = performance.now();
      const answer = await sendRaw({ port: desk.smtpPort, patience: 20_000 }, { ...mail, to });
      if (answer.startsWith("250")) return true;
      expect(answer).toMatch(/^45[12] /);
      figures.smtpRefusal = Math.max(figures.smtpRefusal, performance.now() - asked);
      return false;
    };
    const clients = [1, 2, 3].map(() => journal.client("smtp", send, 60));
    for (let cycle = 0; cycle < cycles; cycle++) {
      await pause(luck.between(300, 1500));
      await lose(cable, ["cut", "clog", "halfOpen"][cycle % 3] as Loss, api, figures, clogMs);
    }
    journal.close();
    await Promise.all(clients);
    if (process.env.LISTEK_TORTURE_LOUD) console.log(`${journal.mails.length} mails are sent`);
    await reckon(database.url, desk.data, journal.mails);
    await reckonSent(database.url, host, 0);
    await poolsAreWhole(desk.running.desk.database);
    const { smtpRefusal, webAnswer, back } = figures;
    console.log(
      `${cycles} losses, ${journal.mails.length} mails; longest: SMTP refusal ${Math.round(smtpRefusal)} ms, ` +
        `web answer ${Math.round(webAnswer)} ms, full service ${Math.round(back)} ms after the return`,
    );
    expect(smtpRefusal).toBeLessThanOrEqual(10_000 * crowd());
    expect(webAnswer).toBeLessThanOrEqual(5000 * crowd());
    expect(back).toBeLessThanOrEqual(10_000 * crowd());
  } catch (error) {
    console.log(await whatIsOpen(database.url));
    throw error;
  } finally {
    journal.close();
    cable.mend();
    await desk.stop();
    await host.stop();
    await cable.stop();
    await database.drop();
  }
}

type Loss = "cut" | "clog" | "halfOpen";

async function lose(cable: Cable, loss: Loss, api: Api, figures: Figures, clogMs: number): Promise<void> {
  cable[loss]();
  const end = performance.now() + (loss === "cut" ? 1500 : loss === "clog" ? clogMs : 0);
  while (performance.now() < end) {
    const { status } = await timed(api, figures);
    // Just after the loss, what is remembered for three seconds may still answer.
    expect([200, 503]).toContain(status);
    await pause(100);
  }
  cable.mend();
  const mended = performance.now();
  await until("full service", async () => works(api, figures), 30_000);
  if (process.env.LISTEK_TORTURE_LOUD) console.log(`${loss}: back after ${Math.round(performance.now() - mended)} ms`);
  figures.back = Math.max(figures.back, performance.now() - mended);
}

/** A ticket can be made, its answer read, and the process says that it is ready. */
async function works(api: Api, figures: Figures): Promise<boolean> {
  const asked = performance.now();
  const made = await api("POST", "/tickets", {
    subject: "Still there?",
    body: "x",
    requester: { email: "a@acme.example" },
  });
  figures.webAnswer = Math.max(figures.webAnswer, performance.now() - asked);
  return made.status === 201 && (await timed(api, figures)).status === 200;
}

async function timed(api: Api, figures: Figures) {
  const asked = performance.now();
  const answer = await api("GET", "/tickets?limit=1");
  figures.webAnswer = Math.max(figures.webAnswer, performance.now() - asked);
  return answer;
}

async function poolsAreWhole(
  database: Awaited<ReturnType<typeof startDesk>>["running"]["desk"]["database"],
): Promise<void> {
  for (const pool of [database.pool, database.background.pool]) {
    await until("nobody waiting for a connection", async () => pool.waitingCount === 0);
    expect(pool.totalCount).toBeLessThanOrEqual(pool.options.max);
    const all = await Promise.all(Array.from({ length: pool.options.max - 2 }, () => pool.connect()));
    for (const client of all) client.release();
  }
}
