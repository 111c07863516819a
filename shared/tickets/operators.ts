// The operators of the search field: `tag:vpn`, `-state:solved`, `created:>2026-01-01`. For parsing, and to offer them while
// somebody types.
import { channels } from "../conversations/schema.ts";
import type { FilterKey } from "./query.ts";
import { priorities, ticketTypes } from "./schema.ts";

export interface ValueOperator {
  key: FilterKey;
  /** What `-` in front of it sets. */
  not?: FilterKey;
  /** Only these values. */
  among?: readonly string[];
  /** Only values like this. */
  like?: RegExp;
  /** One value, not several. */
  single?: boolean;
}

/** The first name of a key is the one that is written. */
export const valueOperators: Record<string, ValueOperator> = {
  state: { key: "state", not: "notState" },
  queue: { key: "queue", not: "notQueue" },
  assignee: { key: "assignee", not: "notAssignee" },
  requester: { key: "requester", like: /^(?:me|[1-9][0-9]{0,17})$/ },
  from: { not: "notFrom", key: "from" },
  org: { key: "organization", not: "notOrganization" },
  organization: { key: "organization", not: "notOrganization" },
  type: { key: "type", not: "notType", among: ticketTypes },
  priority: { key: "priority", not: "notPriority", among: priorities },
  tag: { key: "tag", not: "notTag" },
  channel: { key: "channel", not: "notChannel", among: channels },
  has: { key: "has", not: "notHas", among: ["attachment", "due", "tag"] },
  mentions: { key: "mentions", among: ["me"], single: true },
  follower: { key: "follower", among: ["me"], single: true },
};

/** `is:…`; with `-` the opposite. */
export const flags = ["unanswered", "snoozed", "overdue", "merged"] as const;

export interface TimeOperator {
  from: FilterKey;
  to: FilterKey;
  /** A length of time counts from now on, not back. */
  ahead?: boolean;
}
export const timeOperators: Record<string, TimeOperator> = {
  created: { from: "createdFrom", to: "createdTo" },
  updated: { from: "updatedFrom", to: "updatedTo" },
  due: { from: "dueFrom", to: "dueTo", ahead: true },
};

/** `before:` and `after:` are short for the time of creation. */
export const timeShorthands: Record<string, string> = { before: "created:<", after: "created:>=" };

export const operatorNames: readonly string[] = [
  ...Object.keys(valueOperators),
  "is",
  ...Object.keys(timeOperators),
  ...Object.keys(timeShorthands),
];
