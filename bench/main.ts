// `npm run bench [-- --tickets N] [--quick] [--only mails,pages,start,browser]`: the figures of the product beside their aims, in one run on one machine.
// Ratios are what counts: the machine's speed drifts, what stands beside is measured minutes apart at most.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { benchAccount } from "../seeds/large/directory.ts";
import { runningDatabase } from "../server/platform/postgres/embedded.ts";
import { type Figure, median, ms, perSecond, printTable } from "./figures.ts";
import { browserFigures } from "./in-browser.ts";
import { runLimit } from "./mail-limit.ts";
import { runMails, timeAccepts } from "./mail-run.ts";
import { measureCreation, measurePages, type PageFigures } from "./pages.ts";
import { type DeskProcess, listek, memoryOf, startDesk } from "./process-tree.ts";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "1000000" },
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "mails,pages,start,browser" },
  },
});
const parts = values.only.split(",");
const many = values.quick ? 50_000 : Number(values.tickets);
const few = 10_000;
const inBrowser = Math.min(many, 100_000);
const mailCount = values.quick ? 500 : 2000;

const root = fileURLToPath(new URL("..", import.meta.url));
const work = await mkdtemp(join(tmpdir(), "listek-bench-"));
const say = (line: string) => console.error(line);
const databaseOf = (data: string): string => runningDatabase(data) ?? "";
const mib = (value: number | null): string => (value === null ? "not known here" : `${value.toFixed(0)} MiB`);

/** Requests of the benchmark are not what the limit is for. */
async function liftLimit(db: pg.Pool): Promise<void> {
  await db.query(
    `insert into settings (key, value) values ('limits', '{"requestsPerMinute": 100000000}') on conflict (key) do update set value = excluded.value`,
  );
}

async function mailFigures(): Promise<Figure[]> {
  const data = join(work, "mail");
  await (await startDesk(data)).stop();
  const desk = await startDesk(data);
  const db = new pg.Pool({ connectionString: databaseOf(data), max: 2 });
  await liftLimit(db);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const idle = await memoryOf(desk.pid);
  say(`mails: warming up, then ${mailCount} over 8 connections …`);
  await runMails(desk.smtpPort, desk.pid, db, Math.min(500, mailCount), 8, "warm");
  const run = await runMails(desk.smtpPort, desk.pid, db, mailCount, 8, "run");
  const limit = await runLimit(databaseOf(data), mailCount, 8, "limit");
  const single = await runMails(desk.smtpPort, desk.pid, db, Math.min(300, mailCount), 1, "single");
  const times = await timeAccepts(desk.smtpPort, db, 200, "accept");
  const [accept, commit] = [median(times.accept), median(times.commit)];
  const token = await listek(data, "token", "create", "--name", "bench", "--role", "administrator");
  const created = await measureCreation({ url: desk.url, token, database: databaseOf(data) }, 8);
  await db.end();
  await desk.stop();
  return [
    {
      figure: "mails -> tickets, 8 SMTP connections, 20 KB with attachment",
      measured: perSecond(run.rate),
      beside: `limit ${perSecond(limit)}: ${(run.rate / limit).toFixed(2)} x`,
      aim: ">= 0.4 x",
      met: run.rate >= 0.4 * limit,
    },
    {
      figure: "the same, 1 connection",
      measured: perSecond(single.rate),
      beside: "",
      aim: ">= 60/s",
      met: single.rate >= 60,
    },
    {
      figure: "DATA to 250, p50",
      measured: ms(accept),
      beside: `bare commit ${ms(commit)}: ${(accept / commit).toFixed(2)} x`,
      aim: "<= 3 x",
      met: accept <= 3 * commit,
    },
    {
      figure: "tickets by API, 8 clients",
      measured: `${perSecond(created.perSecond)}, p50 ${ms(created.p50)}`,
      beside: "",
      aim: ">= 300/s, < 25 ms",
      met: created.perSecond >= 300 && created.p50 < 25,
    },
    {
      figure: "memory of all processes (PSS), idle",
      measured: mib(idle),
      beside: "",
      aim: "<= 350 MiB",
      met: idle === null ? null : idle <= 350,
    },
    {
      figure: "the same, highest during the mails",
      measured: mib(run.memory),
      beside: "",
      aim: "<= 700 MiB",
      met: run.memory === null ? null : run.memory <= 700,
    },
  ];
}

interface SeededDesk {
  url: string;
  token: string;
  database: string;
}

