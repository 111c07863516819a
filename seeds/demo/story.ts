// A story: one ticket of the demo with everything that happens to it, each at its time. Pure; `write-story.ts` tells it.
import { afterCustomerWrote } from "../../shared/tickets/lifecycle.ts";
import type { StateCategory } from "../../shared/tickets/schema.ts";
import type { Random } from "../random.ts";
import type { Client, Employee } from "./clients.ts";
import { people, type QueueKey, queueTeams, type Staff, teams } from "./company.ts";
import type { FileKind } from "./files.ts";
import { manners } from "./manners.ts";
import { fill, type Line, type NextState, type Scenario, type Variables } from "./scenario.ts";
import { attributed, customerText, replyText } from "./wording.ts";
import { addWork } from "./work-time.ts";

export type Act = { at: Date } & (
  | { do: "open"; text: string; file?: FileKind }
  | { do: "receive"; text: string; quoted: string; file?: FileKind; reopens: boolean; thanks: boolean }
  | { do: "take"; by: Staff; assignee: Staff }
  | { do: "reply"; by: Staff; text: string; state: NextState; file?: FileKind }
  | { do: "note"; by: Staff; text: string; file?: FileKind }
  | { do: "close" }
);

export type ActOf<K extends Act["do"]> = Extract<Act, { do: K }>;

export interface Story {
  client: Client;
  requester: Employee;
  /** Reads along. */
  cc: Employee | null;
  scenario: Scenario;
  variables: Variables;
  subject: string;
  channel: "email" | "portal";
  /** Where it came in, before somebody moved it. */
  firstQueue: QueueKey;
  acts: Act[];
}

export interface StoryPlan {
  client: Client;
  scenario: Scenario;
  /** How often the scenario was told before. */
  telling: number;
  at: Date;
  /** The talk ends at the latest here. */
  now: Date;
  /** Nobody has looked at it yet. */
  untouched: boolean;
  /** It stops where somebody is waited for, or where the customer has answered. */
  stopsAt: "waiting" | "answered" | null;
}

const closesAfterDays = 7;

export function planStory(random: Random, plan: StoryPlan): Story {
  const { client, scenario, telling } = plan;
  const variables = scenario.variables[telling % scenario.variables.length] as Variables;
  const requester = random.pick(client.employees.filter((each) => !isSpokenOf(each, scenario, variables)));
  const manager = client.employees[0] as Employee;
  const subject = fill(scenario.subjects[telling % scenario.subjects.length] as string, variables, requester.female);
  const story: Story = {
    client,
    requester,
    cc: requester !== manager && random.chance(0.15) ? manager : null,
    scenario,
    variables,
    subject: subject.charAt(0).toUpperCase() + subject.slice(1),
    channel: random.chance(0.15) ? "portal" : "email",
    firstQueue: random.chance(0.7) ? "servicedesk" : scenario.queue,
    acts: [],
  };
  new Teller(random, plan, story).tell();
  story.acts = story.acts.filter((act) => act.at < plan.now);
  return story;
}

/** Goes through the talk line by line, with the time and the state of the ticket in mind. */
class Teller {
  readonly #random: Random;
  readonly #plan: StoryPlan;
  readonly #story: Story;
  readonly #agent: Staff;
  #at: Date;
  #category: StateCategory = "new";
  #state: NextState | null = null;
  #taken = false;
  #lastReply: { at: Date; text: string } | null = null;

  constructor(random: Random, plan: StoryPlan, story: Story) {
    this.#random = random;
    this.#plan = plan;
    this.#story = story;
    this.#agent = agentFor(random, story);
    this.#at = plan.at;
  }

