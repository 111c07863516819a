// Settings around the work: words of automatic mail, the way out of mail, invitations, and a history that can be taken back.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, apiClient, signedIn, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk({ env: { LISTEK_URL: "https://desk.example" } });
  api = await desk.api();
});
afterAll(() => desk?.stop());

const sentTo = (address: string) =>
  until("mail", async () => desk.smarthost.received.find(({ to }) => to.includes(address)));
const history = async () => (await api("GET", "/settings/history")).body.items;
const undo = async (change: { id: string }) => api("POST", `/settings/history/${change.id}/undo`);

test("an administrator's own words are what the receipt says", async () => {
  const text = { subject: "Nr. {{number}}", text: "Dear friend,\n\nwe are on it.\n\n{{desk}}" };
  const saved = await api("PUT", "/templates/receipt/en", text);
  expect(saved.status).toBe(200);
  expect(saved.body).toMatchObject({ ...text, kind: "receipt", language: "en" });
  expect(saved.body.standard.subject).toBe("[#{{number}}] We have received your request");
  await desk.send({ from: "friend@acme.example", subject: "Help", text: "Please help me with the printer today." });
  const { mail } = await sentTo("friend@acme.example");
  expect(mail.text).toContain("we are on it.");
  expect(mail.subject).toMatch(/^Nr\. \d+/);

  const back = await api("DELETE", "/templates/receipt/en");
  expect(back.body).toMatchObject({ subject: "[#{{number}}] We have received your request", standard: null });
  expect((await api("GET", "/templates")).body.items).toHaveLength(28);
});

test.each([
  ["receipt", { subject: "x", text: "a\n{% if link %}" }, "text", "line 2: tag {% if link %} not closed"],
  ["receipt", { subject: "{{ number ", text: "x" }, "subject", /^line 1: /],
  ["receipt", { subject: "x", text: "one\n{{customer}}" }, "text", "line 2: there is no {{customer}} here"],
  ["invitation", { subject: "x", text: "Welcome!" }, "text", "must hold {{link}}"],
  ["receipt", { subject: "", text: "x" }, "subject", /fewer|must NOT/],
])("a template that cannot be filled in is refused by its line: %s %j", async (kind, text, field, why) => {
  for (const [method, path] of [
    ["PUT", `/templates/${kind}/en`],
    ["POST", `/templates/${kind}/en/preview`],
  ] as const) {
    const { status, body } = await api(method, path, text);
    expect(status).toBe(422);
    if (why instanceof RegExp) expect(body.error.fields[field]).toMatch(why);
    else expect(body.error.fields[field]).toBe(why);
  }
  expect((await api("PUT", "/templates/nothing/en", { subject: "x", text: "x" })).status).toBe(404);
  expect((await api("PUT", "/templates/receipt/xx", { subject: "x", text: "x" })).status).toBe(404);
});

test("a preview shows a real ticket's values, and nothing is sent", async () => {
  const made = { subject: "Printer", body: "dead", requester: { email: "eva@acme.example" } };
  const { number } = (await api("POST", "/tickets", made)).body;
  const text = { subject: "[{{number}}]", text: "{{technician}} at {{desk}}" };
  const shown = await api("POST", "/templates/assigned/cs/preview", { ...text, ticket: number });
  expect(shown.body).toEqual({ subject: `[${number}]`, text: "Radek Dvořák at Listek" });
  expect((await api("POST", "/templates/assigned/cs/preview", { ...text, ticket: "19990001" })).status).toBe(404);
  expect((await api("POST", "/templates/assigned/cs/preview", text)).body.subject).toBe("[20260042]");
});

test("the test of outgoing mail says what the smarthost said", async () => {
  expect((await api("GET", "/settings/mail")).body).toEqual({
    address: "support@desk.example",
    smarthost: `127.0.0.1:${desk.smarthost.port}`,
  });
  const tested = await api("POST", "/settings/mail/test", { to: "admin@desk.example" });
  expect(tested.body.outcome).toBe("sent");
  expect(tested.body.answer).toMatch(/^250/);
  expect((await sentTo("admin@desk.example")).mail.subject).toContain("test of outgoing mail");
  expect((await api("POST", "/settings/mail/test", { to: "no address" })).body.error.fields).toHaveProperty("to");
});

