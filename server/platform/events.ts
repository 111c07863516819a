// The one idea: everything that happens is an event, written in the same transaction as the change it describes.
import { createHash } from "node:crypto";
import type { EventData, EventKind } from "../../shared/events.ts";
import type { Actor } from "../../shared/identity/permissions.ts";
import { ringAfterCommit, type Trx } from "./db.ts";

/** What an event is about, as far as it has any of these. */
export interface EventAbout {
  ticketId?: string | null;
  conversationId?: string | null;
  messageId?: string | null;
  personId?: string | null;
  organizationId?: string | null;
  mailId?: string | null;
}

export type NewEvent = {
  [K in EventKind]: { kind: K; actor: Actor; at?: Date; about?: EventAbout; data: EventData[K] };
}[EventKind];

/** The stored form, as far as its hash covers it. */
export interface EventContent {
  at: Date;
  kind: string;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  ticket_id: string | null;
  conversation_id: string | null;
  message_id: string | null;
  person_id: string | null;
  organization_id: string | null;
  mail_id: string | null;
  data: unknown;
}

/** JSON with sorted keys: the same value gives the same text before and after it went through jsonb. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`).join(",")}}`;
}

/** SHA-256 over everything the event says. Writers, the sealer, `verify` and exports all use this one function. */
export function eventHash(event: EventContent): Buffer {
  const said = [
    event.at.toISOString(),
    event.kind,
    event.actor_kind,
    event.actor_id,
    event.actor_name,
    event.ticket_id,
    event.conversation_id,
    event.message_id,
    event.person_id,
    event.organization_id,
    event.mail_id,
    event.data,
  ];
  return createHash("sha256").update(canonicalJson(said)).digest();
}

/** A row of `events` from an event: also used by the seeds, which write by COPY. */
export function eventRow(event: NewEvent): EventContent & { hash: Buffer } {
  const { actor, about = {} } = event;
  const content: EventContent = {
    at: event.at ?? new Date(),
    kind: event.kind,
    actor_kind: actor.kind,
    actor_id: actor.personId,
    actor_name: actor.name,
    ticket_id: about.ticketId ?? null,
    conversation_id: about.conversationId ?? null,
    message_id: about.messageId ?? null,
    person_id: about.personId ?? null,
    organization_id: about.organizationId ?? null,
    mail_id: about.mailId ?? null,
    data: event.data,
  };
  return { ...content, hash: eventHash(content) };
}

/** Writes events in the caller's transaction. Whoever reacts to them does so after the commit (server/reactions.ts). */
export async function record(trx: Trx, ...events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(eventRow).map((row) => ({ ...row, data: JSON.stringify(row.data) }));
  await trx.insertInto("events").values(rows).execute();
  ringAfterCommit(trx, "events");
}
