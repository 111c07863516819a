// T14: what leaves, leaves once; what does not, says why; what is called back, stays.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Api, apiClient, startDesk, type TestDesk, until } from "../support/desk.ts";
import { chance, pause } from "./support/chance.ts";
import { listek } from "./support/desk-process.ts";
import { type MailHost, startMailHost } from "./support/mail-host.ts";
import { outsideDesk } from "./support/outside-desk.ts";
import { query } from "./support/reckoning.ts";

const requester = { email: "jana@acme.example", name: "Jana" };

async function openTicket(api: Api): Promise<string> {
  const made = await api("POST", "/tickets", { subject: "Outgoing", body: "please", requester });
  expect(made.status).toBe(201);
  return made.body.number;
}

async function reply(api: Api, number: string, more: object = {}): Promise<string> {
  const made = await api("POST", `/tickets/${number}/messages`, { kind: "reply", body: "Here it is.", ...more });
  expect(made.status).toBe(201);
  return made.body.id;
}

describe("a mail host with moods", () => {
  let desk: TestDesk;
  let host: MailHost;
  let api: Api;
  let number: string;
  beforeEach(async () => {
    host = await startMailHost();
    desk = await startDesk({ env: { LISTEK_SMARTHOST: `smtp://127.0.0.1:${host.port}` } });
    api = await desk.api();
    number = await openTicket(api);
  });
  afterEach(async () => {
    await desk?.stop();
    await host?.stop();
  });

  const delivery = async (message: string) => {
    const { items } = (await api("GET", `/tickets/${number}/messages`)).body;
    return items.find((each: { id: string }) => each.id === message).delivery;
  };
  const inState = (message: string, state: string, ms = 15_000) =>
    until(
      `delivery ${state}`,
      async () => {
        const now = await delivery(message);
        return now.state === state && now;
      },
      ms,
    );
  /** The wait before the next try is a minute: not for a test. */
  const dueNow = () =>
    query(desk.running.databaseUrl, "update deliveries set next_attempt_at = now() where state = 'retrying'");

  test("says 451 first (greylisting): it is delayed, shown so, and leaves at the next try", async () => {
    let tries = 0;
    host.onMail = () => (++tries === 1 ? "451 4.7.1 Greylisted, come back" : null);
    const message = await reply(api, number);
    const delayed = await inState(message, "retrying");
    expect(delayed.reason).toContain("Greylisted");
    expect(Date.parse(delayed.nextAttemptAt) - Date.now()).toBeLessThan(61_000);
    await dueNow();
    await inState(message, "sent");
    expect(host.taken).toHaveLength(1);
  });

  test("says 550: the agent sees why within a minute, and Retry works", async () => {
    host.onMail = () => "550 5.7.1 We do not like you";
    const asked = Date.now();
    const message = await reply(api, number);
    const failed = await inState(message, "failed");
    expect(Date.now() - asked).toBeLessThan(60_000);
    expect(failed.reason).toContain("We do not like you");
    const events = (await api("GET", `/tickets/${number}/events`)).body.items;
    expect(events.map((each: { kind: string }) => each.kind)).toContain("message.failed");
    host.onMail = () => null;
    expect((await api("POST", `/messages/${message}/retry`)).status).toBe(200);
    await inState(message, "sent");
    expect(host.taken).toHaveLength(1);
  });

  test("refuses one of several: the others have it, and Retry does not give it to them again", async () => {
    const cc = ["petr@acme.example", "gone@acme.example", "eva@acme.example"];
    host.onRecipient = (address) => (address.startsWith("gone") ? "550 5.1.1 Nobody here by that name" : null);
    const message = await reply(api, number, { cc });
    const failed = await inState(message, "failed");
    expect(failed.reason).toContain("gone@acme.example");
    expect(failed.to).toEqual(["gone@acme.example"]);
    host.onRecipient = () => null;
    expect((await api("POST", `/messages/${message}/retry`)).status).toBe(200);
    await inState(message, "sent");
    expect(host.taken.flatMap(({ to }) => to).toSorted()).toEqual(["jana@acme.example", ...cc].toSorted());
    expect(new Set(host.taken.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test("puts one of several off: only that one is tried again", async () => {
    host.onRecipient = (address) => (address.startsWith("slow") ? "450 4.2.1 Mailbox busy" : null);
    const message = await reply(api, number, { cc: ["slow@acme.example"] });
    await inState(message, "retrying");
    host.onRecipient = () => null;
    await dueNow();
    await inState(message, "sent");
    expect(host.taken.map(({ to }) => to)).toEqual([["jana@acme.example"], ["slow@acme.example"]]);
  });

  test("is not there at all: it is delayed, and shown why", async () => {
    const wrong = await startDesk({ env: { LISTEK_SMARTHOST: "smtp://127.0.0.1:9" } });
    try {
      const other = await wrong.api();
      const at = await openTicket(other);
      await reply(other, at);
      const state = async () => (await other("GET", "/outbox")).body.items[0]?.delivery;
      const delayed = await until("delayed", async () => (await state())?.state === "retrying" && state(), 15_000);
      expect(delayed.reason).toMatch(/ECONNREFUSED/);
    } finally {
      await wrong.stop();
    }
  });
});

describe("two mail hosts of the settings", () => {
  let desk: TestDesk;
  let first: MailHost;
  let second: MailHost;
  let api: Api;
  beforeEach(async () => {
    [first, second] = await Promise.all([startMailHost(), startMailHost()]);
    desk = await startDesk({ env: { LISTEK_SMARTHOST: "" } });
    api = await desk.api();
  });
  afterEach(async () => {
    await desk?.stop();
    await Promise.all([first?.stop(), second?.stop()]);
  });
  const add = async (port: number, security = "none") => {
    const made = await api("POST", "/smarthosts", { host: "127.0.0.1", port, security });
    expect(made.status).toBe(201);
  };
  const outbox = async () => (await api("GET", "/outbox")).body.items[0]?.delivery;
  const ends = (state: string) =>
    until(`delivery ${state}`, async () => {
      const now = await outbox();
      return now?.state === state && now;
    });

  test.each([
    ["451 4.7.1 Later", "retrying"],
    ["550 5.7.1 No", "failed"],
  ])("the first one says %s to a mail: that counts, and the other is not asked", async (answer, state) => {
    await add(first.port);
    await add(second.port);
    first.onMail = () => answer;
    await reply(api, await openTicket(api));
    expect((await ends(state)).reason).toContain(answer.slice(10));
    expect(second.taken).toEqual([]);
  });

  test.each([
    ["is not there", async () => add(9)],
    ["speaks no TLS", async () => add(first.port, "implicit")],
    ["offers no STARTTLS", async () => add(first.port, "required")],
  ])("the first one %s: the other carries the mail, once", async (_what, wrong) => {
    await wrong();
    await add(second.port);
    const number = await openTicket(api);
    for (let n = 0; n < 3; n++) await reply(api, number);
    await until("all three", async () => second.taken.length === 3);
    expect(new Set(second.taken.map(({ messageId }) => messageId)).size).toBe(3);
    expect(first.taken).toEqual([]);
  });

  test("neither can be used: it is delayed, and both reasons are shown", async () => {
    await add(9);
    await add(second.port, "implicit");
    await reply(api, await openTicket(api));
    const { reason } = await ends("retrying");
    expect(reason).toContain("127.0.0.1:9");
    expect(reason).toContain(`127.0.0.1:${second.port}`);
  });

  test("without any it waits, and leaves as soon as there is one", async () => {
    await reply(api, await openTicket(api));
    await ends("waiting");
    await add(first.port);
    await ends("sent");
  });

  test("one of fifty recipients is refused: forty-nine have it once, and the one is named", async () => {
    await add(first.port);
    first.onRecipient = (address) => (address.startsWith("r13@") ? "550 5.1.1 Nobody here" : null);
    const to = Array.from({ length: 50 }, (_, n) => `r${n}@acme.example`);
    await reply(api, await openTicket(api), { to });
    const failed = await ends("failed");
    expect(failed.to).toEqual(["r13@acme.example"]);
    expect(first.taken.flatMap((mail) => mail.to).toSorted()).toEqual(
      to.filter((each) => each !== "r13@acme.example").toSorted(),
    );
  });
});

describe("no domain stands in the way of another", () => {
  test("one that is at its pace, and one that asks for patience, wait alone", async () => {
    const host = await startMailHost();
    const desk = await startDesk({ env: { LISTEK_SMARTHOST: `smtp://127.0.0.1:${host.port}` } });
    try {
      const api = await desk.api();
      await api("PATCH", "/settings", { mail: { domainPerMinute: 20, domainConnections: 2 } });
      const number = await openTicket(api);
      const arrived = (domain: string) => host.taken.filter(({ to }) => to[0]?.endsWith(`@${domain}`)).length;
      let grey = 0;
      let atOnce = 0;
      let most = 0;
      host.onRecipient = (address) => {
        if (address.endsWith("@grey.example") && ++grey <= 1) return "451 4.7.1 Greylisted";
        if (address.endsWith("@busy.example")) most = Math.max(most, ++atOnce);
        return null;
      };
      host.onMail = ({ to }) => {
        if (to[0]?.endsWith("@busy.example")) atOnce--;
        return null;
      };
      await reply(api, number, { to: ["first@grey.example"] });
      await until("greylisted", async () => grey === 1);
      for (let n = 0; n < 30; n++) await reply(api, number, { to: [`b${n}@busy.example`] });
      for (let n = 0; n < 6; n++) await reply(api, number, { to: [`g${n}@grey.example`] });
      for (let n = 0; n < 3; n++) await reply(api, number, { to: [`q${n}@quick.example`] });
      await until("the quick ones", async () => arrived("quick.example") === 3);
      await until("those of the pace", async () => arrived("busy.example") === 20);
      await pause(1500);
      // Twenty a minute; of the one that asked for patience a tenth, of which one was spent on being refused.
      expect(arrived("busy.example")).toBe(20);
      expect(arrived("grey.example")).toBe(1);
      expect(most).toBeLessThanOrEqual(2);
      await query(desk.running.databaseUrl, "update deliveries set claimed_at = claimed_at - interval '2 minutes'");
      await query(desk.running.databaseUrl, "delete from slow_domains");
      await until("all of them", async () => arrived("busy.example") === 30 && arrived("grey.example") === 6, 20_000);
    } finally {
      await desk.stop();
      await host.stop();
    }
  }, 120_000);
});

test("fifty hands call back a message in the moment that it leaves: it left, or it did not", async () => {
  const luck = chance("undo");
  const host = await startMailHost();
  const desk = await startDesk({ env: { LISTEK_SMARTHOST: `smtp://127.0.0.1:${host.port}` }, undoSeconds: 1 });
  try {
    const api = await desk.api();
    const outcomes: string[] = [];
    for (let round = 0; round < 6; round++) {
      const number = await openTicket(api);
      const before = host.taken.length;
      const message = await reply(api, number);
      await pause(900 + luck.below(250));
      const answers = await Promise.all(Array.from({ length: 50 }, () => api("POST", `/messages/${message}/cancel`)));
      const won = answers.filter(({ status }) => status === 200).length;
      expect(won).toBeLessThanOrEqual(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(50 - won);
      const state = () =>
        query<{ state: string }>(desk.running.databaseUrl, "select state from deliveries where message_id = $1", [
          message,
        ]);
      const final = await until("an end", async () => {
        const now = (await state())[0]?.state as string;
        return ["sent", "cancelled"].includes(now) && now;
      });
      expect(final).toBe(won ? "cancelled" : "sent");
      await pause(won ? 300 : 0);
      expect(host.taken.length - before).toBe(won ? 0 : 1);
      outcomes.push(final);
    }
    console.log(`undo against send: ${outcomes.join(", ")}`);
  } finally {
    await desk.stop();
    await host.stop();
  }
});

test("killed in the moment of the 250: nothing lost, a double only then, and with the same id", {
  timeout: 180_000,
}, async () => {
  const luck = chance("kill -9 sender");
  const desk = await outsideDesk();
  try {
    let running = await desk.start();
    const { said } = await listek(["token", "create", "--name", "torture", "--role", "administrator"], desk.env);
    const api = apiClient(`http://127.0.0.1:${desk.ports.http}`, { authorization: `Bearer ${said.trim()}` });
    const number = await openTicket(api);
    const kills = 3;
    // Several mails reach their last dot together.
    desk.host.thinksMs = 200;
    for (let kill = 0; kill < kills; kill++) {
      const moment = luck.pick(["before 250", "after 250"]);
      const died = new Promise<void>((resolve) => {
        const end = () => {
          desk.host.onMail = () => null;
          desk.host.onTaken = () => {};
          void running.kill("SIGKILL").then(() => resolve());
        };
        if (moment === "after 250") desk.host.onTaken = end;
        else
          desk.host.onMail = () => {
            end();
            return null;
          };
      });
      for (let each = 0; each < 6; each++) await reply(api, number).catch(() => {});
      await died;
      running = await desk.start();
    }
    const rows = () =>
      query<{ state: string; id: string }>(
        desk.url,
        "select d.state, m.message_id_header as id from deliveries d join messages m on m.id = d.message_id",
      );
    const sent = await until(
      "everything sent",
      async () => {
        const all = await rows();
        return all.every(({ state }) => state === "sent") && all;
      },
      60_000,
    );
    const times = Map.groupBy(desk.host.taken, ({ messageId }) => messageId);
    expect([...times.keys()].toSorted()).toEqual(sent.map(({ id }) => id).toSorted());
    const doubles = desk.host.taken.length - times.size;
    console.log(`${sent.length} messages, ${kills} kills, ${doubles} doubles`);
    expect(doubles).toBeLessThanOrEqual(kills);
  } finally {
    await desk.stop();
  }
});

test("killed between two of three recipients: who has it does not get it again", { timeout: 120_000 }, async () => {
  const desk = await outsideDesk();
  try {
    const running = await desk.start();
    const { said } = await listek(["token", "create", "--name", "torture", "--role", "administrator"], desk.env);
    const api = apiClient(`http://127.0.0.1:${desk.ports.http}`, { authorization: `Bearer ${said.trim()}` });
    const number = await openTicket(api);
    const died = new Promise<void>((resolve) => {
      desk.host.onTaken = ({ to }) => {
        if (!to.includes("petr@acme.example")) return;
        desk.host.onTaken = () => {};
        void running.kill("SIGKILL").then(() => resolve());
      };
    });
    await reply(api, number, { cc: ["petr@acme.example", "eva@acme.example"] });
    await died;
    await desk.start();
    const copies = (address: string) => desk.host.taken.filter(({ to }) => to.includes(address)).length;
    await until("the last one", async () => copies("eva@acme.example") === 1, 60_000);
    expect(copies("jana@acme.example")).toBe(1);
    expect(copies("petr@acme.example")).toBeLessThanOrEqual(2);
    expect(new Set(desk.host.taken.map(({ messageId }) => messageId)).size).toBe(1);
  } finally {
    await desk.stop();
  }
});
