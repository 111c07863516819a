// T5: the Nth call to database or disk fails, for every N. Whatever is told to the caller, it is all or nothing, a second
// try brings it to an end, and nothing is there twice.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../../server/app.ts";
import { createAccept, createAddressBook } from "../../server/channels/intake/accept.ts";
import { takeIn } from "../../server/channels/intake/intake.ts";
import { claimMail } from "../../server/channels/intake/store.ts";
import { createChannels } from "../../server/channels/registry.ts";
import { parseParts, type Running, start } from "../../server/commands/serve.ts";
import { verifyHistory } from "../../server/commands/verify.ts";
import { createToken } from "../../server/core/identity/index.ts";
import { sealOnce } from "../../server/platform/chain.ts";
import { loadConfig } from "../../server/platform/config.ts";
import { dispatchOnce } from "../../server/platform/jobs.ts";
import { saveSettings } from "../../server/platform/settings.ts";
import { react } from "../../server/reactions.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { type TestDatabase, testDatabase } from "../setup/postgres.ts";
import { until } from "../support/desk.ts";
import { armFaults, type Harm, withFault } from "./support/faults.ts";
import { mailText } from "./support/journal.ts";
import { query } from "./support/reckoning.ts";

armFaults();

let data: string;
let database: TestDatabase;
let running: Running;
let request: (method: string, path: string, body: unknown, key?: string) => Promise<{ status: number; body: never }>;
let covered = 0;
const unhandled: unknown[] = [];
process.on("unhandledRejection", (error) => unhandled.push(error));

