// Who has a ticket open right now. Whoever has said nothing for ten seconds is gone.
import { type Static, Type } from "typebox";
import { Closed, Id, oneOf } from "../base/schema.ts";

/** idle: open, but in a tab that he does not look at. Strongest last. */
export const doings = ["idle", "viewing", "noting", "replying"] as const;
export type Doing = (typeof doings)[number];

/** One browser tab; it makes the name up by itself. */
export const Tab = Type.String({ pattern: "^[A-Za-z0-9_-]{1,64}$" });

/** PUT /tickets/{number}/presence: every four seconds, and at once when it changes. */
export const SignPresence = Closed({ tab: Tab, doing: oneOf(doings) });
/** POST /tickets/{number}/presence/leave, also while the page goes away (fetch with keepalive). */
export const LeavePresence = Closed({ tab: Tab });

/** Once a person, however many tabs: what he does most. Myself included. */
export const Presence = Closed({
  ticket: Type.String(),
  people: Type.Array(Closed({ id: Id, name: Type.String(), doing: oneOf(doings) })),
});
export type Presence = Static<typeof Presence>;