  tell(): void {
    for (const [index, line] of this.#story.scenario.talk.entries()) {
      if (index === 0) this.#open(line);
      else if (line.by === "note") this.#note(line);
      else if (line.by === "agent") this.#reply(line);
      else this.#receive(line);
      if (this.#plan.untouched) return;
      if (index > 0 && this.#stopsAfter(line)) return;
    }
    if (this.#category === "solved") this.#close();
  }

  #stopsAfter({ by }: Line): boolean {
    const { stopsAt } = this.#plan;
    return (stopsAt === "waiting" && this.#category === "waiting") || (stopsAt === "answered" && by === "customer");
  }

  #open(line: Line): void {
    const { file } = line;
    this.#story.acts.push({ do: "open", at: this.#at, text: this.#customerSays(line, true), file });
  }

  #receive(line: Line): void {
    const thanks = line.by === "thanks";
    if (thanks && this.#random.chance(0.3)) return;
    this.#wait(thanks ? [4, 240] : this.#category === "solved" ? [200, 1400] : [6, 300]);
    const reopens = afterCustomerWrote(this.#category, thanks) === "open";
    if (reopens) this.#goTo("open");
    const text = this.#customerSays(line, false);
    const quoted = this.#lastReply && this.#story.channel === "email" ? this.#quote(this.#lastReply) : "";
    this.#story.acts.push({ do: "receive", at: this.#at, text, quoted, file: line.file, reopens, thanks });
  }

  #note(line: Line): void {
    if (this.#random.chance(0.2)) return;
    this.#wait([5, 70]);
    this.#take();
    const text = fill(this.#random.pick(line.texts), this.#story.variables, this.#agent.female);
    this.#story.acts.push({ do: "note", at: this.#at, by: this.#agent, text, file: line.file });
  }

  #reply(line: Line): void {
    const state = line.state ?? "open";
    this.#wait(this.#replyDelay());
    this.#take();
    const said = fill(this.#random.pick(line.texts), this.#story.variables, this.#agent.female);
    const text = replyText(this.#random, this.#story, this.#agent, said, this.#lastReply === null);
    this.#story.acts.push({ do: "reply", at: this.#at, by: this.#agent, text, state, file: line.file });
    this.#lastReply = { at: this.#at, text };
    this.#goTo(state);
  }

  /** Somebody takes it, or the supervisor hands it out, shortly before the first word about it. */
  #take(): void {
    if (this.#taken) return;
    this.#taken = true;
    const before = new Date(
      Math.max(this.#plan.at.getTime() + 1000, this.#at.getTime() - this.#random.between(60, 400) * 1000),
    );
    const supervisor = people.find((each) => each.role === "supervisor") as Staff;
    const by = this.#random.chance(0.25) ? supervisor : this.#agent;
    this.#story.acts.push({ do: "take", at: before, by, assignee: this.#agent });
  }

  #close(): void {
    const at = new Date(this.#at.getTime() + closesAfterDays * 86_400_000);
    this.#story.acts.push({ do: "close", at });
  }

  #goTo(state: NextState): void {
    this.#state = state;
    this.#category = state === "solved" ? "solved" : state === "open" ? "open" : "waiting";
  }

  #replyDelay(): [number, number] {
    if (this.#state === "waiting-third-party") return [420, 1500];
    if (!this.#taken) return this.#story.scenario.urgency === "high" ? [4, 45] : [10, 160];
    return this.#category === "open" && this.#lastReply ? [15, 320] : [10, 180];
  }

  #wait([low, high]: [number, number]): void {
    const seconds = this.#random.between(0, 59) * 1000 + this.#random.between(0, 999);
    const later = addWork(this.#at, this.#random.between(low, high), this.#story.client.hours);
    this.#at = new Date(later.getTime() + seconds);
  }

  #customerSays(line: Line, first: boolean): string {
    const said = fill(this.#random.pick(line.texts), this.#story.variables, this.#story.requester.female);
    return customerText(this.#random, this.#story, said, first ? "first" : line.by === "thanks" ? "thanks" : "answer");
  }

  #quote(reply: { at: Date; text: string }): string {
    return attributed(manners[this.#story.client.language], this.#story.client.timeZone, this.#agent.name, reply);
  }
}

/** Nobody asks for himself in the third person. Names may be inflected: their beginnings count. */
function isSpokenOf({ name }: Employee, { talk, subjects }: Scenario, variables: Variables): boolean {
  const said = [...talk.flatMap((line) => line.texts), ...subjects, ...Object.values(variables)].join(" ");
  return name.split(" ").some((word) => said.includes(word.slice(0, Math.max(3, word.length - 2))));
}

/** Somebody of the queue's teams who speaks the language. */
function agentFor(random: Random, { client, scenario }: Story): Staff {
  const members = teams
    .filter((team) => queueTeams[scenario.queue].includes(team.name))
    .flatMap((team) => team.members);
  const able = people.filter((each) => members.includes(each.key) && each.signs[client.language]);
  const usual = able.filter((each) => each.role === "agent");
  return random.pick(usual.length ? usual : able);
}