beforeAll(async () => {
  database = await testDatabase();
  data = await mkdtemp(join(tmpdir(), "listek-nth-"));
  const config = loadConfig({
    LISTEK_DATA: data,
    DATABASE_URL: database.url,
    LISTEK_HTTP: "127.0.0.1:0",
    LISTEK_SMTP: "",
    LISTEK_ADDRESS: "support@desk.example",
    LISTEK_LOG: "silent",
  });
  // No worker: what it would do is done here, step by step.
  running = await start(parseParts("web"), () => {}, config);
  const { desk } = running;
  await desk.database.transact((trx) => saveSettings(trx, "limits", { requestsPerMinute: 100_000 }));
  const { token } = await desk.database.transact((trx) =>
    createToken(trx, systemActor, { name: "nth", role: "administrator" }),
  );
  const { app } = await buildApp(desk, { jobs: () => true });
  await app.ready();
  request = async (method, path, body, key) => {
    const answer = await app.inject({
      method: method as "POST",
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${token}`, ...(key && { "idempotency-key": key }) },
      payload: body as object,
    });
    return { status: answer.statusCode, body: answer.json() as never };
  };
}, 60_000);

afterAll(async () => {
  await running?.stop();
  await database?.drop();
  await rm(data, { recursive: true, force: true });
});

const harms: Harm[] = ["cut before", "cut after", "disk full", "deadlock"];
const file = () => ({
  name: "log.bin",
  type: "application/octet-stream",
  content: randomBytes(900).toString("base64"),
});
const rows = <T extends object>(text: string, values: unknown[] = []) => query<T>(database.url, text, values);

/** Runs `attempt` with its first call failing, then its second, until it makes no more; `settle` checks each time. */
async function everyCall(
  harm: Harm,
  one: () => Promise<{ attempt: () => Promise<unknown>; settle: () => Promise<void> }>,
) {
  const calls: string[] = [];
  for (let nth = 1; ; nth++) {
    const { attempt, settle } = await one();
    const { struck } = await withFault(harm, nth, attempt);
    await settle();
    if (struck === null) break;
    calls.push(struck);
  }
  await nothingLeaked();
  covered += calls.length;
  return calls;
}

async function nothingLeaked(): Promise<void> {
  const { database: db } = running.desk;
  for (const pool of [db.pool, db.background.pool]) {
    await until("all connections back", async () => pool.idleCount === pool.totalCount && pool.waitingCount === 0);
    expect(pool.totalCount).toBeLessThanOrEqual(pool.options.max);
  }
  const open =
    "select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
  await until("no transaction left open", async () => (await rows(open)).length === 0);
}

const requester = { email: "jana@acme.example" };

describe.each(harms)("%s", (harm) => {
  test("a mail with a file is accepted", async () => {
    const accept = createAccept(running.desk, null);
    const calls = await everyCall(harm, async () => {
      const raw = letter();
      const message = { door: "smtp" as const, envelopeFrom: "a@b.example", envelopeTo: ["support@desk.example"], raw };
      return {
        attempt: () => accept(message),
        settle: async () => {
          await accept(message);
          const found = "select from inbound_mail_raw where raw = $1";
          expect(await rows(found, [raw])).toHaveLength(1);
        },
      };
    });
    expect(calls.length).toBeGreaterThanOrEqual(1);
  }, 60_000);

  test("a mail with a file is taken in", async () => {
    const { desk } = running;
    await rows("update inbound_mail set status = 'dropped' where status = 'received'");
    const channels = createChannels(desk);
    const email = channels.get("email") as NonNullable<ReturnType<typeof channels.get>>;
    const context = {
      ...desk,
      takes: createAddressBook(desk),
      learn: async () => {},
      scan: async () => ({ spam: [], virus: null }),
    };
    const calls = await everyCall(harm, async () => {
      await createAccept(
        desk,
        null,
      )({
        door: "smtp",
        envelopeFrom: "a@b.example",
        envelopeTo: ["support@desk.example"],
        raw: letter(),
      });
      const { db, watch } = desk.database;
      const mail = await until("it is due", async () => (await claimMail(db, watch.instance as number, 1, []))[0]);
      const message = await email.read(mail.raw, db);
      const state =
        "select status, (select count(*)::int from messages where mail_id = m.id) as messages from inbound_mail m where id = $1";
      return {
        attempt: () => takeIn(context, mail, message),
        settle: async () => {
          const [before] = await rows<{ status: string; messages: number }>(state, [mail.id]);
          expect([
            { status: "received", messages: 0 },
            { status: "done", messages: 1 },
          ]).toContainEqual(before);
          if (before?.status === "received") await takeIn(context, mail, message);
          else await expect(takeIn(context, mail, message)).rejects.toThrow();
          expect(await rows(state, [mail.id])).toEqual([{ status: "done", messages: 1 }]);
        },
      };
    });
    await email.stop();
    expect(calls.length).toBeGreaterThan(8);
  }, 120_000);

  test("a ticket with a file is created", async () => {
    const calls = await everyCall(harm, async () => {
      const subject = `Nth ${randomBytes(8).toString("hex")}`;
      const wish = { subject, body: "x", requester, attachments: [file()] };
      const send = () => request("POST", "/tickets", wish, `key-${subject}`);
      return {
        attempt: async () => cleanly(await send()),
        settle: async () => {
          expect((await send()).status).toBe(201);
          const found = `select (select count(*)::int from message_attachments a join ticket_messages x on x.message_id = a.message_id
            where x.ticket_id = t.id) as files from tickets t where subject = $1`;
          expect(await rows(found, [subject])).toEqual([{ files: 1 }]);
        },
      };
    });
    expect(calls.length).toBeGreaterThan(8);
  }, 120_000);

  test("a reply with a file is written", async () => {
    const number = await newTicket();
    const calls = await everyCall(harm, async () => {
      const body = `Nth ${randomBytes(8).toString("hex")}`;
      const attachments = [file()];
      const send = () =>
        request("POST", `/tickets/${number}/messages`, { kind: "reply", body, attachments }, `key-${body}`);
      return {
        attempt: async () => cleanly(await send()),
        settle: async () => {
          expect((await send()).status).toBe(201);
          const found =
            "select (select count(*)::int from deliveries d where d.message_id = m.id) as mails from messages m where text = $1";
          expect(await rows(found, [body])).toEqual([{ mails: 1 }]);
        },
      };
    });
    expect(calls.length).toBeGreaterThan(8);
    const numbers = await rows<{ number: number }>(
      "select x.number from ticket_messages x join tickets t on t.id = x.ticket_id where t.number = $1 order by x.number",
      [number],
    );
    expect(numbers.map((row) => row.number)).toEqual(numbers.map((_, index) => index + 1));
  }, 120_000);

  test("a ticket is changed", async () => {
    const calls = await everyCall(harm, async () => {
      const number = await newTicket();
      const change = { subject: `Changed ${number}`, state: "open", tags: ["nth"] };
      return {
        attempt: async () => cleanly(await request("PATCH", `/tickets/${number}`, change)),
        settle: async () => {
          const now = (await request("GET", `/tickets/${number}`, undefined)).body as {
            subject: string;
            state: string;
          };
          const done = now.subject === change.subject;
          expect(now.state).toBe(done ? "open" : "new");
          if (!done) expect((await request("PATCH", `/tickets/${number}`, change)).status).toBe(200);
          const events =
            "select kind from events e join tickets t on t.id = e.ticket_id where t.number = $1 and e.kind <> 'ticket.opened' and e.kind like 'ticket.%' order by 1";
          expect(await rows(events, [number])).toEqual([{ kind: "ticket.changed" }, { kind: "ticket.state-changed" }]);
        },
      };
    });
    expect(calls.length).toBeGreaterThan(4);
  }, 120_000);

  // Half of the harms here: what breaks in a transaction of many rows does not depend on how.
  test.runIf(harm === "cut after" || harm === "deadlock")(
    "two tickets are merged, and two again",
    async () => {
      const merged = `select (select count(*)::int from ticket_messages x where x.ticket_id = t.id) as messages, merged_into_id is not null as merged
      from tickets t where number = any ($1) order by t.id`;
      const two = [
        { messages: 1, merged: false },
        { messages: 1, merged: false },
      ];
      const one = [
        { messages: 0, merged: true },
        { messages: 2, merged: false },
      ];
      for (const [verb, before, after] of [
        ["merge", two, one],
        ["undo", one, two],
      ] as const) {
        const calls = await everyCall(harm, async () => {
          const [from, into] = [await newTicket(), await newTicket()];
          const merge = () => request("POST", `/tickets/${from}/merge`, { into }, `merge-${from}`);
          if (verb === "undo") expect((await merge()).status).toBe(200);
          const send = verb === "merge" ? merge : () => request("POST", `/tickets/${into}/undo`, {}, `undo-of-${from}`);
          return {
            attempt: async () => cleanly(await send()),
            settle: async () => {
              expect([before, after]).toContainEqual(await rows(merged, [[from, into]]));
              expect((await send()).status).toBe(200);
              expect(await rows(merged, [[from, into]])).toEqual(after);
            },
          };
        });
        expect(calls.length).toBeGreaterThan(15);
      }
    },
    240_000,
  );

  test("reactions are enqueued, the history is sealed", async () => {
    const { database: db } = running.desk;
    for (const step of [() => dispatchOnce(db, react), () => sealOnce(db)]) {
      const calls = await everyCall(harm, async () => {
        await newTicket();
        return { attempt: step, settle: async () => void (await step()) };
      });
      expect(calls.length).toBeGreaterThan(3);
    }
    const twice =
      "select item::text as item from graphile_worker._private_jobs, json_array_elements(payload->'items') item group by 1, task_id having count(*) > 1";
    expect(await rows(twice)).toEqual([]);
  }, 60_000);
});

test("and the history is whole, no promise was forgotten", async () => {
  expect(await verifyHistory(running.desk.database)).toMatchObject({ ok: true });
  expect(unhandled).toEqual([]);
  console.log(`${covered} calls failed, one at a time`);
});

let letters = 0;
const letter = (): Buffer => {
  const id = `nth-${++letters}-${randomBytes(6).toString("hex")}`;
  return mailText(id, `${id}@torture.example`, `Subject ${id}`, randomBytes(700));
};

async function newTicket(): Promise<string> {
  const made = await request("POST", "/tickets", { subject: "Nth", body: "x", requester });
  expect(made.status).toBe(201);
  return (made.body as { number: string }).number;
}

/** Whatever went wrong has a status of its own and a text that helps, never "internal". */
function cleanly({ status, body }: { status: number; body: never }): void {
  if (status < 300) return;
  expect([503, 507]).toContain(status);
  expect((body as { error: { message: string } }).error.message).not.toBe("");
}
