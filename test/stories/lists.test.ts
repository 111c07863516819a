// Lists of tickets: what filters find, in which order, page by page; the board; what is taken away as a table.
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closedQueue, newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Answer, type Api, startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let admin: Api;
let jana: TestPerson;
let radek: TestPerson;
let acme: string;
let acmeQueue: string;
const numbers: Record<string, string> = {};

beforeAll(async () => {
  desk = await startDesk({ only: "web" });
  admin = await desk.api();
  jana = await signedInPerson(desk, "Jana");
  radek = await signedInPerson(desk, "Radek");
  acme = (await admin("POST", "/organizations", { name: "ACME, s.r.o." })).body.id;
  acmeQueue = (await admin("POST", "/queues", { name: "Second line, Prague" })).body.id;
  const vault = await closedQueue(admin, "Vault", [jana]);
  const png = Buffer.from("89504e470d0a1a0a", "hex").toString("base64");
  const open = async (name: string, more: object, change: object = {}) => {
    numbers[name] = await newTicket(admin, { subject: name, ...more });
    const answer = await admin("PATCH", `/tickets/${numbers[name]}`, change);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const file = { name: "a.png", type: "image/png", content: png };
  await open(
    "alpha",
    { priority: "urgent", tags: ["vpn", "Wi-Fi"], type: "incident" },
    { assignee: jana.id, organization: acme },
  );
  await open("Bravo", { priority: "low", attachments: [file] }, { assignee: radek.id, state: "waiting-customer" });
  await open("charlie", { queue: acmeQueue, channel: "phone", tags: ["vpn"] }, { dueAt: "2020-01-01T00:00:00.000Z" });
  await open("delta", { requester: { email: "boris@globex.example", name: "Boris" } }, { state: "solved" });
  await open(
    "=echo",
    { requester: { email: "cyril@globex.example", name: "Cyril" } },
    { dueAt: "2999-01-01T00:00:00.000Z" },
  );
  await open("secret", { queue: vault.queue }, { assignee: jana.id });
});
afterAll(() => desk?.stop());

const text = (query: Record<string, string>) => new URLSearchParams(query).toString();
const list = (query: Record<string, string>, api: Api = admin): Promise<Answer> =>
  api("GET", `/tickets?${text(query)}`);
const subjects = (answer: Answer): string[] => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items.map((ticket: { subject: string }) => ticket.subject);
};
const everything = ["=echo", "Bravo", "alpha", "charlie", "delta", "secret"];
const without = (...names: string[]) => everything.filter((name) => !names.includes(name));

test.each<[query: Record<string, string>, found: string[]]>([
  [{}, everything],
  [{ state: "unsolved" }, without("delta")],
  [{ state: "solved,waiting" }, ["Bravo", "delta"]],
  [{ state: "waiting-customer" }, ["Bravo"]],
  [{ notState: "waiting-customer,solved" }, without("Bravo", "delta")],
  [{ state: "nothing-like-it" }, []],
  [{ queue: '"second LINE, prague"' }, ["charlie"]],
  [{ notQueue: '"Second line, Prague",Vault' }, without("charlie", "secret")],
  [{ queue: "Nowhere" }, []],
  [{ assignee: "none" }, without("alpha", "Bravo", "secret")],
  [{ assignee: "Rad,none" }, without("alpha", "secret")],
  [{ notAssignee: "jana" }, without("alpha", "secret")],
  [{ organization: '"ACME, s.r.o."' }, ["alpha"]],
  [{ organization: "none" }, without("alpha")],
  [{ notOrganization: "acme" }, without("alpha")],
  [{ from: "boris@globex.example" }, ["delta"]],
  [{ from: "@globex.example" }, ["=echo", "delta"]],
  [{ from: "cyr" }, ["=echo"]],
  [{ notFrom: "@globex.example" }, without("=echo", "delta")],
  [{ type: "incident" }, ["alpha"]],
  [{ notType: "incident" }, without("alpha")],
  [{ priority: "urgent,low" }, ["Bravo", "alpha"]],
  [{ notPriority: "normal" }, ["Bravo", "alpha"]],
  [{ tag: "vpn" }, ["alpha", "charlie"]],
  [{ tag: "wi-fi,none-such" }, ["alpha"]],
  [{ notTag: "vpn" }, without("alpha", "charlie")],
  [{ channel: "phone" }, ["charlie"]],
  [{ has: "attachment" }, ["Bravo"]],
  [{ has: "tag,due" }, ["charlie"]],
  [{ notHas: "tag,due,attachment" }, ["delta", "secret"]],
  [{ overdue: "true" }, ["charlie"]],
  [{ overdue: "false" }, without("charlie")],
  [{ dueTo: "9d" }, ["charlie"]],
  [{ dueFrom: "9d" }, ["=echo"]],
  [{ createdFrom: "1d" }, everything],
  [{ createdTo: "1d" }, []],
  [{ updatedFrom: "2020-01-01", updatedTo: "9998-12-31" }, everything],
  [{ createdTo: "2020-01-01T00:00:00+01:00" }, []],
  [{ snoozed: "true" }, []],
  [{ merged: "true" }, []],
  [{ q: "alpha" }, ["alpha"]],
])("%j finds %j", async (query, found) => {
  const answer = await list({ ...query, sort: "subject" });
  expect(subjects(answer).sort()).toEqual([...found].sort());
});

