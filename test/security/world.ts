// Two client companies, a queue kept to one team, and everybody who might look where he should not. Each thing carries a
// word of its own, so that it shows wherever it leaks.
import { randomBytes } from "node:crypto";
import { startSession } from "../../server/core/identity/index.ts";
import { type Api, apiClient, startDesk, type TestDesk, until } from "../support/desk.ts";

/** One request with all that belongs to it: what a route may be asked about. */
export interface Thing {
  ticket: string;
  conversation: string;
  /** The customer's mail. */
  message: string;
  attachment: string;
  mail: string;
  note: string;
  noteAttachment: string;
  /** Ours to him; delivered. */
  reply: string;
  person: string;
  organization: string;
  queue: string;
  team: string;
  token: string;
  /** A file that an agent sent ahead. */
  upload: string;
  /** A change of the ticket that can be undone. */
  operation: string;
}
export type ThingName = "vault" | "acme" | "globex";

export const actorNames = [
  "anonymous",
  "anna",
  "colleague",
  "manager",
  "bob",
  "agent outside",
  "agent inside",
  "ex-agent",
  "administrator token",
  "supervisor token",
  "agent token",
  "customer token",
] as const;
export type ActorName = (typeof actorNames)[number];

export interface World {
  desk: TestDesk;
  api: Api;
  things: Record<ThingName, Thing>;
  absent: Thing;
  /** Headers that say who asks. */
  credentials: Record<ActorName, Record<string, string>>;
  clients: Record<Exclude<ActorName, "anonymous">, Api>;
  /** Whose account it is, by e-mail. */
  ids: Record<string, string>;
}

/** The words planted in the things; none of them occurs anywhere else. */
export const words = {
  vault: "zqvaultqz",
  acme: "zqacmeqz",
  globex: "zqglobexqz",
  note: "zqnoteqz",
  annaName: "zqannaqz",
  bobName: "zqbobqz",
  acmeName: "zqacmeorgqz",
  globexName: "zqglobexorgqz",
  queueName: "zqqueueqz",
  about: "zqaboutqz",
} as const;
export type Word = keyof typeof words;

export async function buildWorld(): Promise<World> {
  const desk = await startDesk();
  const api = await desk.api();
  const { ids, organizations } = await buildPeople(api);
  const team = await id(
    api("POST", "/teams", { name: "Inside", members: [ids["inside@desk.example"], ids["ex@desk.example"]] }),
  );
  const vaultQueue = await id(
    api("POST", "/queues", { name: `Vault ${words.queueName}`, address: "vault@desk.example", teams: [team] }),
  );
  const openQueue = (await api("GET", "/queues")).body.items.find(
    (queue: { id: string }) => queue.id !== vaultQueue,
  ).id;
  const inside = apiClient(desk.url, await sessionOf(desk, ids["inside@desk.example"]));
  const make = (name: ThingName, email: string, to: string, queue: string, organization: string) =>
    buildThing({ desk, api, inside, name, email, to, common: { queue, organization, team, person: ids[email] ?? "" } });
  const things = {
    vault: await make("vault", "anna@acme.example", "vault@desk.example", vaultQueue, organizations.acme),
    acme: await make("acme", "anna@acme.example", "support@desk.example", openQueue, organizations.acme),
    globex: await make("globex", "bob@globex.example", "support@desk.example", openQueue, organizations.globex),
  };
  const { credentials, clients } = await buildActors(desk, ids);
  await deactivate(api, ids["ex@desk.example"] ?? "", clients["ex-agent"]);
  await settled(desk);
  return { desk, api, things, absent: nothing, credentials, clients, ids };
}

const gone = "999999999";
const nothing: Thing = {
  ticket: "19990001",
  conversation: gone,
  message: gone,
  attachment: gone,
  mail: gone,
  note: gone,
  noteAttachment: gone,
  reply: gone,
  person: gone,
  organization: gone,
  queue: gone,
  team: gone,
  token: gone,
  upload: "never-uploaded-by-anyone",
  operation: gone,
};

async function buildPeople(api: Api) {
  const acme = await id(api("POST", "/organizations", { name: `Acme ${words.acmeName}`, notes: words.about }));
  const globex = await id(api("POST", "/organizations", { name: `Globex ${words.globexName}`, notes: words.about }));
  const ids: Record<string, string> = {};
  const people: [name: string, email: string, role: string, organization?: string][] = [
    [`Anna ${words.annaName}`, "anna@acme.example", "customer", acme],
    ["Colleague", "colleague@acme.example", "customer", acme],
    ["Manager", "manager@acme.example", "customer"],
    [`Bob ${words.bobName}`, "bob@globex.example", "customer", globex],
    ["Outside", "outside@desk.example", "agent"],
    ["Inside", "inside@desk.example", "agent"],
    ["Ex", "ex@desk.example", "agent"],
  ];
  for (const [name, email, role, organization] of people) {
    const person = await id(api("POST", "/people", { name, email, roles: [role], organization }));
    ids[email] = person;
    await api("PATCH", `/people/${person}`, { notes: words.about });
  }
  await api("PATCH", `/people/${ids["manager@acme.example"]}`, { organizations: [{ id: acme, role: "manager" }] });
  return { ids, organizations: { acme, globex } };
}

