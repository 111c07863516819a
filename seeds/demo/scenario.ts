// What a story is made of. Texts may hold `{name}` (from the scenario's variables) and `<he|she>`, chosen by who speaks.
import type { Language } from "../../shared/base/schema.ts";
import type { Level } from "../../shared/tickets/schema.ts";
import type { QueueKey } from "./company.ts";
import type { FileKind } from "./files.ts";

export type Speaker = "customer" | "agent" | "note" | "thanks";
export type NextState = "open" | "waiting-customer" | "waiting-third-party" | "solved";

export interface Line {
  by: Speaker;
  /** One of these is said. */
  texts: readonly string[];
  /** What the agent sets with his answer. */
  state?: NextState;
  file?: FileKind;
}

/** `serial` and `location` also fill the ticket's own fields. */
export type Variables = Readonly<Record<string, string>>;

export interface Scenario {
  key: string;
  queue: QueueKey;
  type: "request" | "incident" | "question";
  impact: Level;
  urgency: Level;
  tags: readonly string[];
  /** Each telling takes the next one. */
  variables: readonly Variables[];
  subjects: readonly string[];
  talk: readonly Line[];
}

export interface Manners {
  language: Language;
  customerGreetings: readonly string[];
  customerClosings: readonly string[];
  agentGreetings: readonly string[];
  agentClosings: readonly string[];
  /** Above a quoted message: `{date}`, `{time}`, `{name}`. */
  attribution: string;
  locale: string;
}

type Text = string | readonly string[];
const all = (text: Text): readonly string[] => (typeof text === "string" ? [text] : text);

export const customer = (text: Text, file?: FileKind): Line => ({ by: "customer", texts: all(text), file });
export const agent = (text: Text, state: NextState = "open", file?: FileKind): Line => ({
  by: "agent",
  texts: all(text),
  state,
  file,
});
/** Between agents; the customer never sees it. */
export const note = (text: Text, file?: FileKind): Line => ({ by: "note", texts: all(text), file });
/** Says thanks and nothing else: what is solved stays solved. */
export const thanks = (text: Text): Line => ({ by: "thanks", texts: all(text) });

/** Fills the variables, then chooses by gender. */
export function fill(text: string, variables: Variables, female: boolean): string {
  return text
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = variables[name];
      if (value === undefined) throw new Error(`no variable ${name} for: ${text}`);
      return value;
    })
    .replace(/<([^<>|]*)\|([^<>|]*)>/g, (_, he: string, she: string) => (female ? she : he));
}
