// Lists stay quick however many finished tickets there are: no view of the desk reads the whole table.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedLarge } from "../../seeds/large.ts";
import { mailSql } from "../../server/channels/intake/ledger.ts";
import { listSql } from "../../server/core/tickets/list/list-tickets.ts";
import { sortingOf } from "../../server/core/tickets/list/sorts.ts";
import { fixedViews } from "../../server/core/tickets/views/fixed.ts";
import { type Database, openDatabase } from "../../server/platform/db.ts";
import { createLog } from "../../server/platform/log.ts";
import { type Actor, builtInRoles } from "../../shared/identity/permissions.ts";
import type { MailQuery } from "../../shared/mail/schema.ts";
import { type TestDatabase, testDatabase } from "../setup/postgres.ts";

let home: TestDatabase;
let database: Database;
beforeAll(async () => {
  home = await testDatabase();
  database = await openDatabase({ url: home.url, log: createLog("silent", false), connections: 2 });
  await seedLarge(database, { tickets: 3000, databaseUrl: home.url }, () => {});
}, 120_000);
afterAll(async () => {
  await database?.close();
  await home?.drop();
});

const agent = (...permissions: Actor["permissions"] extends ReadonlySet<infer P> ? P[] : never): Actor => ({
  personId: "1",
  kind: "person",
  name: "Agent",
  permissions: new Set(permissions),
  teamIds: [],
  managedOrganizationIds: [],
});
const supervisor = agent(...builtInRoles.supervisor);
const ordinary = agent(...builtInRoles.agent);
const customer = agent(...builtInRoles.customer);

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Node[];
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

async function nodes(actor: Actor, query: Parameters<typeof listSql>[1]): Promise<Node[]> {
  const { rows } = await sql<{
    "QUERY PLAN": [{ Plan: Node }];
  }>`explain (format json) ${listSql(actor, query, 51)}`.execute(database.db);
  return nodesOf(rows[0]?.["QUERY PLAN"][0].Plan as Node);
}
const readsAll = (node: Node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "tickets";

const views = fixedViews(supervisor).map(({ key, filter }) => [key, filter] as const);
test.each(views)("the view %s reads no whole table, for whoever asks", async (_, filter) => {
  for (const actor of [supervisor, ordinary, customer])
    expect((await nodes(actor, filter)).filter(readsAll)).toEqual([]);
});

test.each([
  ["everything", {}, "tickets_updated"],
  ["unfinished", { state: "unsolved" }, "tickets_active"],
  ["of a queue", { state: "unsolved", queue: "1" }, "tickets_active_queue"],
  ["of an agent", { state: "unsolved", assignee: "5" }, "tickets_active_assignee"],
  ["of a customer", { requester: "7" }, "tickets_requester"],
  ["of an organization", { organization: "7" }, "tickets_organization"],
  ["solved", { state: "solved" }, "tickets_solved"],
  ["by age", { sort: "-createdAt" }, "tickets_created"],
  ["by number", { sort: "-number" }, "tickets_pkey"],
  ["by number in words", { q: "20260001" }, "tickets_pkey"],
] as const)("the list of what is %s goes by its index", async (_, query, index) => {
  const used = (await nodes(supervisor, query)).map((node) => node["Index Name"]).filter(Boolean);
  expect(used).toContain(index);
});

test.each(["-updatedAt", "createdAt", "-number"] as const)(
  "a page far behind, by %s, is cut from the same index",
  async (sort) => {
    const { rows } = await listSql(supervisor, { sort }, 500).execute(database.db);
    const after = sortingOf(sort).cursorOf(rows.at(-1) ?? { cursor: "" });
    const limited = (await nodes(supervisor, { sort, after })).filter((node) => node["Node Type"] === "Limit");
    const cut = limited.flatMap((node) => node.Plans ?? []).filter((node) => node["Relation Name"] === "tickets");
    expect(cut).toMatchObject([{ "Node Type": "Index Scan" }]);
  },
);

test.each<[string, Parameters<typeof listSql>[1]]>([
  ["everything", {}],
  ["a queue's unfinished tickets", { state: "unsolved", queue: "1" }],
])("the plan for %s is made once, not for each page", async (_, query) => {
  const { rows } = await database.db.connection().execute(async (connection) => {
    for (let asked = 0; asked < 12; asked++) await listSql(supervisor, query, 51).execute(connection);
    return sql<{ kept: number }>`
      select generic_plans::int as kept from pg_prepared_statements where statement like '%as cursor from (%'
      order by prepare_time desc limit 1`.execute(connection);
  });
  expect(rows[0]?.kept).toBeGreaterThan(0);
});

/** What the ledger holds: it grows with every mail, for ever. */
const ledger = new Set(["inbound_mail", "deliveries", "messages", "conversations"]);
async function mailNodes(query: MailQuery): Promise<Node[]> {
  const { rows } = await sql<{
    "QUERY PLAN": [{ Plan: Node }];
  }>`explain (format json) ${mailSql(query, 50)}`.execute(database.db);
  return nodesOf(rows[0]?.["QUERY PLAN"][0].Plan as Node);
}

test.each<[string, MailQuery, ...string[]]>([
  ["everything", {}, "inbound_mail_ledger", "deliveries_ledger"],
  ["what is held", { outcome: "held" }, "inbound_mail_outcome", "deliveries_outcome"],
  ["what was dropped", { outcome: "dropped", direction: "in" }, "inbound_mail_outcome"],
  ["what was not sent", { outcome: "failed", direction: "out" }, "deliveries_outcome"],
  ["of an address", { q: "user7@org7.example" }, "inbound_mail_found", "deliveries_found"],
  ["of a rare word", { q: "zebra" }, "inbound_mail_found", "deliveries_found"],
  ["of a Thai word", { q: "เครื่องพิมพ์" }, "inbound_mail_found", "deliveries_found"],
  ["with a Message-ID", { q: "<a.b@org7.example>" }, "inbound_mail_message_id", "messages_header"],
])("the ledger of %s reads no whole table", async (_, query, ...indexes) => {
  const found = await mailNodes(query);
  const whole = found.filter((node) => node["Node Type"] === "Seq Scan" && ledger.has(node["Relation Name"] ?? ""));
  expect(whole).toEqual([]);
  expect(found.map((node) => node["Index Name"])).toEqual(expect.arrayContaining(indexes));
});

test("what is in every mail is taken from the ledger's newest end, and found rare words are not", async () => {
  const cut = async (q: string) =>
    (await mailNodes({ q, direction: "out" })).filter((node) => node["Index Name"] === "deliveries_ledger");
  expect(await cut("example")).not.toEqual([]);
  expect(await cut("zebra")).toEqual([]);
});
