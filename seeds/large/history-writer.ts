// The events of the seed's tickets, with their hashes, and the blocks of the chain that seal them.
import { eventRow, type NewEvent } from "../../server/platform/events.ts";
import type { Language } from "../../shared/base/schema.ts";
import { type Actor, systemActor } from "../../shared/identity/permissions.ts";
import { priorities } from "../../shared/tickets/schema.ts";
import type { Agent, Customer, Queue } from "./directory.ts";
import { BlockWriter, type ChainEnd } from "./sealing.ts";
import type { Rows } from "./tables.ts";
import type { Moved, Said } from "./talk.ts";

export interface Told extends Said {
  text: string;
  author: Agent | Customer;
  number: number;
  /** Given out when it is said. */
  messageId: string;
  deliveryId: string;
}

/** A ticket while its talk is written down. */
export interface OpenTicket {
  id: string;
  number: string;
  conversationId: string;
  subject: string;
  language: Language;
  customer: Customer;
  agent: Agent;
  queue: Queue;
  told: Told[];
  /** Message-IDs so far. */
  headers: string[];
}

const noPermissions: Actor["permissions"] = new Set();

export class HistoryWriter {
  /** The last id given out. */
  lastId: number;
  readonly #rows: Rows;
  readonly #blocks: BlockWriter;
  readonly #actors = new Map<string, Actor>();

  constructor(rows: Rows, lastId: number, chain: ChainEnd, now: Date) {
    this.#rows = rows;
    this.lastId = lastId;
    this.#blocks = new BlockWriter(rows, chain, now);
  }

  close(): void {
    this.#blocks.close();
  }

  opened(ticket: OpenTicket, at: number, priority: number): void {
    const { number, subject, queue, customer } = ticket;
    const word = priorities[priority - 1] ?? "normal";
    const data = { number, subject, state: "new", queue: queue.name, priority: word, channel: "email" };
    this.#record(ticket, { kind: "ticket.opened", actor: this.#actor(customer), at: new Date(at), data });
  }

  assigned(ticket: OpenTicket, at: number): void {
    const { agent } = ticket;
    const about = { personId: agent.id };
    const data = { from: null, to: agent.id };
    this.#record(ticket, { kind: "ticket.assigned", actor: this.#actor(agent), at: new Date(at), about, data });
  }

  moved(ticket: OpenTicket, { at, from, to, category }: Moved): void {
    const actor = category === "closed" ? systemActor : this.#actor(ticket.agent);
    const data = { from, to, category };
    this.#record(ticket, { kind: "ticket.state-changed", actor, at: new Date(at), data });
  }

  said(ticket: OpenTicket, told: Told, hash: Buffer): void {
    const { number, author, messageId } = told;
    const sha256 = hash.toString("hex");
    const about = { messageId, personId: author.id };
    const base = { actor: this.#actor(author), at: new Date(told.at), about };
    const data = { sha256, channel: "email", number, automatic: false };
    if (told.kind === "note") this.#record(ticket, { ...base, kind: "message.noted", data: { sha256, number } });
    else if (told.kind === "inbound") this.#record(ticket, { ...base, kind: "message.received", data });
    else this.#record(ticket, { ...base, kind: "message.queued", data: { ...data, state: "queued" } });
  }

  sent(ticket: OpenTicket, { deliveryId, messageId }: Told, at: number): void {
    const data = { delivery: deliveryId, reply: `250 2.0.0 Ok: queued as ${deliveryId}` };
    this.#record(ticket, { kind: "message.sent", actor: systemActor, at: new Date(at), about: { messageId }, data });
  }

  #record(ticket: OpenTicket, event: NewEvent): void {
    const { id: ticketId, conversationId, customer } = ticket;
    const about = { ticketId, conversationId, organizationId: customer.organizationId, ...event.about };
    const row = eventRow({ ...event, about } as NewEvent);
    const id = String(++this.lastId);
    this.#rows.add("events", [
      id,
      row.at,
      row.kind,
      row.actor_kind,
      row.actor_id,
      row.actor_name,
      row.ticket_id,
      row.conversation_id,
      row.message_id,
      row.person_id,
      row.organization_id,
      JSON.stringify(row.data),
      row.hash,
    ]);
    this.#blocks.add(id, row.hash);
  }

  #actor({ id, name }: Agent): Actor {
    let actor = this.#actors.get(id);
    if (!actor) {
      const nothing = { permissions: noPermissions, teamIds: [], managedOrganizationIds: [] };
      actor = { personId: id, kind: "person", name, ...nothing };
      this.#actors.set(id, actor);
    }
    return actor;
  }
}
