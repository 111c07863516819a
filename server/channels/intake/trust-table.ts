// Who may join what by mail (RELIABILITY.md S1, S2): the whole of it as a table, which intake obeys and the tests read.
import type { Proof } from "../../../shared/conversations/trust.ts";

/**
 * What the writer is to the conversation that his mail names. colleague: of the organization that its ticket is for.
 * agent: he works here, and it is not his own request.
 */
export const writers = ["requester", "participant", "colleague", "stranger", "agent"] as const;
export type Writer = (typeof writers)[number];

/** How it names it. token: a signed reply address that was made for him; foreign-token: for somebody else. */
export const references = ["none", "number", "message-id", "token", "foreign-token"] as const;
export type Reference = (typeof references)[number];

/**
 * new: a request of its own. joins: as his word in that ticket. unverified: in that ticket, but as a claim: who is copied
 * becomes no party, and answers go where they went before. linked: a new ticket that points to that one; he learns and
 * adds nothing there. agent: the answer of somebody who works here, which goes out to the customer.
 */
export type Outcome = "new" | "joins" | "unverified" | "linked" | "agent";

const row = (...outcomes: [Outcome, Outcome, Outcome, Outcome, Outcome]) =>
  Object.fromEntries(references.map((reference, index) => [reference, outcomes[index]])) as Record<Reference, Outcome>;

// biome-ignore format: a table is read by its columns
export const trustTable: Record<Writer, Record<Proof, Record<Reference, Outcome>>> = {
  //                 none    number        message-id    token         foreign-token
  requester: {
    proven: row(     "new",  "joins",      "joins",      "joins",      "joins"),
    open:   row(     "new",  "unverified", "unverified", "joins",      "unverified"),
    failed: row(     "new",  "linked",     "linked",     "unverified", "linked"),
  },
  participant: {
    proven: row(     "new",  "joins",      "joins",      "joins",      "joins"),
    open:   row(     "new",  "unverified", "unverified", "joins",      "unverified"),
    failed: row(     "new",  "linked",     "linked",     "unverified", "linked"),
  },
  // An address makes somebody a colleague, and an address without proof is a claim: a number that can be guessed is too little.
  colleague: {
    proven: row(     "new",  "joins",      "joins",      "joins",      "joins"),
    open:   row(     "new",  "linked",     "unverified", "unverified", "unverified"),
    failed: row(     "new",  "linked",     "linked",     "linked",     "linked"),
  },
  stranger: {
    proven: row(     "new",  "linked",     "linked",     "joins",      "linked"),
    open:   row(     "new",  "linked",     "linked",     "unverified", "linked"),
    failed: row(     "new",  "linked",     "linked",     "linked",     "linked"),
  },
  agent: {
    proven: row(     "new",  "linked",     "linked",     "agent",      "linked"),
    open:   row(     "new",  "linked",     "linked",     "linked",     "linked"),
    failed: row(     "new",  "linked",     "linked",     "linked",     "linked"),
  },
};

/** Days for which an agent may answer to what was sent to him. */
export const agentTokenDays = 30;
