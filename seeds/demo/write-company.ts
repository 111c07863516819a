// The desk before the first ticket: its name, staff, teams, queues, own fields, and the client companies.

import { openAccount, setPassword, setRoles } from "../../server/core/identity/index.ts";
import { saveTeam } from "../../server/core/identity/teams.ts";
import { createAdministrator, findPerson } from "../../server/core/people/index.ts";
import { addMember, insertContact, insertPerson, updatePerson } from "../../server/core/people/store.ts";
import { createField } from "../../server/core/tickets/fields.ts";
import { saveQueue } from "../../server/core/tickets/queues.ts";
import type { Trx } from "../../server/platform/db.ts";
import { record } from "../../server/platform/events.ts";
import { saveSettings } from "../../server/platform/settings.ts";
import type { Actor } from "../../shared/identity/permissions.ts";
import { systemActor } from "../../shared/identity/permissions.ts";
import { type Client, clients } from "./clients.ts";
import * as company from "./company.ts";

/** Ids by the keys that the stories use. */
export interface Company {
  actors: ReadonlyMap<string, Actor>;
  queues: ReadonlyMap<company.QueueKey, string>;
  /** By address. */
  customers: ReadonlyMap<string, { id: string; organizationId: string }>;
}

/** `at`: when the desk began. */
export async function writeCompany(trx: Trx, at: Date): Promise<Company> {
  await saveSettings(trx, "desk", { name: company.companyName, language: "en", timeZone: company.timeZone });
  const actors = await writeStaff(trx, at);
  const teams = await writeTeams(trx, actors);
  const queues = await writeQueues(trx, teams);
  for (const field of company.fields) await createField(trx, systemActor, field);
  const customers = new Map<string, { id: string; organizationId: string }>();
  for (const client of clients) await writeClient(trx, client, at, customers);
  return { actors, queues, customers };
}

async function writeStaff(trx: Trx, at: Date): Promise<Map<string, Actor>> {
  const actors = new Map<string, Actor>();
  for (const staff of company.people) {
    const id = await writeStaffMember(trx, staff, at);
    actors.set(staff.key, personActor(id, staff.name));
  }
  return actors;
}

async function writeStaffMember(trx: Trx, staff: company.Staff, at: Date): Promise<string> {
  const { name, email, language, role } = staff;
  if (role === "administrator") {
    const known = await findPerson(trx, email);
    if (known) return known.id;
    return createAdministrator(trx, { ...staff, password: company.password, timeZone: company.timeZone });
  }
  const id = await insertPerson(trx, { name, language, createdAt: at });
  await updatePerson(trx, id, { time_zone: company.timeZone });
  await insertContact(trx, id, "email", email, { verifiedAt: at });
  await record(trx, { kind: "person.created", actor: systemActor, at, about: { personId: id }, data: { name } });
  await openAccount(trx, id, email);
  await setRoles(trx, id, [role]);
  await setPassword(trx, systemActor, id, company.password, "setup");
  return id;
}

/** As it stands in events; the seed asks nobody for permission. */
export const personActor = (personId: string, name: string): Actor => ({
  personId,
  kind: "person",
  name,
  permissions: new Set(),
  teamIds: [],
  managedOrganizationIds: [],
});

async function writeTeams(trx: Trx, actors: Map<string, Actor>): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, members } of company.teams) {
    const people = members.map((key) => actors.get(key)?.personId as string);
    ids.set(name, (await saveTeam(trx, systemActor, null, { name, members: people })).id);
  }
  return ids;
}

/** The first queue of a new desk becomes the servicedesk. */
async function writeQueues(trx: Trx, teams: Map<string, string>): Promise<Map<company.QueueKey, string>> {
  const first = await trx.selectFrom("queues").select("id").orderBy("id").limit(1).executeTakeFirst();
  const ids = new Map<company.QueueKey, string>();
  for (const key of company.queueKeys) {
    const { name, teams: seenBy } = company.queues[key];
    const only = seenBy.map((team) => teams.get(team) as string);
    const known = ids.size === 0 ? (first?.id ?? null) : null;
    const address = company.queueAddress(key);
    const sender = { senderName: `${company.companyName} ${name}`, signature: "**{{agent.name}}**\n{{desk.name}}" };
    ids.set(key, (await saveQueue(trx, systemActor, known, { name, address, teams: only, ...sender })).id);
  }
  return ids;
}

async function writeClient(
  trx: Trx,
  client: Client,
  at: Date,
  customers: Map<string, { id: string; organizationId: string }>,
): Promise<void> {
  const { name, domain, language, notes } = client;
  const { id: organizationId } = await trx
    .insertInto("organizations")
    .values({ name, domains: [domain], language, notes, created_at: at })
    .returning("id")
    .executeTakeFirstOrThrow();
  await record(trx, {
    kind: "organization.created",
    actor: systemActor,
    at,
    about: { organizationId },
    data: { name },
  });
  for (const employee of client.employees) {
    const id = await insertPerson(trx, { name: employee.name, language, createdAt: at });
    await updatePerson(trx, id, { time_zone: client.timeZone });
    await insertContact(trx, id, "email", employee.email, { verifiedAt: at });
    if (employee.phone) await insertContact(trx, id, "phone", employee.phone);
    await addMember(trx, organizationId, id, employee.manager ? "manager" : "member");
    const about = { personId: id, organizationId };
    await record(trx, { kind: "person.created", actor: systemActor, at, about, data: { name: employee.name } });
    customers.set(employee.email, { id, organizationId });
  }
}
