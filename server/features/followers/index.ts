// The door: what others may call.
import type { Database } from "../../platform/db.ts";
import type { StoredEvent } from "../../platform/feed.ts";
import { follow } from "./store.ts";

/** Whoever is called in a note follows its ticket. Stands repeating. */
export async function followWhenMentioned(
  database: Database,
  event: { ticketId: string; mentions: string },
): Promise<void> {
  await follow(database.db, event.ticketId, event.mentions.split(","));
}

/** The people called in what happened. */
export const mentionedIn = (event: StoredEvent): string[] =>
  event.kind === "message.noted" ? ((event.data as { mentions?: string[] }).mentions ?? []) : [];
