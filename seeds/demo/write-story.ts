// Tells a story to the database, act by act. Rows have the shapes that the core's stores give them; only the times are ours.
import type { NewMessage } from "../../server/core/conversations/index.ts";
import {
  insertMessage,
  insertParticipants,
  moveDelivery,
  touchConversation,
} from "../../server/core/conversations/store.ts";
import { previewOf } from "../../server/core/tickets/preview.ts";
import {
  countMessage,
  insertTicket,
  insertTicketMessage,
  levelNumber,
  priorityNumber,
  setTags,
  updateTicketRow,
} from "../../server/core/tickets/store.ts";
import type { Trx } from "../../server/platform/db.ts";
import { type EventAbout, record } from "../../server/platform/events.ts";
import { type Actor, systemActor } from "../../shared/identity/permissions.ts";
import { priorityOf } from "../../shared/tickets/lifecycle.ts";
import type { WorkflowState } from "../states.ts";
import { queueAddress, type Staff } from "./company.ts";
import { type KeptFiles, Letters } from "./letters.ts";
import type { Act, ActOf, Story } from "./story.ts";
import { type Company, personActor } from "./write-company.ts";

export interface StoryContext {
  company: Company;
  states: ReadonlyMap<string, WorkflowState>;
  files: KeptFiles;
  numberFormat: string;
}

const undoMs = 10_000;
const firstLevel = "medium";
const firstPriority = priorityOf(firstLevel, firstLevel);

/** One ticket while its story is told. */
export class StoryWriter {
  readonly #trx: Trx;
  readonly #context: StoryContext;
  readonly #story: Story;
  readonly #requester: Actor;
  readonly #organizationId: string;
  #ticketId = "";
  #conversationId = "";
  #letters: Letters | null = null;
  #state = "new";
  #deliveries = new Map<Act, { id: string; about: EventAbout }>();

  constructor(trx: Trx, context: StoryContext, story: Story) {
    this.#trx = trx;
    this.#context = context;
    this.#story = story;
    const customer = this.#customer(story.requester.email);
    this.#requester = personActor(customer.id, story.requester.name);
    this.#organizationId = customer.organizationId;
  }

  async tell(act: Act): Promise<void> {
    switch (act.do) {
      case "open":
        return this.#open(act);
      case "receive":
        return this.#receive(act);
      case "take":
        return this.#take(act);
      case "reply":
        return this.#reply(act);
      case "note":
        return this.#note(act);
      case "close":
        return this.#goTo(systemActor, "closed", act.at, "solved for a week");
    }
  }

