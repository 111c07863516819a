import type { QueryKey } from "@tanstack/react-query";
import { useEffect } from "react";
import type { WireEvent } from "../../shared/events.ts";
import { refreshLists } from "../lib/lists.ts";
import { onLive, startLive } from "../lib/live.ts";
import { keys, queryClient } from "../lib/queries.ts";

/** After these, messages stand elsewhere. */
const rearranged = new Set([
  "ticket.merged",
  "ticket.unmerged",
  "ticket.split",
  "ticket.messages-moved",
  "ticket.operation-undone",
]);

/** What an event makes stale, beside the lists its ticket may be in. Only what is on the screen is fetched again. */
export function staleBy(event: WireEvent): QueryKey[] {
  const stale: QueryKey[] = [];
  const [noun] = event.kind.split(".");
  if (event.ticket) {
    stale.push(keys.ticket(event.ticket), keys.events(event.ticket), keys.boards, keys.views);
    if (noun === "message" || rearranged.has(event.kind)) stale.push(keys.messages(event.ticket));
    if (event.message && /^message\.(confirm|denied)/.test(event.kind)) stale.push(keys.confirmation(event.message));
    if (event.kind === "ticket.changed") stale.push(keys.sender(`/tickets/${event.ticket}`));
    if (event.kind === "ticket.unfollowed") stale.push(keys.followers(event.ticket));
    if (event.kind === "ticket.links-changed") stale.push(keys.links(event.ticket));
    if (event.kind === "ticket.checklist-changed") stale.push(keys.checklist(event.ticket));
  }
  if (event.conversation && (noun === "message" || noun === "conversation" || rearranged.has(event.kind)))
    stale.push(keys.conversation(event.conversation), keys.talk(event.conversation), keys.conversations);
  if (noun === "message") stale.push(keys.outbox);
  if (noun === "mail" || noun === "message") stale.push(keys.mail);
  if (event.person && noun === "person") stale.push(keys.person(event.person), keys.agents, keys.settings("access"));
  if (noun === "mailbox") stale.push(keys.settings("mailboxes"));
  if (noun === "settings")
    stale.push(keys.allSettings, keys.states, keys.queues, keys.senders, keys.agents, keys.fields, keys.views);
  return stale;
}

/** Soon, and on a busy desk once a second. */
const soon = 250;
const pause = 1000;

/** One stream for the page; what comes in a burst is fetched once. */
export function useLiveUpdates(): void {
  useEffect(() => {
    const waiting = new Map<string, QueryKey>();
    const tickets = new Set<string>();
    let flushed = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      flushed = Date.now();
      for (const queryKey of waiting.values()) void queryClient.invalidateQueries({ queryKey });
      if (tickets.size > 0) refreshLists([...tickets]);
      waiting.clear();
      tickets.clear();
    };
    const forget = onLive((event) => {
      for (const key of staleBy(event)) waiting.set(JSON.stringify(key), key);
      if (event.ticket) tickets.add(event.ticket);
      if (waiting.size > 0) timer ??= setTimeout(flush, Math.max(soon, flushed + pause - Date.now()));
    });
    const stop = startLive(() => void queryClient.invalidateQueries());
    return () => {
      clearTimeout(timer);
      forget();
      stop();
    };
  }, []);
}