test.each<[query: Record<string, string>, field: string]>([
  [{ createdFrom: "2026-02-30" }, "createdFrom"],
  [{ createdFrom: "yesterday" }, "createdFrom"],
  [{ priority: "highest" }, "priority"],
  [{ tag: " , " }, "tag"],
  [{ tag: ",x".repeat(200) }, "tag"],
  [{ q: "x".repeat(201) }, "q"],
  [{ requester: "Jana" }, "requester"],
  [{ snoozed: "perhaps" }, "snoozed"],
  [{ colour: "red" }, "colour"],
  [{ sort: "colour" }, "sort"],
])("%j is refused, and the answer names it", async (query, field) => {
  const answer = await list(query);
  expect([400, 422]).toContain(answer.status);
  expect(answer.body.error.fields).toHaveProperty(field);
});

test("me is who asks; a token is nobody", async () => {
  expect(subjects(await list({ assignee: "me" }, radek.api))).toEqual(["Bravo"]);
  expect((await list({ assignee: "me" })).status).toBe(400);
  expect((await list({ follower: "me" })).status).toBe(400);
  expect(subjects(await list({ mentions: "me" }, jana.api))).toEqual([]);
});

test("no filter, order, board or export shows what the actor may not see", async () => {
  const queries: Record<string, string>[] = [
    { queue: "Vault" },
    { q: "secret" },
    { assignee: "Jana" },
    { notQueue: "Nothing" },
    { notTag: "none" },
  ];
  for (const query of queries) expect(subjects(await list(query, radek.api))).not.toContain("secret");
  for (const by of ["state", "assignee"]) {
    expect(JSON.stringify((await radek.api("GET", `/tickets/board?by=${by}`)).body)).not.toContain("secret");
    expect(JSON.stringify((await jana.api("GET", `/tickets/board?by=${by}`)).body)).toContain("secret");
  }
  expect((await radek.api("GET", "/tickets/export?format=csv")).body).not.toContain("secret");
  expect((await jana.api("GET", "/tickets/export?format=csv")).body).toContain("secret");
});

const keys = [
  "updatedAt",
  "createdAt",
  "priority",
  "dueAt",
  "number",
  "subject",
  "state",
  "assignee",
  "requester",
  "organization",
];
test.each(keys.flatMap((key) => [key, `-${key}`]))(
  "sorted by %s, pages of two hold each ticket once, in the order of one page",
  async (sort) => {
    const whole = subjects(await list({ sort }));
    expect([...whole].sort()).toEqual(everything);
    const paged: string[] = [];
    let after = "";
    do {
      const answer = await list({ sort, limit: "2", after });
      paged.push(...subjects(answer));
      after = answer.body.next ?? "";
    } while (after !== "");
    expect(paged).toEqual(whole);
  },
);

test("orders are what people expect of them; who has nothing to sort by stands last", async () => {
  expect(
    subjects(await list({ sort: "subject", notQueue: "Vault", state: "unsolved" })).map((each) => each.toLowerCase()),
  ).toEqual(["=echo", "alpha", "bravo", "charlie"]);
  expect(subjects(await list({ sort: "-priority" }))[0]).toBe("alpha");
  expect(subjects(await list({ sort: "dueAt" })).slice(0, 2)).toEqual(["charlie", "=echo"]);
  expect(subjects(await list({ sort: "-dueAt" })).slice(0, 2)).toEqual(["=echo", "charlie"]);
  expect(subjects(await list({ sort: "number" }))[0]).toBe("alpha");
  expect(subjects(await list({ sort: "-organization" }))[0]).toBe("alpha");
  expect(subjects(await list({ sort: "organization" }))[0]).toBe("alpha");
  expect(subjects(await list({ sort: "-assignee" }))[0]).toBe("Bravo");
  expect(subjects(await list({ sort: "-state" }))[0]).toBe("delta");
});

test("a cursor belongs to its order", async () => {
  const { next } = (await list({ sort: "subject", limit: "1" })).body;
  expect((await list({ sort: "number", after: next })).status).toBe(400);
  for (const after of ["x", "W10", "eyJhIjoxfQ", Buffer.from('["1","2"]').toString("base64url")])
    expect((await list({ after })).body.error).toMatchObject({ fields: { after: expect.any(String) } });
});

