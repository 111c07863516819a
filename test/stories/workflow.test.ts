// States, queues and fields are changed while tickets are in them, and no ticket is lost on the way.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false, only: "web" });
  api = await desk.api();
});
afterAll(() => desk?.stop());

const ticket = async (more: object = {}, changes?: object): Promise<string> => {
  const made = { subject: "Printer", body: "dead", requester: { email: "jana@acme.example" }, ...more };
  const { status, body } = await api("POST", "/tickets", made);
  expect(status).toBe(201);
  if (changes) expect((await api("PATCH", `/tickets/${body.number}`, changes)).status).toBe(200);
  return body.number;
};
const get = async (number: string) => (await api("GET", `/tickets/${number}`)).body;
const states = async () => (await api("GET", "/states")).body.items as { key: string; next: string[] }[];
const keysOf = async () => (await states()).map((state) => state.key);
const refusal = async (method: string, path: string, body?: unknown) => {
  const answer = await api(method, path, body);
  return [answer.status, answer.body.error?.code, Object.keys(answer.body.error?.fields ?? {})[0]];
};

test("a new state stands among its kind and can be used at once", async () => {
  const made = await api("POST", "/states", {
    category: "waiting",
    name: { en: "Waiting for parts", cs: "Čeká na díly" },
    pausesClock: true,
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ key: "waiting-for-parts", customerName: { en: "Waiting for parts" } });
  expect(made.body.next).toEqual(["open", "waiting-customer", "waiting-third-party", "solved", "closed"]);
  expect(await keysOf()).toEqual([
    "new",
    "open",
    "waiting-customer",
    "waiting-third-party",
    "waiting-for-parts",
    "solved",
    "closed",
  ]);
  const number = await ticket();
  expect((await get(number)).can.states).toContain("waiting-for-parts");
  expect((await api("PATCH", `/tickets/${number}`, { state: "waiting-for-parts" })).body.category).toBe("waiting");
});

test("what may follow what is changed, and kept to", async () => {
  const changed = await api("PATCH", "/states/waiting-for-parts", { next: ["solved", "open"], name: { en: "Parts" } });
  expect(changed.body).toMatchObject({ name: { en: "Parts" }, next: ["open", "solved"] });
  const number = await ticket({}, { state: "waiting-for-parts" });
  expect((await get(number)).can.states).toEqual(["open", "solved"]);
  expect((await api("PATCH", `/tickets/${number}`, { state: "closed" })).status).toBe(409);
});

test.each([
  ["POST", "/states", { category: "asleep", name: { en: "x" } }, 422, "invalid", "category"],
  ["POST", "/states", { category: "open", name: { cs: "x" } }, 422, "invalid", "name.en"],
  ["POST", "/states", { category: "open", key: "open", name: { en: "x" } }, 409, "state_taken", "key"],
  ["POST", "/states", { category: "open", name: { en: "x" }, next: ["nowhere"] }, 422, "state_unknown", "next"],
  ["POST", "/states", { category: "open", name: { en: "x" }, from: ["nowhere"] }, 422, "state_unknown", "from"],
  ["PATCH", "/states/open", { next: ["open"] }, 422, "state_unknown", "next"],
  ["PATCH", "/states/open", { category: "closed" }, 422, "invalid", "category"],
  ["PATCH", "/states/nowhere", { name: { en: "x" } }, 404, "state_not_found", undefined],
  ["PUT", "/states/order", { keys: ["open"] }, 422, "invalid", "keys"],
  ["DELETE", "/states/open", undefined, 409, "last_of_category", undefined],
  ["DELETE", "/states/nowhere", undefined, 404, "state_not_found", undefined],
])("%s %s %j is refused", async (method, path, body, ...expected) => {
  const before = await states();
  expect(await refusal(method, path, body)).toEqual(expected);
  expect(await states()).toEqual(before);
});

test("a state in use is not taken away before its tickets have another", async () => {
  const number = await ticket({}, { state: "waiting-for-parts" });
  expect((await api("GET", "/states/waiting-for-parts/use")).body).toEqual({ tickets: 3, more: false });
  const refused = await api("DELETE", "/states/waiting-for-parts");
  expect(refused.status).toBe(409);
  expect(refused.body.error).toMatchObject({ code: "state_in_use", fields: { replacement: "is needed" } });
  expect(refused.body.error.message).toContain("3 tickets");
  expect(await refusal("DELETE", "/states/waiting-for-parts?replacement=open")).toEqual([
    422,
    "invalid",
    "replacement",
  ]);
  expect((await api("DELETE", "/states/waiting-for-parts?replacement=waiting-customer")).status).toBe(204);
  expect(await get(number)).toMatchObject({ state: "waiting-customer", category: "waiting" });
  const { items } = (await api("GET", `/tickets/${number}/events`)).body;
  expect(items.at(-1)).toMatchObject({
    kind: "ticket.state-changed",
    data: { from: "waiting-for-parts", to: "waiting-customer" },
  });
  expect((await states()).every((state) => !state.next.includes("waiting-for-parts"))).toBe(true);
});

