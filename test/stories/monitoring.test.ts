// One ticket a problem: repeats are counted, a recovery solves it, the same problem soon after takes it up again (F13).
// And what else must not become work: answers of machines, mailing lists.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { openTicket, textsOf, ticketOf, write } from "../support/tickets.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

const folder = new URL("../../server/channels/email/parse/monitoring/fixtures/", import.meta.url);
let sent = 0;

/** A fixture as it comes again: with an id of its own. Resolves when it was read, with its row of the ledger. */
async function report(fixture: string, change: (raw: string) => string = (raw) => raw) {
  const raw = change(readFileSync(new URL(`${fixture}.eml`, folder), "utf8"));
  return arrive(`Message-ID: <${++sent}@mon.example>\n${raw}`, "nagios@mon.example");
}

async function arrive(raw: string, from: string) {
  const last = (await api("GET", "/mail?limit=1")).body.items[0]?.id ?? "0";
  await desk.send({ raw, envelope: { from, to: "support@desk.example" } });
  return until("reading", async () => {
    const [mail] = (await api("GET", "/mail?limit=1")).body.items;
    return mail && mail.id !== last && mail.outcome !== "received" && mail;
  });
}

const count = async () => (await api("GET", "/tickets?limit=200")).body.items.length;
const whys = async (number: string) =>
  (await api("GET", `/tickets/${number}/events?limit=200`)).body.items
    .filter((each: { kind: string }) => each.kind === "ticket.state-changed")
    .map((each: { data: { why?: string } }) => each.data.why);

test("a problem opens one ticket, its repeats are counted, its recovery solves it and says why", async () => {
  const { ticket } = await report("nagios-service-problem");
  expect(ticket).toEqual(expect.any(String));
  for (let i = 0; i < 5; i++) expect((await report("nagios-service-problem")).ticket).toBe(ticket);
  expect(await ticketOf(api, ticket)).toMatchObject({
    state: "new",
    messages: 1,
    monitoring: { product: "nagios", host: "web1", service: "HTTP", state: "CRITICAL", reports: 6, recoveredAt: null },
  });
  await report("nagios-acknowledgement");
  await report("nagios-flapping");
  expect((await ticketOf(api, ticket)).state).toBe("new");
  expect(await textsOf(api, ticket)).toHaveLength(3);
  const last = await report("nagios-service-recovery");
  expect(last.why).toContain("is solved");
  expect(last.steps.at(-1)).toMatchObject({
    code: "monitoring.solved",
    values: { number: ticket, what: "web1: HTTP" },
  });
  expect((await ticketOf(api, ticket)).state).toBe("solved");
  expect((await ticketOf(api, ticket)).monitoring.recoveredAt).toEqual(expect.any(String));
  expect(await whys(ticket)).toEqual(["recovered: web1: HTTP"]);

  // Soon after, the same again.
  expect((await report("nagios-service-problem")).ticket).toBe(ticket);
  expect((await ticketOf(api, ticket)).state).toBe("open");
  expect((await whys(ticket)).at(-1)).toBe("the problem is back: web1: HTTP");
  expect((await ticketOf(api, ticket)).monitoring).toMatchObject({ reports: 1, recoveredAt: null });
  expect(await count()).toBe(1);
});

test("after the time for that, and when it was closed, it is a new ticket", async () => {
  const { ticket } = await report("nagios-host-problem");
  await report("nagios-host-problem", (raw) => raw.replace(/PROBLEM/g, "RECOVERY").replace(/DOWN/g, "UP"));
  const { pool } = desk.running.desk.database;
  await pool.query("update tickets set solved_at = now() - interval '25 hours' where number = $1", [ticket]);
  const { ticket: second } = await report("nagios-host-problem");
  expect(second).not.toBe(ticket);
  await api("PATCH", `/tickets/${second}`, { state: "solved" });
  await api("PATCH", `/tickets/${second}`, { state: "closed" });
  const { ticket: third } = await report("nagios-host-problem");
  expect([ticket, second]).not.toContain(third);
  expect((await ticketOf(api, second)).state).toBe("closed");
});

test("a recovery without host or number finds its problem by the rest, in Russian too", async () => {
  const { ticket } = await report("zabbix-russian-problem");
  expect((await report("zabbix-russian-recovery")).ticket).toBe(ticket);
  expect((await ticketOf(api, ticket)).state).toBe("solved");
  const { ticket: other } = await report("zabbix-6-problem");
  expect((await report("zabbix-6-update")).ticket).toBe(other);
  expect((await ticketOf(api, other)).state).toBe("new");
  expect((await report("zabbix-6-recovery", (raw) => raw.replace(/less than 10%/g, "less than 9%"))).ticket).toBe(
    other,
  );
});

