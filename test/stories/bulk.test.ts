// Many tickets changed at once: what would change, what did, and back again (B8).
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk } from "../support/desk.ts";
import { openTicket, ticketOf } from "../support/tickets.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false, only: "web" });
  api = await desk.api();
});
afterAll(() => desk?.stop());

const openMany = async (count: number, subject: string): Promise<string[]> => {
  const numbers: string[] = [];
  for (let i = 0; i < count; i++) numbers.push(await openTicket(api, `${subject} ${i}`));
  return numbers;
};

test("a dry run says what would change and changes nothing", async () => {
  const [one = "", two = ""] = await openMany(2, "dry");
  await api("PATCH", `/tickets/${two}`, { priority: "high", tags: ["vpn"] });
  const asked = { numbers: [one, two, "19990001"], changes: { priority: "high", addTags: ["vpn"] }, dryRun: true };
  const { status, body } = await api("POST", "/tickets/bulk", asked);
  expect(status).toBe(200);
  expect(body).toEqual({
    operation: null,
    changed: [
      {
        number: one,
        subject: "dry 0",
        changes: { priority: { from: "normal", to: "high" }, tags: { from: [], to: ["vpn"] } },
      },
    ],
    unchanged: [two],
    refused: [{ number: "19990001", code: "ticket_not_found", why: expect.stringContaining("no such ticket") }],
  });
  expect(await ticketOf(api, one)).toMatchObject({ priority: "normal", tags: [] });
});

test("what cannot be done is refused for that ticket only, and says why", async () => {
  const [open = "", closed = ""] = await openMany(2, "partly");
  await api("PATCH", `/tickets/${closed}`, { state: "closed" });
  const { body } = await api("POST", "/tickets/bulk", { numbers: [open, closed], changes: { state: "solved" } });
  expect(body.changed.map((each: { number: string }) => each.number)).toEqual([open]);
  expect(body.refused).toEqual([
    { number: closed, code: "transition_not_allowed", why: "A ticket that is closed cannot become solved." },
  ]);
  expect((await ticketOf(api, open)).state).toBe("solved");
});

test("a hundred and twenty tickets are one operation, and undone as one, apart from what was changed since", async () => {
  const numbers = await openMany(120, "many");
  const before = await Promise.all(numbers.slice(0, 3).map((number) => ticketOf(api, number)));
  const changes = { state: "solved", priority: "urgent", addTags: ["flood"] };
  const done = (await api("POST", "/tickets/bulk", { numbers, changes })).body;
  expect(done.changed).toHaveLength(120);
  expect(await ticketOf(api, numbers[7] ?? "")).toMatchObject({ state: "solved", priority: "urgent", tags: ["flood"] });

  const operation = (await api("GET", `/operations/${done.operation}`)).body;
  expect(operation).toMatchObject({ kind: "bulk", undoneAt: null });
  expect(operation.tickets).toHaveLength(120);

  await api("PATCH", `/tickets/${numbers[1]}`, { priority: "low" });
  const undone = await api("POST", `/operations/${done.operation}/undo`);
  expect(undone).toMatchObject({ status: 200, body: { operation: done.operation, changed: 120 } });
  const [first, second, third] = await Promise.all(numbers.slice(0, 3).map((number) => ticketOf(api, number)));
  expect({ ...first, updatedAt: "" }).toEqual({ ...before[0], updatedAt: "" });
  expect({ ...third, updatedAt: "" }).toEqual({ ...before[2], updatedAt: "" });
  expect(second).toMatchObject({ state: "new", priority: "low", tags: [] });

  const again = await api("POST", `/operations/${done.operation}/undo`);
  expect(again).toMatchObject({ status: 409, body: { error: { code: "already_undone" } } });
});

test("the same change sent again changes nothing more", async () => {
  const numbers = await openMany(3, "again");
  const body = { numbers, changes: { addTags: ["x"], assignee: null, type: "incident" } };
  expect((await api("POST", "/tickets/bulk", body)).body.changed).toHaveLength(3);
  expect((await api("POST", "/tickets/bulk", body)).body).toEqual({
    operation: null,
    changed: [],
    unchanged: [...numbers].sort(),
    refused: [],
  });
});

test("a wrong value is named, and five hundred and one tickets are too many", async () => {
  const [number = ""] = await openMany(1, "wrong");
  const wrong = await api("POST", "/tickets/bulk", { numbers: [number], changes: { priority: "huge" } });
  expect(wrong).toMatchObject({ status: 422, body: { error: { fields: { "changes.priority": expect.anything() } } } });
  const many = await api("POST", "/tickets/bulk", { numbers: Array(501).fill(number), changes: { priority: "low" } });
  expect(many.status).toBe(422);
  const unknown = await api("POST", "/tickets/bulk", { numbers: [number], changes: { queue: "999999" } });
  expect(unknown.body.refused).toMatchObject([{ number, code: "queue_unknown" }]);
});
