// Where a mail belongs that does not say so: after the ticket was closed (F29), and beside one that is open (F30).
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  api = await desk.api();
});
afterAll(() => desk?.stop());

const jana = "Jana <jana@acme.example>";
async function mailed(subject: string, text = "It does nothing.", from = jana): Promise<string> {
  const known = new Set(
    (await api("GET", "/tickets?limit=100")).body.items.map((each: { number: string }) => each.number),
  );
  await desk.send({ from, subject, text });
  return until(
    "ticket",
    async () =>
      (await api("GET", "/tickets?limit=100")).body.items.find(
        (each: { number: string; subject: string }) => !known.has(each.number) && each.subject === subject,
      )?.number,
  );
}
const ticket = async (number: string) => (await api("GET", `/tickets/${number}`)).body;

test("an answer to a ticket that was closed lately goes on in it; thanks do not", async () => {
  const number = await mailed("Closed lately");
  await api("PATCH", `/tickets/${number}`, { state: "closed" });
  await desk.send({ from: jana, subject: `Re: [#${number}] Closed lately`, text: "Díky, funguje!" });
  await until("thanks", async () => (await ticket(number)).messages === 2);
  expect((await ticket(number)).state).toBe("closed");
  await desk.send({ from: jana, subject: `Re: [#${number}] Closed lately`, text: "It came back today." });
  await until("problem", async () => (await ticket(number)).messages === 3);
  expect(await ticket(number)).toMatchObject({ category: "open", solvedAt: null });
});

test("after the days that the settings name it is a new one, linked to it", async () => {
  const number = await mailed("Closed long ago");
  await api("PATCH", `/tickets/${number}`, { state: "closed" });
  await sql`update tickets set closed_at = now() - interval '31 days' where number = ${number}`.execute(
    desk.running.desk.database.db,
  );
  const later = `Re: [#${number}] Closed long ago`;
  const fresh = await mailed(later, "It came back after a month.");
  expect((await ticket(number)).state).toBe("closed");
  const links = (await api("GET", `/tickets/${fresh}/links`)).body;
  expect(JSON.stringify(links)).toContain(number);
});

test("a new mail about what is open already is offered for joining, and never joined by itself", async () => {
  const first = await mailed("VPN drops every hour in Brno", "Since the update the tunnel to mx1 breaks.");
  const second = await mailed("vpn in Brno drops again, every hour", "As I said.");
  const other = await mailed("New laptop for Petr", "A small one please.");
  const stranger = await mailed("VPN drops every hour in Brno", "Mine too.", "karel@other.example");
  const like = async (number: string) => (await api("GET", `/tickets/${number}/duplicates`)).body.items;
  expect(await like(second)).toEqual([{ number: first, subject: "VPN drops every hour in Brno", state: "new" }]);
  expect(await like(first)).toEqual([]);
  expect(await like(other)).toEqual([]);
  expect(await like(stranger)).toEqual([]);
  expect((await ticket(second)).mergedInto).toBeNull();
  expect((await api("POST", `/tickets/${second}/merge`, { into: first })).status).toBe(200);
  expect(await like(first)).toEqual([]);
  expect((await api("GET", "/tickets/20269999/duplicates")).status).toBe(404);
});
