// Tickets and messages by the API, for stories.
import type { Api } from "./desk.ts";

/** A ticket by hand; answers with its number. */
export async function openTicket(api: Api, subject: string, email = "anna@acme.example", more = {}): Promise<string> {
  const answer = await api("POST", "/tickets", { subject, body: `About ${subject}`, requester: { email }, ...more });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.number;
}

/** Answers with the message. */
export async function write(api: Api, number: string, body: string, kind: "reply" | "note" = "note", more = {}) {
  const answer = await api("POST", `/tickets/${number}/messages`, { kind, body, ...more });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export const ticketOf = async (api: Api, number: string) => (await api("GET", `/tickets/${number}`)).body;

/** [number in the ticket, text] in the order of the list. */
export async function textsOf(api: Api, number: string): Promise<[number | null, string][]> {
  const { body } = await api("GET", `/tickets/${number}/messages?limit=200`);
  return body.items.map((each: { number: number | null; text: string }) => [each.number, each.text]);
}