const board = async (query: Record<string, string>, api: Api = admin) => {
  const { status, body } = await api("GET", `/tickets/board?${text(query)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return Object.fromEntries(
    body.columns.map((column: { key: string; count: number; items: { subject: string }[] }) => [
      column.key,
      [column.count, ...column.items.map((ticket) => ticket.subject).sort()],
    ]),
  );
};

test("a board by state has a column for each state that the filter leaves", async () => {
  expect(await board({ by: "state" })).toEqual({
    new: [4, "=echo", "alpha", "charlie", "secret"],
    open: [0],
    "waiting-customer": [1, "Bravo"],
    "waiting-third-party": [0],
    solved: [1, "delta"],
    closed: [0],
  });
  expect(Object.keys(await board({ by: "state", state: "unsolved", notState: "new" }))).toEqual([
    "open",
    "waiting-customer",
    "waiting-third-party",
  ]);
  expect(await board({ by: "state", state: "nothing-like-it" })).toEqual({});
});

test("a board by assignee has nobody's first, and only unfinished tickets unless others are asked for", async () => {
  expect(await board({ by: "assignee" })).toEqual({
    none: [2, "=echo", "charlie"],
    [jana.id]: [2, "alpha", "secret"],
    [radek.id]: [1, "Bravo"],
  });
  expect(await board({ by: "assignee" }, radek.api)).toEqual({
    none: [2, "=echo", "charlie"],
    [jana.id]: [1, "alpha"],
    [radek.id]: [1, "Bravo"],
  });
  expect(await board({ by: "assignee", state: "solved" })).toEqual({ none: [1, "delta"] });
  expect((await admin("GET", "/tickets/board?by=colour")).body.error.fields).toHaveProperty("by");
});

test("a column goes on where its cards end", async () => {
  for (let i = 0; i < 52; i++) await newTicket(admin, { subject: `many ${i}`, tags: ["many"] });
  const { columns } = (await admin("GET", "/tickets/board?by=state&tag=many&sort=number")).body;
  expect(columns[0]).toMatchObject({ key: "new", count: 52, more: false });
  expect(columns[0].items).toHaveLength(50);
  const rest = await list({ state: "new", tag: "many", sort: "number", after: columns[0].next });
  expect(subjects(rest)).toEqual(["many 50", "many 51"]);
});

test("CSV says what the list shows, in the language asked for, and holds no formula", async () => {
  const response = await admin(
    "GET",
    "/tickets/export?format=csv&notTag=many&sort=number&language=cs&columns=subject,state,priority,assignee,dueAt,messages",
  );
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="tickets-\d{4}-\d\d-\d\d\.csv"$/);
  // fetch takes the mark away.
  expect(response.body.split("\r\n")).toEqual([
    "Předmět,Stav,Priorita,Řešitel,Termín,Zprávy",
    "alpha,Nový,Naléhavá,Jana,,1",
    "Bravo,Čeká na zákazníka,Nízká,Radek,,1",
    "charlie,Nový,Běžná,,2020-01-01 00:00,1",
    "delta,Vyřešený,Běžná,,,1",
    "'=echo,Nový,Běžná,,2999-01-01 00:00,1",
    "secret,Nový,Běžná,Jana,,1",
    "",
  ]);
});

async function download(query: string): Promise<Buffer> {
  const { token } = (await admin("POST", "/tokens", { name: query.slice(0, 20), role: "administrator" })).body;
  const response = await fetch(`${desk.url}/api/v1/tickets/export?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

test("CSV begins with the mark of UTF-8", async () => {
  expect((await download("format=csv&columns=number")).subarray(0, 3).toString("hex")).toBe("efbbbf");
});

/** One file of a ZIP, by its directory at the end. */
function unzip(zip: Buffer, name: string): string {
  const at = zip.indexOf(name, zip.indexOf("PK\u0001\u0002")) - 46;
  const from = zip.readUInt32LE(at + 42);
  const begin = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28);
  return inflateRawSync(zip.subarray(begin, begin + zip.readUInt32LE(at + 20))).toString();
}

test("XLSX is a workbook with the same rows, where text is text", async () => {
  const query = "format=xlsx&notTag=many&sort=number&language=ru&columns=subject,messages,dueAt";
  const zip = await download(query);
  expect(unzip(zip, "xl/sharedStrings.xml").match(/(?<=<t[^>]*>)[^<]*/g)).toEqual(
    expect.arrayContaining(["Тема", "Сообщения", "alpha", "=echo"]),
  );
  const sheet = unzip(zip, "xl/worksheets/sheet1.xml");
  expect(sheet.match(/<row /g)).toHaveLength(7);
  expect(sheet).not.toContain("<f>");
});

test.each([
  ["format=pdf", "format"],
  ["format=csv&columns=subject,secret", "columns"],
  ["", "format"],
  ["format=csv&createdFrom=2026-13-01", "createdFrom"],
])("an export asked for with %s is refused", async (query, field) => {
  const answer = await admin("GET", `/tickets/export?${query}`);
  expect([400, 422]).toContain(answer.status);
  expect(answer.body.error.fields).toHaveProperty(field);
});
