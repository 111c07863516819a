// What comes over GET /live beside the events of the history: how something is now, not what happened. It has no id and is
// not told again; who comes (again) is told the presence there is, and asks for the rest.
import type { Notification } from "./notifications/schema.ts";
import type { Presence } from "./presence/schema.ts";

export interface LiveMessages {
  /** `event: presence`: everybody who has this ticket open now. */
  presence: Presence;
  /** `event: draft`: every draft there is now in this ticket, or this conversation. */
  draft: LiveDrafts;
  /** `event: notification`: to him alone; `notification` is the new one, null when some were read. */
  notification: { unread: number; notification: Notification | null };
}

export interface LiveDrafts {
  /** One of the two. */
  ticket: string | null;
  conversation: string | null;
  drafts: { author: { id: string; name: string }; kind: "reply" | "note"; version: number; updatedAt: string }[];
}