test("who is invited chooses a password by the link, once", async () => {
  const { body: nina } = await api("POST", "/people", { name: "Nina", email: "nina@desk.example", roles: ["agent"] });
  const access = async () => (await api("GET", "/people/access?q=nina")).body.items[0];
  expect((await access()).signIn).toBe("none");
  const first = await api("POST", `/people/${nina.id}/invite`);
  const second = await api("POST", `/people/${nina.id}/invite`);
  expect(second.body).toMatchObject({ mail: "sent", reason: null });
  expect((await access()).signIn).toBe("invited");
  const { mail } = await sentTo("nina@desk.example");
  expect(mail.text).toContain(first.body.link);

  const password = "a long way to Tipperary";
  const anonymous = apiClient(desk.url, {});
  const use = (link: string) =>
    anonymous("POST", "/session/reset/confirm", { token: new URL(link).searchParams.get("token"), password });
  expect((await use(first.body.link)).status).toBe(410);
  expect((await use(second.body.link)).status).toBe(204);
  expect((await use(second.body.link)).status).toBe(410);
  await signedIn(desk.url, "nina@desk.example", password);
  expect((await access()).signIn).toBe("ready");
  expect((await api("POST", `/people/${nina.id}/invite`)).body.error.code).toBe("already_signs_in");
  const { body: customer } = await api("POST", "/people", { email: "just@acme.example" });
  expect((await api("POST", `/people/${customer.id}/invite`)).body.error.code).toBe("nobody_to_invite");
});

test("a change says who, what was and what is, and is taken back", async () => {
  await api("PATCH", "/settings", { mail: { undoSeconds: 30, receipts: true } });
  const [change] = await history();
  expect(change).toMatchObject({
    what: "mail",
    changes: { undoSeconds: { from: 0, to: 30 } },
    actor: { kind: "token", name: "test administrator" },
    can: { undo: true },
  });
  expect((await undo(change)).status).toBe(204);
  expect((await api("GET", "/settings")).body.mail.undoSeconds).toBe(0);
  expect((await history())[0].changes).toEqual({ undoSeconds: { from: 30, to: 0 } });
  expect((await undo(change)).body.error.code).toBe("changed_since");
});

const queueChange = async () => {
  const { body } = await api("POST", "/queues", { name: "Parts" });
  await api("PATCH", `/queues/${body.id}`, { name: "Spare parts", address: "parts@desk.example" });
  return async () => (await api("GET", "/queues")).body.items.find((q: { id: string }) => q.id === body.id)?.name;
};
test.each([
  [
    "state",
    async () => {
      await api("PATCH", "/states/open", { name: { en: "In work" }, next: ["solved"] });
      return async () =>
        (await api("GET", "/states")).body.items.find((s: { key: string }) => s.key === "open").name.en;
    },
    "In work",
    "Open",
  ],
  ["queue", queueChange, "Spare parts", "Parts"],
  [
    "team",
    async () => {
      const { body } = await api("POST", "/teams", { name: "North" });
      await api("PATCH", `/teams/${body.id}`, { name: "South" });
      return async () => (await api("GET", "/teams")).body.items.find((t: { id: string }) => t.id === body.id).name;
    },
    "South",
    "North",
  ],
  [
    "role",
    async () => {
      const { body } = await api("POST", "/roles", { name: { en: "Night" }, permissions: [] });
      await api("PATCH", `/roles/${body.id}`, { permissions: ["tickets.read"] });
      return async () =>
        (await api("GET", "/roles")).body.items.find((r: { id: string }) => r.id === body.id).permissions.length;
    },
    1,
    0,
  ],
  [
    "field",
    async () => {
      await api("POST", "/fields", { key: "site", name: { en: "Site" }, kind: "choice", choices: ["A"] });
      await api("PATCH", "/fields/site", { choices: ["A", "B"] });
      return async () => (await api("GET", "/fields")).body.items[0].choices.join();
    },
    "A,B",
    "A",
  ],
  [
    "template",
    async () => {
      await api("PUT", "/templates/assigned/th", { subject: "x {{number}}", text: "x" });
      return async () =>
        (await api("GET", "/templates")).body.items.find(
          (t: { kind: string; language: string }) => t.kind === "assigned" && t.language === "th",
        ).standard !== null;
    },
    true,
    false,
  ],
  [
    "states",
    async () => {
      const keys = (await api("GET", "/states")).body.items.map((s: { key: string }) => s.key);
      await api("PUT", "/states/order", { keys: keys.toReversed() });
      return async () => (await api("GET", "/states")).body.items[0].key;
    },
    "closed",
    "new",
  ],
])("a change of a %s is taken back", async (noun, change, after, before) => {
  const look = await change();
  expect(await look()).toBe(after);
  const [newest] = await history();
  expect(newest.what.split(" ")[0]).toBe(noun);
  expect((await undo(newest)).status).toBe(204);
  expect(await look()).toBe(before);
});