async function onSeeded<T>(name: string, tickets: number, measure: (desk: SeededDesk) => Promise<T>): Promise<T> {
  const data = join(work, name);
  say(`seeding ${tickets} tickets …`);
  await listek(data, "seed", "large", "--tickets", String(tickets));
  const token = await listek(data, "token", "create", "--name", "bench", "--role", "administrator");
  const desk = await startDesk(data);
  const db = new pg.Pool({ connectionString: databaseOf(data), max: 1 });
  await liftLimit(db);
  await db.end();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  say(`measuring ${name} on ${tickets} tickets …`);
  try {
    return await measure({ url: desk.url, token, database: databaseOf(data) });
  } finally {
    await desk.stop();
    await rm(data, { recursive: true, force: true });
  }
}

const feelFigures = () =>
  onSeeded("browser", inBrowser, ({ url, token }) => browserFigures({ url, token, ...benchAccount }, inBrowser));

function pageFigures(small: PageFigures, large: PageFigures): Figure[] {
  const grows = large.list / small.list;
  return [
    {
      figure: `list of 50 open tickets with a filter, p50, ${many} tickets`,
      measured: ms(large.list),
      beside: `bare SQL ${ms(large.listSql)}: ${(large.list / large.listSql).toFixed(2)} x`,
      aim: "<= 2 x",
      met: large.list <= 2 * large.listSql,
    },
    {
      figure: `the same against ${few} tickets`,
      measured: `${grows.toFixed(2)} x`,
      beside: `${ms(small.list)}`,
      aim: "<= 1.3 x",
      met: grows <= 1.3,
    },
    {
      figure: "the same, 8 clients",
      measured: perSecond(large.listPerSecond),
      beside: `empty route ${perSecond(large.emptyPerSecond)}`,
      aim: ">= 500/s",
      met: large.listPerSecond >= 500,
    },
    {
      figure: "ticket with 20 messages, p50",
      measured: ms(large.ticket),
      beside: `bare SQL ${ms(large.ticketSql)}, empty route ${ms(large.emptyRoute)}: ${(large.ticket / large.ticketSql).toFixed(2)} x`,
      aim: "<= 3 x",
      met: large.ticket <= 3 * large.ticketSql,
    },
    {
      figure: "the same, 8 clients",
      measured: perSecond(large.ticketPerSecond),
      beside: `empty route ${perSecond(large.emptyPerSecond)}`,
      aim: ">= 500/s",
      met: large.ticketPerSecond >= 500,
    },
  ];
}

async function startFigure(): Promise<Figure> {
  const data = join(work, "start");
  const command = ["scripts/start.mjs"];
  await (await startDesk(data, command)).stop();
  const desk: DeskProcess = await startDesk(data, command);
  await desk.stop();
  return {
    figure: "npm start, second time, to /readyz",
    measured: ms(desk.readyMs),
    beside: "",
    aim: "<= 5 s",
    met: desk.readyMs <= 5000,
  };
}

async function scriptFigure(): Promise<Figure> {
  const manifest = join(root, "dist/web/.vite/manifest.json");
  if (!existsSync(manifest))
    return {
      figure: "first load of the desk, script gzipped",
      measured: "not built",
      beside: "",
      aim: "<= 300 KB",
      met: null,
    };
  const chunks = JSON.parse(await readFile(manifest, "utf8")) as Record<
    string,
    { file: string; imports?: string[]; isEntry?: boolean }
  >;
  const needed = new Set<string>();
  const visit = (key: string) => {
    if (needed.has(key)) return;
    needed.add(key);
    for (const next of chunks[key]?.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(chunks))
    if (chunk.isEntry || /tickets-page|locales\/en\/desk/.test(key)) visit(key);
  let bytes = 0;
  for (const key of needed) {
    const file = chunks[key]?.file ?? "";
    if (file.endsWith(".js")) bytes += gzipSync(await readFile(join(root, "dist/web", file))).length;
  }
  return {
    figure: "first load of the desk, script gzipped",
    measured: `${(bytes / 1000).toFixed(0)} kB`,
    beside: "",
    aim: "<= 300 kB",
    met: bytes <= 300_000,
  };
}

try {
  const figures: Figure[] = [];
  if (parts.includes("mails")) figures.push(...(await mailFigures()));
  if (parts.includes("pages"))
    figures.push(...pageFigures(await onSeeded("few", few, measurePages), await onSeeded("many", many, measurePages)));
  if (parts.includes("start")) figures.push(await startFigure(), await scriptFigure());
  if (parts.includes("browser")) figures.push(...(await feelFigures()));
  printTable(figures);
} finally {
  await rm(work, { recursive: true, force: true });
}
