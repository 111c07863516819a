import { expect, test } from "vitest";
import type { WireEvent } from "../../shared/events.ts";
import { staleBy } from "./use-live-updates.ts";

const event = (kind: string, ids: Partial<WireEvent> = {}): WireEvent => ({
  id: "1",
  kind,
  at: "2026-11-21T12:00:00.000Z",
  actor: null,
  ticket: null,
  conversation: null,
  message: null,
  person: null,
  organization: null,
  data: {},
  ...ids,
});
const names = (found: WireEvent) => staleBy(found).map((key) => key.join(" "));

test("a new message makes its ticket, boards and counters stale, and nobody else's ticket", () => {
  expect(names(event("message.received", { ticket: "20260042" })).sort()).toEqual([
    "board",
    "events 20260042",
    "mail",
    "messages 20260042",
    "outbox",
    "ticket 20260042",
    "views",
  ]);
});

test("a change of fields does not fetch messages again", () => {
  expect(names(event("ticket.changed", { ticket: "20260042" }))).not.toContain("messages 20260042");
});

test("a sign-in elsewhere changes nothing here", () => {
  expect(names(event("identity.signed-in", { person: "7" }))).toEqual([]);
});
