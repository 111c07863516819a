// From what is said to what is written: greeting, signature, the quoted message below.
import type { Random } from "../random.ts";
import type { Client, Employee } from "./clients.ts";
import type { Staff } from "./company.ts";
import { manners } from "./manners.ts";
import { fill, type Manners } from "./scenario.ts";

/** Who writes, or is written to. */
interface Letter {
  client: Client;
  requester: Employee;
}

/** After a greeting with a comma the sentence goes on as it is (in Czech in lower case), else it begins anew. */
function join(greeting: string | null, body: string, closing: string | null): string {
  const text = greeting?.endsWith(",") ? body : body.charAt(0).toUpperCase() + body.slice(1);
  return [greeting, text, closing].filter((part) => part !== null).join("\n\n");
}

export function customerText(
  random: Random,
  { client, requester }: Letter,
  body: string,
  place: "first" | "answer" | "thanks",
): string {
  const { customerGreetings, customerClosings } = manners[client.language];
  const words = { name: requester.name };
  const greets = place === "first" || (place === "answer" && random.chance(0.45));
  const signs = place === "first" || random.chance(0.3);
  const greeting = greets ? fill(random.pick(customerGreetings), words, requester.female) : null;
  const closing = signs && place !== "thanks" ? fill(random.pick(customerClosings), words, requester.female) : null;
  return join(greeting, body, closing);
}

export function replyText(
  random: Random,
  { client, requester }: Letter,
  agent: Staff,
  body: string,
  first: boolean,
): string {
  const { agentGreetings, agentClosings } = manners[client.language];
  const words = { call: requester.call, name: agent.signs[client.language] ?? agent.name };
  const greets = first || random.chance(0.7);
  const greeting = greets ? fill(random.pick(agentGreetings), words, agent.female) : null;
  return join(greeting, body, fill(random.pick(agentClosings), words, agent.female));
}

/** What a mail program puts below an answer. */
export function attributed(
  { attribution, locale }: Manners,
  timeZone: string,
  name: string,
  said: { at: Date; text: string },
): string {
  const date = said.at.toLocaleDateString(locale, { timeZone, day: "numeric", month: "numeric", year: "numeric" });
  const time = said.at.toLocaleTimeString(locale, { timeZone, hour: "2-digit", minute: "2-digit" });
  const lines = said.text.split("\n").map((line) => `> ${line}`.trimEnd());
  return [fill(attribution, { date, time, name }, false), ...lines].join("\n");
}