test("the order of states says which one the desk itself takes", async () => {
  await api("POST", "/states", { key: "arrived", category: "new", name: { en: "Arrived" } });
  const keys = await keysOf();
  const first = ["arrived", ...keys.filter((key) => key !== "arrived")];
  expect((await api("PUT", "/states/order", { keys: first })).status).toBe(200);
  expect(await keysOf()).toEqual(first);
  expect((await get(await ticket())).state).toBe("arrived");
  expect((await api("DELETE", "/states/new?replacement=arrived")).status).toBe(204);
  expect((await get(await ticket())).state).toBe("arrived");
});

test("two who take away the last two of a category at once leave one", async () => {
  await api("POST", "/states", { key: "done", category: "solved", name: { en: "Done" } });
  const answers = await Promise.all(["done", "solved"].map((key) => api("DELETE", `/states/${key}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
});

test("a queue in use is not taken away before its tickets have another, and never the last", async () => {
  const { body: parts } = await api("POST", "/queues", { name: "Parts", address: "parts@desk.example" });
  const support = (await api("GET", "/queues")).body.items.find((q: { name: string }) => q.name === "Support");
  const number = await ticket({ queue: parts.id });
  expect((await api("GET", `/queues/${parts.id}/use`)).body).toEqual({ tickets: 1, more: false, conversations: 0 });
  expect(await refusal("DELETE", `/queues/${parts.id}`)).toEqual([409, "queue_in_use", "replacement"]);
  expect(await refusal("DELETE", `/queues/${parts.id}?replacement=${parts.id}`)).toEqual([
    422,
    "invalid",
    "replacement",
  ]);
  const nowhere = `/queues/${parts.id}?replacement=999999999`;
  expect(await refusal("DELETE", nowhere)).toEqual([422, "queue_unknown", "replacement"]);
  expect((await api("DELETE", `/queues/${parts.id}?replacement=${support.id}`)).status).toBe(204);
  expect((await get(number)).queue).toEqual({ id: support.id, name: "Support" });
  const { items } = (await api("GET", `/tickets/${number}/events`)).body;
  expect(items.at(-1).data.changes.queue).toEqual({ from: parts.id, to: support.id });
  expect(await refusal("DELETE", `/queues/${support.id}`)).toEqual([409, "last_queue", undefined]);
  expect((await api("GET", `/queues/${parts.id}/use`)).status).toBe(404);
});

test("what stood in a field that was taken away comes back with it", async () => {
  const field = { key: "asset", name: { en: "Asset" }, kind: "text" };
  expect((await api("POST", "/fields", field)).body).toEqual({ ...field, choices: [] });
  await api("POST", "/fields", { key: "floor", name: { en: "Floor" }, kind: "number" });
  const number = await ticket({ fields: { asset: "HP M402", floor: 3 } });
  expect((await api("GET", "/fields/asset/use")).body.tickets).toBe(1);
  expect(await refusal("DELETE", "/fields/asset")).toEqual([409, "field_in_use", "confirm"]);
  expect(await refusal("DELETE", "/fields/asset?confirm=7")).toEqual([409, "field_in_use", "confirm"]);
  expect((await api("DELETE", "/fields/asset?confirm=1")).status).toBe(204);
  expect((await get(number)).fields).toEqual({ floor: 3 });
  expect(await refusal("PATCH", `/tickets/${number}`, { fields: { asset: "x" } })).toEqual([
    422,
    "invalid",
    "fields.asset",
  ]);
  expect(await refusal("POST", "/fields", { ...field, kind: "number" })).toEqual([409, "field_kind_fixed", "kind"]);
  expect((await api("POST", "/fields", { ...field, name: { en: "Device" } })).status).toBe(201);
  expect((await get(number)).fields).toEqual({ asset: "HP M402", floor: 3 });
});

test("fields are renamed, ordered, and keep their kind while somebody uses them", async () => {
  const changed = await api("PATCH", "/fields/floor", { name: { en: "Storey" } });
  expect(changed.body).toMatchObject({ key: "floor", name: { en: "Storey" }, kind: "number" });
  expect(await refusal("PATCH", "/fields/floor", { kind: "text" })).toEqual([409, "field_kind_fixed", "kind"]);
  await api("POST", "/fields", { key: "site", name: { en: "Site" }, kind: "text" });
  expect(await refusal("PATCH", "/fields/site", { kind: "choice" })).toEqual([422, "invalid", "choices"]);
  const site = await api("PATCH", "/fields/site", { kind: "choice", choices: ["Praha", "Brno"] });
  expect(site.body).toMatchObject({ kind: "choice", choices: ["Praha", "Brno"] });
  expect(await refusal("POST", "/fields", { ...site.body })).toEqual([409, "field_taken", "key"]);
  const keys = ["site", "asset", "floor"];
  await api("PUT", "/fields/order", { keys });
  expect((await api("GET", "/fields")).body.items.map((each: { key: string }) => each.key)).toEqual(keys);
  expect(await refusal("PUT", "/fields/order", { keys: ["site"] })).toEqual([422, "invalid", "keys"]);
  expect(await refusal("PATCH", "/fields/nothing", { name: { en: "x" } })).toEqual([404, "field_not_found", undefined]);
});

test("how much is in use is for those who may change it", async () => {
  const agent = await desk.api("agent");
  for (const path of ["/fields/asset/use", "/states/open/use"]) expect((await agent("GET", path)).status).toBe(403);
});
