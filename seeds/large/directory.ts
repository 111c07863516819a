// Who and what the tickets refer to: agents, teams, queues, tags, organizations and customers.
import { saveTeam } from "../../server/core/identity/teams.ts";
import { createAdministrator, createPerson } from "../../server/core/people/index.ts";
import { saveQueue } from "../../server/core/tickets/queues.ts";
import type { Trx } from "../../server/platform/db.ts";
import { type Language, languages } from "../../shared/base/schema.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { createRandom, type Random } from "../random.ts";
import { lastIds, setLastIds } from "./last-ids.ts";
import { firstNames, lastNames, organizationKinds } from "./names.ts";
import type { Rows } from "./tables.ts";

export const benchAccount = { name: "Bench", email: "bench@listek.example", password: "listek-bench" };

export interface Agent {
  id: string;
  name: string;
}
export interface Customer extends Agent {
  email: string;
  language: Language;
  organizationId: string | null;
}
export interface Queue extends Agent {
  address: string;
}
export interface Directory {
  agents: Agent[];
  queues: Queue[];
  tags: string[];
  customers: Customer[];
}

interface Organization {
  id: string;
  name: string;
  domain: string;
  language: Language;
}

const queueNames = ["Hardware", "Software", "Network", "Mail", "Hosting", "Billing", "Field"];
const tagNames =
  "printer vpn mail backup disk password licence laptop phone wifi domain certificate invoice warranty onboarding security update repair contract access";

const seededYears = 3;

/** Everything the tickets refer to. Organizations and customers go into `rows`, the rest is written at once. */
export async function writeDirectory(trx: Trx, rows: Rows, tickets: number, now: Date): Promise<Directory> {
  const began = new Date(now.getTime() - seededYears * 365 * 86_400_000);
  const staff = await writeStaff(trx, tickets);
  const last = await lastIds(trx, ["organizations", "people"]);
  const organizations = planOrganizations(tickets, last.organizations);
  const customers = planCustomers(tickets, last.people, organizations);
  for (const { id, name, domain, language } of organizations)
    rows.add("organizations", [id, name, [domain], language, began]);
  for (const customer of customers) addCustomer(rows, customer, began);
  await setLastIds(trx, {
    organizations: last.organizations + organizations.length,
    people: last.people + customers.length,
  });
  return { ...staff, customers };
}

function addCustomer(rows: Rows, { id, name, email, language, organizationId }: Customer, at: Date): void {
  rows.add("people", [id, name, language, at]);
  rows.add("contact_points", [id, "email", email, email, at]);
  if (organizationId) rows.add("organization_members", [organizationId, id, Number(id) % 25 ? "member" : "manager"]);
}

/** Agents, queues, teams and tags by the desk's own verbs; there are few of them. */
async function writeStaff(trx: Trx, tickets: number): Promise<Omit<Directory, "customers">> {
  const random = createRandom(7);
  await createAdministrator(trx, { ...benchAccount, language: "en" });
  const agents: Agent[] = [];
  for (let index = 1; index <= Math.min(40, Math.max(6, Math.round(tickets / 2500))); index++) {
    const name = nameIn(random, random.pick(languages));
    const email = `agent${index}@listek.example`;
    agents.push({ id: await createPerson(trx, systemActor, { name, email, roles: ["agent"] }), name });
  }
  for (let team = 0; team < 5; team++) {
    const members = agents.filter((_, index) => index % 5 === team).map((agent) => agent.id);
    await saveTeam(trx, systemActor, null, { name: `Team ${team + 1}`, members });
  }
  return { agents, queues: await writeQueues(trx), tags: await writeTags(trx) };
}

async function writeQueues(trx: Trx): Promise<Queue[]> {
  for (const name of queueNames) {
    await saveQueue(trx, systemActor, null, { name, address: `${name.toLowerCase()}@listek.example` });
  }
  const rows = await trx.selectFrom("queues").select(["id", "name", "address"]).orderBy("id").execute();
  return rows.map((row) => ({ ...row, address: row.address ?? "support@listek.example" }));
}

async function writeTags(trx: Trx): Promise<string[]> {
  const values = tagNames.split(" ").map((name) => ({ name }));
  await trx
    .insertInto("tags")
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await trx.selectFrom("tags").select("id").orderBy("id").execute()).map((row) => row.id);
}

/** Bounded: more than a real desk of that size would hardly have, and more would only make the seed's memory grow. */
const organizationCount = (tickets: number): number => Math.min(2000, Math.max(4, Math.round(tickets / 500)));
const customerCount = (tickets: number): number => Math.min(50_000, Math.max(20, Math.round(tickets / 20)));

function planOrganizations(tickets: number, lastId: number): Organization[] {
  const random = createRandom(11);
  return Array.from({ length: organizationCount(tickets) }, (_, index) => {
    const language = languageFor(index);
    const name = `${random.pick(lastNames[language])} ${random.pick(organizationKinds[language])} ${index + 1}`;
    return { id: String(lastId + 1 + index), name, domain: `org${index + 1}.example`, language };
  });
}

/** One in twenty belongs to no organization. */
function planCustomers(tickets: number, lastId: number, organizations: Organization[]): Customer[] {
  const random = createRandom(13);
  return Array.from({ length: customerCount(tickets) }, (_, index) => {
    const alone = index % 20 === 19;
    const organization = organizations[index % organizations.length] as Organization;
    const { language } = organization;
    return {
      id: String(lastId + 1 + index),
      name: nameIn(random, language),
      email: `user${index + 1}@${alone ? "private.example" : organization.domain}`,
      language,
      organizationId: alone ? null : organization.id,
    };
  });
}

/** Of twenty organizations eight speak English, five Russian, four Czech, three Thai. */
function languageFor(index: number): Language {
  const place = (index * 7) % 20;
  return place < 8 ? "en" : place < 13 ? "ru" : place < 17 ? "cs" : "th";
}

const nameIn = (random: Random, language: Language): string =>
  `${random.pick(firstNames[language])} ${random.pick(lastNames[language])}`;