  async #open(act: ActOf<"open">): Promise<void> {
    await this.#openConversation(act.at);
    const personId = this.#requester.personId as string;
    const { subject, channel, client, firstQueue } = this.#story;
    const ticket = await insertTicket(this.#trx, {
      subject,
      type: "request",
      state: "new",
      priority: firstPriority,
      impact: firstLevel,
      urgency: firstLevel,
      queueId: this.#context.company.queues.get(firstQueue) ?? null,
      queueAddresses: [],
      assigneeId: null,
      requesterId: personId,
      organizationId: this.#organizationId,
      channel,
      language: client.language,
      conversationId: this.#conversationId,
      fields: {},
      at: act.at,
      // The year of the story, not of the day on which it is told.
      numberFormat: this.#context.numberFormat.replaceAll("{year}", String(act.at.getUTCFullYear())),
      timeZone: "UTC",
      firstMessage: { at: act.at, kind: "inbound", preview: previewOf(act.text), numbered: true },
    });
    this.#ticketId = ticket.id;
    const { number, state, queue } = ticket;
    const data = { number, subject, state, queue, priority: firstPriority, channel };
    const about = { ...this.#about(), personId };
    await record(this.#trx, { kind: "ticket.opened", actor: this.#requester, at: act.at, about, data });
    await this.#say(act, this.#requester, this.#write().inbound(act, this.#requester), 1);
  }

  async #openConversation(at: Date): Promise<void> {
    const { channel, subject, firstQueue, cc } = this.#story;
    const address = queueAddress(firstQueue);
    const { id } = await this.#trx
      .insertInto("conversations")
      .values({ channel, subject, address, created_at: at, last_message_at: at })
      .returning("id")
      .executeTakeFirstOrThrow();
    this.#conversationId = id;
    this.#letters = new Letters(this.#story, this.#context.files, address, id);
    const personId = this.#requester.personId as string;
    await insertParticipants(this.#trx, id, [
      { personId, role: "requester" },
      ...(cc ? [{ personId: this.#customer(cc.email).id, role: "cc" as const }] : []),
    ]);
    const about = { conversationId: id, personId };
    const data = { channel, subject };
    await record(this.#trx, { kind: "conversation.opened", actor: this.#requester, at, about, data });
  }

  async #receive(act: ActOf<"receive">): Promise<void> {
    const message = this.#write().inbound(act, this.#requester);
    // Who only says thanks waits for no answer.
    const number = await this.#count(message, act.thanks ? null : true);
    await this.#say(act, this.#requester, message, number);
    if (act.reopens) await this.#goTo(this.#requester, "open", act.at, "the customer wrote");
  }

  async #reply(act: ActOf<"reply">): Promise<void> {
    const actor = this.#actor(act.by);
    const message = this.#write().outbound(act, actor);
    const messageId = await this.#say(act, actor, message, await this.#count(message, false));
    const undoUntil = new Date(act.at.getTime() + undoMs);
    const { id } = await this.#trx
      .insertInto("deliveries")
      .values({
        message_id: messageId,
        channel: "email",
        state: "queued",
        to_addresses: [...(message.to ?? []), ...(message.cc ?? [])],
        undo_until: undoUntil,
        next_attempt_at: undoUntil,
        created_at: act.at,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    this.#deliveries.set(act, { id, about: { ...this.#about(), messageId } });
    await this.#goTo(actor, act.state, act.at);
  }

  /** The mail server took it: a little later than the act itself. */
  async deliver(act: Act, at: Date): Promise<void> {
    const delivery = this.#deliveries.get(act);
    if (!delivery) throw new Error("only a reply that was written can be delivered");
    const { id, about } = delivery;
    await moveDelivery(this.#trx, { id }, ["queued"], { state: "sent", sent_at: at, attempts: 1 });
    const data = { delivery: id, reply: `250 2.0.0 Ok: queued as 4F${id.padStart(8, "0")}` };
    await record(this.#trx, { kind: "message.sent", actor: systemActor, at, about, data });
  }

  async #note(act: ActOf<"note">): Promise<void> {
    const actor = this.#actor(act.by);
    const message = this.#write().note(act, actor);
    await this.#say(act, actor, message, await this.#count(message, null));
  }

  /** Somebody gets it, and it is sorted: kind, urgency, queue, tags, own fields. */
  async #take(act: ActOf<"take">): Promise<void> {
    const { scenario, variables, firstQueue } = this.#story;
    const { impact, urgency, type } = scenario;
    const { queues } = this.#context.company;
    const actor = this.#actor(act.by);
    const assignee = this.#actor(act.assignee).personId as string;
    const queueId = queues.get(scenario.queue) as string;
    const priority = priorityOf(impact, urgency);
    const fields = { ...ownFields(variables), ...(scenario.queue === "field" && { on_site: true }) };
    await updateTicketRow(this.#trx, this.#ticketId, act.at, {
      queue_id: queueId,
      type,
      impact: levelNumber(impact),
      urgency: levelNumber(urgency),
      priority: priorityNumber(priority),
      fields: JSON.stringify(fields),
      assignee_id: assignee,
    });
    await setTags(this.#trx, this.#ticketId, scenario.tags);
    const changes = changed({
      queue: [queues.get(firstQueue), queueId],
      type: ["request", type],
      impact: [firstLevel, impact],
      urgency: [firstLevel, urgency],
      priority: [firstPriority, priority],
      tags: [[], [...scenario.tags].sort()],
      fields: [{}, fields],
    });
    const base = { actor, at: act.at, about: this.#about() };
    await record(
      this.#trx,
      { ...base, kind: "ticket.changed", data: { changes } },
      {
        ...base,
        kind: "ticket.assigned",
        about: { ...base.about, personId: assignee },
        data: { from: null, to: assignee },
      },
    );
  }

  async #goTo(actor: Actor, key: string, at: Date, why?: string): Promise<void> {
    if (key === this.#state) return;
    const to = this.#context.states.get(key) as WorkflowState;
    const finished = to.category === "solved" || to.category === "closed";
    await updateTicketRow(this.#trx, this.#ticketId, at, {
      state_id: to.id,
      category: to.category,
      ...(to.category !== "closed" && { solved_at: finished ? at : null }),
      closed_at: to.category === "closed" ? at : null,
      ...(finished && { unanswered: false }),
    });
    const data = { from: this.#state, to: key, category: to.category, ...(why && { why }) };
    await record(this.#trx, { kind: "ticket.state-changed", actor, at, about: this.#about(), data });
    this.#state = key;
  }

  /** The message, its place in the ticket, and the event that vouches for it. */
  async #say(act: Act, actor: Actor, message: NewMessage, number: number): Promise<string> {
    const { id, sha256 } = await insertMessage(this.#trx, message);
    if (act.do !== "open") await touchConversation(this.#trx, this.#conversationId, act.at);
    await insertTicketMessage(this.#trx, this.#ticketId, id, number);
    const base = { actor, at: act.at, about: { ...this.#about(), messageId: id, personId: actor.personId } };
    const noted = { sha256: sha256.toString("hex"), number };
    const data = { ...noted, channel: message.channel, automatic: false };
    if (message.kind === "note") await record(this.#trx, { ...base, kind: "message.noted", data: noted });
    else if (message.kind === "inbound") await record(this.#trx, { ...base, kind: "message.received", data });
    else await record(this.#trx, { ...base, kind: "message.queued", data: { ...data, state: "queued" } });
    return id;
  }

  #count({ at, kind, text }: NewMessage, unanswered: boolean | null): Promise<number> {
    return countMessage(this.#trx, this.#ticketId, { at, kind, preview: previewOf(text), unanswered });
  }

  #write(): Letters {
    if (!this.#letters) throw new Error("a story begins with its first letter");
    return this.#letters;
  }

  #about(): EventAbout {
    return { ticketId: this.#ticketId, conversationId: this.#conversationId, organizationId: this.#organizationId };
  }

  #actor(staff: Staff): Actor {
    const actor = this.#context.company.actors.get(staff.key);
    if (!actor) throw new Error(`${staff.key} does not work here`);
    return actor;
  }

  #customer(email: string): { id: string; organizationId: string } {
    const customer = this.#context.company.customers.get(email);
    if (!customer) throw new Error(`${email} is no customer`);
    return customer;
  }
}

function ownFields({ serial, location }: Story["variables"]): Record<string, string> {
  return { ...(location && { location }), ...(serial && { serial_number: serial }) };
}

function changed(pairs: Record<string, [unknown, unknown]>): Record<string, { from: unknown; to: unknown }> {
  const different = Object.entries(pairs).filter(([, [from, to]]) => JSON.stringify(from) !== JSON.stringify(to));
  return Object.fromEntries(different.map(([name, [from, to]]) => [name, { from, to }]));
}
