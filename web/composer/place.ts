import type { QueryKey } from "@tanstack/react-query";
import type { StateCategory } from "../../shared/tickets/schema.ts";

/** Where a message is written: a ticket, or a talk that has none. */
export interface Place {
  /** "/tickets/20260042", "/conversations/7": its messages and drafts lie below it. */
  path: string;
  /** The ticket's number; null: a talk without ticket. */
  ticket: string | null;
  /** Under which this browser keeps the draft. */
  storage: string;
  can: { reply: boolean; note: boolean; states: readonly string[] };
  /** The state it is in. */
  state: { key: string; category: StateCategory } | null;
  replyTo: readonly string[];
  cc: readonly string[];
  /** Addresses to which mail comes back. */
  takesNoMail: readonly string[];
  /** The customer's, as last seen. */
  language: string | null;
  /** What is cached of its messages. */
  messages: QueryKey;
  /** What a new message makes stale. */
  stale: readonly QueryKey[];
}