test("a recovery does not solve somebody's request that the alert was merged into", async () => {
  const { ticket } = await report("checkmk-1-service-problem");
  const request = await openTicket(api, "The shop is slow", "eva@acme.example");
  expect((await api("POST", `/tickets/${ticket}/merge`, { into: request })).status).toBeLessThan(300);
  const last = await report("checkmk-1-service-problem", (raw) => raw.replaceAll("OK -> CRIT", "CRIT -> OK"));
  expect(last.ticket).toBe(request);
  expect((await ticketOf(api, request)).state).toBe("new");
});

test("another sender cannot solve it", async () => {
  const { ticket } = await report("checkmk-host-down");
  const forged = await report("checkmk-host-down", (raw) =>
    raw.replace("cmk@mon.example", "cmk@evil.example").replaceAll("UP -> DOWN", "DOWN -> UP"),
  );
  expect(forged.outcome).toBe("dropped");
  expect(forged.why).toContain("not known here");
  expect((await ticketOf(api, ticket)).state).toBe("new");
});

test("an address that an administrator named is a source in any format", async () => {
  await api("PATCH", "/settings", { mail: { monitoringAddresses: ["Boiler@plant.example", "probe@else.example"] } });
  const from = (address: string, subject: string) =>
    arrive(`From: ${address}\nSubject: ${subject}\nMessage-ID: <${++sent}@plant.example>\n\nx ${sent}\n`, address);
  const boiler = (subject: string) => from("boiler@plant.example", subject);
  // The setting is read anew every two seconds.
  await until("a source", async () => {
    const mail = await from("probe@else.example", "ALARM: probe");
    return mail.steps.some((each: { step: string }) => each.step === "monitoring");
  });
  const first = await boiler("ALARM: Boiler pressure 3.2 bar");
  expect((await boiler("ALARM: Boiler pressure 3.4 bar")).ticket).toBe(first.ticket);
  expect((await boiler("OK: Boiler pressure 2.1 bar")).ticket).toBe(first.ticket);
  expect((await ticketOf(api, first.ticket)).state).toBe("solved");
});

test("two reports at once are one ticket", async () => {
  const before = await count();
  const raw = readFileSync(new URL("icinga2-host-problem.eml", folder), "utf8");
  await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      desk.send({
        raw: `Message-ID: <twin-${i}@mon.example>\n${raw}`,
        envelope: { from: "i@mon.example", to: "support@desk.example" },
      }),
    ),
  );
  await until("ten", async () => {
    const { items } = (await api("GET", "/mail?limit=10")).body;
    return items.every(
      (each: { outcome: string; from: string }) => each.outcome === "done" && each.from === "icinga@mon.example",
    );
  });
  expect(await count()).toBe(before + 1);
});

test("nothing of all this was answered", () => {
  expect(desk.smarthost.received.filter((mail) => /mon\.example|plant\.example/.test(mail.to.join()))).toEqual([]);
});

test("a vacation notice opens nothing, but stands where our mail went, and moves nothing", async () => {
  const notice = (to: string, headers: string) =>
    `From: anna@acme.example\nTo: ${to}\nSubject: Re: your mail\n${headers}Message-ID: <${++sent}@acme.example>\n\nI am out of the office until Monday.\n`;
  const before = await count();
  const first = await arrive(notice("support@desk.example", "Auto-Submitted: auto-replied\n"), "");
  expect(first).toMatchObject({ outcome: "dropped", why: "an automatic reply to nothing that we sent" });
  // Without any header, by its words.
  expect((await arrive(notice("support@desk.example", ""), "anna@acme.example")).outcome).toBe("dropped");
  expect(await count()).toBe(before);

  const number = await openTicket(api, "Anna's request");
  await write(api, number, "We are on it.", "reply", { state: "waiting-customer" });
  const mail = await until("answer", async () =>
    desk.smarthost.received.find((each) => each.to.includes("anna@acme.example")),
  );
  await arrive(notice(mail.envelopeFrom, "Auto-Submitted: auto-replied\n"), "");
  expect(await ticketOf(api, number)).toMatchObject({ state: "waiting-customer", messages: 2 });
  const { items } = (await api("GET", `/tickets/${number}/messages`)).body;
  expect(items.at(-1)).toMatchObject({ automatic: true, number: null });
});

test("a list opens tickets by setting only, and a group that is ours is no list", async () => {
  const list = (id: string) =>
    `From: member@list.example\nTo: talk@list.example\nSubject: talk ${sent}\nList-Id: Talk <${id}>\nMessage-ID: <${++sent}@list.example>\n\nHello all.\n`;
  const quiet = await arrive(list("talk.list.example"), "talk-bounces@list.example");
  expect(quiet).toMatchObject({ outcome: "done", ticket: null });
  expect((await arrive(list("support.desk.example"), "talk-bounces@list.example")).ticket).not.toBeNull();
  await api("PATCH", "/settings", { mail: { listTickets: true } });
  await until("a ticket", async () => (await arrive(list("talk.list.example"), "talk-bounces@list.example")).ticket);
  expect(desk.smarthost.received.filter((mail) => mail.to.join().includes("list.example"))).toEqual([]);
});
