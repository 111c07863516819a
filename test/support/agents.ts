// People who work on a desk in a test, each signed in.
import { cookieName } from "../../server/core/identity/authenticate.ts";
import { startSession } from "../../server/core/identity/index.ts";
import { type Api, apiClient, type TestDesk } from "./desk.ts";

export interface TestPerson {
  id: string;
  name: string;
  email: string;
  api: Api;
  /** Headers that say who asks. */
  credentials: Record<string, string>;
}

export async function signedInPerson(desk: TestDesk, name: string, role = "agent"): Promise<TestPerson> {
  const admin = await desk.api();
  const email = `${name.toLowerCase()}@desk.example`;
  const made = await admin("POST", "/people", { name, email, roles: [role] });
  if (made.status !== 201) throw new Error(`${made.status} ${JSON.stringify(made.body)}`);
  const from = { ip: null, userAgent: null };
  const secret = await desk.running.desk.database.transact((trx) => startSession(trx, made.body.id, from));
  const credentials = { cookie: `${cookieName(desk.running.desk.config.url)}=${secret}`, "x-requested-with": "listek" };
  return { id: made.body.id, name, email, api: apiClient(desk.url, credentials), credentials };
}

/** A new ticket of a customer; in a queue kept to a team when that is given. Returns its number. */
export async function newTicket(api: Api, more: object = {}): Promise<string> {
  const answer = await api("POST", "/tickets", {
    subject: "The printer is dead",
    body: "It does nothing.",
    requester: { email: "anna.nova@acme.example", name: "Anna Nová" },
    ...more,
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.number;
}

/** A queue that only these people see. */
export async function closedQueue(
  api: Api,
  name: string,
  members: TestPerson[],
): Promise<{ queue: string; team: string }> {
  const team = (await api("POST", "/teams", { name, members: members.map((each) => each.id) })).body.id;
  return { team, queue: (await api("POST", "/queues", { name, teams: [team] })).body.id };
}