test("what was taken away comes back, and what was made goes, unless it is in use", async () => {
  await api("POST", "/states", { key: "parts", category: "waiting", name: { en: "Parts" }, from: ["new"] });
  const [made] = await history();
  await api("DELETE", "/states/parts");
  const [gone] = await history();
  expect((await undo(gone)).status).toBe(204);
  const states = (await api("GET", "/states")).body.items as { key: string; next: string[] }[];
  expect(states.filter((state) => state.next.includes("parts")).map((state) => state.key)).toEqual(["new"]);
  const { body: ticket } = await api("POST", "/tickets", {
    subject: "x",
    body: "x",
    requester: { email: "jana@acme.example" },
  });
  await api("PATCH", `/tickets/${ticket.number}`, { state: "parts" });
  expect((await undo(made)).body.error.code).toBe("state_in_use");
  await api("PATCH", `/tickets/${ticket.number}`, { state: "open" });
  expect((await undo(made)).status).toBe(204);
  expect((await api("GET", "/states")).body.items.some((s: { key: string }) => s.key === "parts")).toBe(false);
});

test("the history is read by who sees settings, undone by who may change them", async () => {
  const [change] = await history();
  const agent = await desk.api("agent");
  const { items } = (await agent("GET", "/settings/history")).body;
  expect(items.length).toBeGreaterThan(5);
  expect(items.every((each: { can: { undo: boolean } }) => !each.can.undo)).toBe(true);
  expect(items.some((each: { what: string }) => each.what.startsWith("queue "))).toBe(false);
  expect((await agent("POST", `/settings/history/${change.id}/undo`)).status).toBe(403);
  expect((await undo({ id: "999999999" })).status).toBe(404);
  const page = (await api("GET", "/settings/history?limit=2")).body;
  expect(page.items).toHaveLength(2);
  expect((await api("GET", `/settings/history?limit=2&after=${page.next}`)).body.items[0].id).not.toBe(
    page.items[1].id,
  );
});

test("settings refuse what they do not know", async () => {
  for (const [body, field] of [
    [{ mail: { evil: 1 } }, "mail.evil"],
    [{ templates: { "receipt.en": null } }, "templates"],
    [{ desk: { timeZone: "Mars/Base" } }, "timeZone"],
    [{ ticketNumber: { format: "{year}" } }, "ticketNumber.format"],
    [{ mail: { undoSeconds: 500 } }, "mail.undoSeconds"],
  ] as const) {
    const { status, body: answer } = await api("PATCH", "/settings", body);
    expect([status, Object.keys(answer.error.fields)]).toEqual([422, [field]]);
  }
});
