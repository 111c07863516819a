// Tells the listeners of this process who came, went or does something else. It looks when the bell rings, and every two
// seconds for those who just stopped giving signs.
import { heardBy } from "../../core/conversations/index.ts";
import type { Database } from "../../platform/db.ts";
import type { LiveHub, LiveMessage } from "../../platform/live.ts";
import type { Log } from "../../platform/log.ts";
import { listPresence, type TicketPresence } from "./list.ts";

const pollMs = 2000;
/** Fifty who come at once are told once. */
const gatherMs = 100;

const messageOf = ({ ticket, people, teams }: TicketPresence): LiveMessage => ({
  event: "presence",
  json: JSON.stringify({ ticket, people }),
  visibleTo: heardBy(teams),
});

export function watchPresence(database: Database, live: LiveHub, log: Log): () => void {
  /** What was told last, by ticket; nothing of tickets where nobody is. */
  const told = new Map<string, string>();
  let running: Promise<void> | null = null;
  let due: NodeJS.Timeout | undefined;
  let stopped = false;

  async function look(): Promise<void> {
    for (const now of await listPresence(database.db, [...told.keys()])) {
      const message = messageOf(now);
      if (told.get(now.id) === message.json) continue;
      if (now.people.length) told.set(now.id, message.json);
      else told.delete(now.id);
      live.tell(message);
    }
  }
  function lookSoon(delayMs: number): void {
    if (stopped || due || live.streams === 0) return;
    due = setTimeout(async () => {
      await running;
      due = undefined;
      running = look().catch((error) => {
        if (database.watch.healthy) log.warn({ err: error }, "presence could not be told");
      });
    }, delayMs);
  }

  const off = database.bell.on("presence", () => lookSoon(gatherMs));
  const timer = setInterval(() => lookSoon(0), pollMs);
  live.greet(async (tell) => {
    const now = await listPresence(database.db, []).catch(() => []);
    for (const each of now) if (each.people.length) tell(messageOf(each));
  });
  return () => {
    stopped = true;
    off();
    clearInterval(timer);
    clearTimeout(due);
  };
}