interface ThingPlan {
  desk: TestDesk;
  api: Api;
  inside: Api;
  name: ThingName;
  email: string;
  to: string;
  common: Pick<Thing, "queue" | "organization" | "team" | "person">;
}

async function buildThing({ desk, api, inside, name, email, to, common }: ThingPlan): Promise<Thing> {
  const word = words[name];
  await desk.send({
    from: email,
    to,
    subject: `Subject ${word}`,
    html: `<p>Body ${word}</p>`,
    attachments: [{ filename: `${word}.txt`, content: `File ${word}` }],
  });
  const ticket = await until("ticket", async () => (await api("GET", `/tickets?q=${word}`)).body.items[0]);
  const path = `/tickets/${ticket.number}`;
  const file = (text: string) => ({ name: `${text}.txt`, type: "text/plain", content: btoa(text) });
  const note = await inside("POST", `${path}/messages`, {
    kind: "note",
    body: `Note ${words.note}`,
    attachments: [file(words.note)],
  });
  const reply = await inside("POST", `${path}/messages`, {
    kind: "reply",
    body: `Reply ${word}`,
    attachments: [file(word)],
  });
  const message = (await api("GET", `${path}/messages`)).body.items[0];
  const mail = (await api("GET", `/mail?direction=in&q=${word}`)).body.items[0];
  const upload = `upload-${name}-${randomBytes(8).toString("hex")}`;
  await inside("PUT", `/attachments/${upload}`, `Upload ${word}`, {
    "content-type": "text/plain",
    "x-file-name": `${word}.txt`,
  });
  return {
    ...common,
    ticket: ticket.number,
    conversation: message.conversation,
    message: message.id,
    attachment: message.attachments[0].id,
    mail: mail.id,
    note: note.body.id,
    noteAttachment: note.body.attachments[0].id,
    reply: reply.body.id,
    token: await id(api("POST", "/tokens", { name: `of ${name}`, role: "agent" })),
    upload,
    operation: (await api("POST", "/tickets/bulk", { numbers: [ticket.number], changes: { addTags: ["seen"] } })).body
      .operation,
  };
}

async function buildActors(desk: TestDesk, ids: Record<string, string>) {
  const sessionAt = (email: string) => sessionOf(desk, ids[email]);
  const tokenOf = async (role: string): Promise<Record<string, string>> => ({
    authorization: `Bearer ${(await (await desk.api())("POST", "/tokens", { name: `matrix ${role}`, role })).body.token}`,
  });
  const credentials: World["credentials"] = {
    anonymous: {},
    anna: await sessionAt("anna@acme.example"),
    colleague: await sessionAt("colleague@acme.example"),
    manager: await sessionAt("manager@acme.example"),
    bob: await sessionAt("bob@globex.example"),
    "agent outside": await sessionAt("outside@desk.example"),
    "agent inside": await sessionAt("inside@desk.example"),
    "ex-agent": await sessionAt("ex@desk.example"),
    "administrator token": await tokenOf("administrator"),
    "supervisor token": await tokenOf("supervisor"),
    "agent token": await tokenOf("agent"),
    "customer token": await tokenOf("customer"),
  };
  const clients = Object.fromEntries(
    Object.entries(credentials).map(([name, headers]) => [name, apiClient(desk.url, headers)]),
  ) as unknown as World["clients"];
  return { credentials, clients };
}

/** As after a sign-in, without the price of a password. */
/** What the making of the world led to (receipts, notices, words to search for) is written. */
async function settled(desk: TestDesk): Promise<void> {
  const { pool } = desk.running.desk.database;
  const work = `select (select count(*) from events where kind <> 'message.sent') as events, (select count(*) from messages) as messages,
    (select count(*) from graphile_worker._private_jobs where run_at < now() + interval '1 minute') as jobs`;
  const look = async () => (await pool.query(work)).rows[0];
  await until(
    "a quiet desk",
    async () => {
      const before = await look();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return before.jobs === "0" && JSON.stringify(await look()) === JSON.stringify(before);
    },
    25_000,
  );
}

async function sessionOf(desk: TestDesk, person = ""): Promise<Record<string, string>> {
  const from = { ip: null, userAgent: null };
  const secret = await desk.running.desk.database.transact((trx) => startSession(trx, person, from));
  return { cookie: `listek=${secret}`, "x-requested-with": "listek" };
}

/** He was here a moment ago and left his browser open. */
async function deactivate(api: Api, person: string, client: Api): Promise<void> {
  if ((await client("GET", "/tickets")).status !== 200) throw new Error("the ex-agent never worked here");
  await api("PATCH", `/people/${person}`, { active: false });
}

async function id(answer: ReturnType<Api>): Promise<string> {
  const { status, body } = await answer;
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.id;
}
