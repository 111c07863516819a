// Tickets -> rows. A ticket's own rows are written when it opens, its messages and events when their time has come:
// so the messages of one ticket lie as far apart in the tables as they do on a desk that grew over years.
import { messageHash } from "../../server/core/conversations/message-hash.ts";
import { previewOf } from "../../server/core/tickets/preview.ts";
import { vectorOf } from "../../shared/search/words.ts";
import { priorityOf } from "../../shared/tickets/lifecycle.ts";
import { levels, priorities } from "../../shared/tickets/schema.ts";
import { createRandom, type Random } from "../random.ts";
import type { Customer, Directory, Queue } from "./directory.ts";
import { HistoryWriter, type OpenTicket, type Told } from "./history-writer.ts";
import type { ChainEnd } from "./sealing.ts";
import { type Batch, Rows } from "./tables.ts";
import type { Said, Talk } from "./talk.ts";
import { Writer } from "./vocabulary.ts";

/** The last ids given out before the seed's own. */
export interface LastIds {
  conversations: number;
  tickets: number;
  messages: number;
  deliveries: number;
  events: number;
  running: number;
}

export interface DeskSetup {
  directory: Directory;
  /** State ids by their keys. */
  states: Readonly<Record<string, string>>;
  lastIds: LastIds;
  chain: ChainEnd;
  numberFormat: string;
  timeZone: string;
  now: Date;
}

const undoMs = 10_000;
const sendingMs = 11_500;

export class DeskWriter {
  readonly #ids: LastIds;
  readonly #setup: DeskSetup;
  readonly #rows = new Rows();
  readonly #random: Random = createRandom(17);
  readonly #writer = new Writer(19);
  readonly #history: HistoryWriter;
  readonly #year: Intl.DateTimeFormat;
  #ahead: { at: number; write: () => void }[] = [];

  constructor(setup: DeskSetup) {
    this.#setup = setup;
    this.#ids = { ...setup.lastIds };
    this.#history = new HistoryWriter(this.#rows, setup.lastIds.events, setup.chain, setup.now);
    this.#year = new Intl.DateTimeFormat("en-US", { timeZone: setup.timeZone, year: "numeric" });
  }

  /** The last ids given out so far. */
  get lastIds(): LastIds {
    return { ...this.#ids, events: this.#history.lastId };
  }

  open(talk: Talk): void {
    const ticket = this.#draft(talk);
    this.#writeConversation(ticket, talk);
    this.#writeTicket(ticket, talk);
    this.#plan(ticket, talk);
  }

  /** Writes what has happened before `until`, in the order of time, and hands over the rows. */
  take(until: number): Batch {
    for (const each of this.#due(until)) each.write();
    return this.#rows.take();
  }

  #due(until: number): { write: () => void }[] {
    const due = this.#ahead.filter((each) => each.at < until);
    this.#ahead = this.#ahead.filter((each) => each.at >= until);
    return due.sort((a, b) => a.at - b.at);
  }

  /** Everything that is left, and the last block. */
  finish(): Batch {
    for (const each of this.#due(Number.POSITIVE_INFINITY)) each.write();
    this.#history.close();
    return this.#rows.take();
  }

  #draft(talk: Talk): OpenTicket {
    const { directory } = this.#setup;
    // Some customers write far more often than others, and so do some queues get more.
    const customer = directory.customers[
      Math.floor(directory.customers.length * this.#random.next() ** 1.6)
    ] as Customer;
    const queue = directory.queues[Math.floor(directory.queues.length * this.#random.next() ** 1.5)] as Queue;
    const agent = this.#random.pick(directory.agents);
    const { language } = customer;
    const told = talk.said.map((said, index) => ({
      ...said,
      // The last one is written now, for the preview; the others when they are said.
      text: index === talk.said.length - 1 ? this.#writer.message(language) : "",
      author:
        said.kind === "inbound" ? customer : this.#random.chance(0.9) ? agent : this.#random.pick(directory.agents),
      number: index + 1,
      messageId: "",
      deliveryId: "",
    }));
    return {
      id: String(++this.#ids.tickets),
      number: this.#ticketNumber(talk.created),
      conversationId: String(++this.#ids.conversations),
      subject: this.#writer.subject(language),
      language,
      customer,
      agent,
      queue,
      told,
      headers: [],
    };
  }

  #ticketNumber(created: number): string {
    const running = String(++this.#ids.running).padStart(4, "0");
    const { numberFormat } = this.#setup;
    return numberFormat.replaceAll("{year}", this.#year.format(created)).replaceAll("{running}", running);
  }

  #writeConversation(ticket: OpenTicket, { created, said }: Talk): void {
    const { conversationId, customer, queue, subject } = ticket;
    const last = new Date((said.at(-1) as Said).at);
    this.#rows.add("conversations", [conversationId, "email", subject, queue.address, new Date(created), last]);
    this.#rows.add("conversation_participants", [conversationId, customer.id, "requester"]);
  }

  #writeTicket(ticket: OpenTicket, talk: Talk): void {
    const { id, customer, told } = ticket;
    const impact = this.#random.pick([0, 1, 1, 1, 1, 2]);
    const urgency = this.#random.pick([0, 1, 1, 1, 1, 2]);
    const priority = this.#priority(impact, urgency);
    const last = told.at(-1) as Told;
    const spoken = told.findLast((each) => each.kind !== "note") as Told;
    const solved = talk.moves.find((move) => move.category === "solved")?.at ?? null;
    const closed = talk.moves.find((move) => move.category === "closed")?.at ?? null;
    const active = solved === null;
    const updated = Math.max(last.at, talk.taken ?? 0, talk.moves.at(-1)?.at ?? 0);
    this.#rows.add("tickets", [
      id,
      ticket.number,
      ticket.subject,
      this.#random.pick(["request", "incident", "incident", "question"]),
      this.#setup.states[talk.state] as string,
      talk.category,
      priority,
      impact + 1,
      urgency + 1,
      ticket.queue.id,
      talk.taken === null ? null : ticket.agent.id,
      customer.id,
      customer.organizationId,
      "email",
      ticket.language,
      ticket.conversationId,
      new Date(talk.created),
      new Date(updated),
      dateOf(solved),
      dateOf(closed),
      told.length,
      new Date(last.at),
      last.kind,
      previewOf(last.text.slice(0, 400)),
      active && spoken.kind === "inbound",
    ]);
    this.#rows.add("ticket_conversations", [id, ticket.conversationId]);
    if (this.#random.chance(0.4)) this.#rows.add("ticket_tags", [id, this.#random.pick(this.#setup.directory.tags)]);
    this.#later(talk.created, () => this.#history.opened(ticket, talk.created, priority));
  }

  #priority(impact: number, urgency: number): number {
    return priorities.indexOf(priorityOf(levels[impact] ?? "medium", levels[urgency] ?? "medium")) + 1;
  }

  /** What happens to the ticket after it opened, each at its time. */
  #plan(ticket: OpenTicket, talk: Talk): void {
    const { taken } = talk;
    if (taken !== null) this.#later(taken, () => this.#history.assigned(ticket, taken));
    for (const told of ticket.told) {
      this.#later(told.at, () => this.#say(ticket, told));
      const sent = told.at + sendingMs;
      if (told.kind === "outbound") this.#later(sent, () => this.#history.sent(ticket, told, sent));
    }
    for (const move of talk.moves) this.#later(move.at, () => this.#history.moved(ticket, move));
  }

  #later(at: number, write: () => void): void {
    this.#ahead.push({ at, write });
  }

  #say(ticket: OpenTicket, told: Told): void {
    const { conversationId, customer, queue, headers } = ticket;
    const inbound = told.kind === "inbound";
    const note = told.kind === "note";
    const previous = ticket.told[told.number - 2];
    told.text ||= this.#writer.message(ticket.language);
    const row = {
      conversation_id: conversationId,
      kind: told.kind,
      channel: note ? "api" : "email",
      author_id: told.author.id,
      author_name: told.author.name,
      at: new Date(told.at),
      subject: note ? null : told.number === 1 ? ticket.subject : `Re: ${ticket.subject}`,
      text: told.text,
      quoted: inbound && previous ? quote(previous.text) : "",
      html: null,
      from_address: note ? null : inbound ? customer.email : queue.address,
      to_addresses: note ? [] : [inbound ? queue.address : customer.email],
      cc_addresses: [],
      message_id_header: note ? null : this.#header(inbound ? customer.email : queue.address, told),
      automatic: false,
    };
    const sha256 = messageHash(row, []);
    const id = String(++this.#ids.messages);
    told.messageId = id;
    this.#rows.add("messages", [
      id,
      conversationId,
      row.kind,
      row.channel,
      row.author_id,
      row.author_name,
      row.at,
      row.subject,
      row.text,
      row.quoted,
      ticket.language,
      inbound ? "known" : "verified",
      row.from_address,
      row.to_addresses,
      row.message_id_header,
      note ? null : (headers.at(-1) ?? null),
      note ? [] : headers.slice(-20),
      sha256,
    ]);
    if (row.message_id_header) headers.push(row.message_id_header);
    this.#rows.add("ticket_messages", [ticket.id, id, told.number]);
    if (told.kind === "outbound") this.#deliver(ticket, told);
    this.#history.said(ticket, told, sha256);
  }

  #deliver(ticket: OpenTicket, told: Told): void {
    told.deliveryId = String(++this.#ids.deliveries);
    const undoUntil = new Date(told.at + undoMs);
    const to = [ticket.customer.email];
    this.#rows.add("deliveries", [
      told.deliveryId,
      told.messageId,
      "email",
      "sent",
      to,
      undoUntil,
      undoUntil,
      1,
      new Date(told.at + sendingMs),
      new Date(told.at),
      vectorOf(
        [
          ["A", ticket.subject],
          ["B", to.join(" ")],
        ],
        100,
      ),
    ]);
  }

  /** Random behind the time: an index over millions of them grows at its end, as most of the others do. */
  #header(address: string, { at, kind }: Told): string {
    const domain = address.slice(address.indexOf("@") + 1);
    const part = () =>
      Math.floor(this.#random.next() * 4294967296)
        .toString(16)
        .padStart(8, "0");
    const time = at.toString(16).padStart(12, "0");
    return kind === "inbound" ? `${time}.${part()}@${domain}` : `${time}${part()}${part()}${part().slice(4)}@${domain}`;
  }
}

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** The beginning of what is answered, as mail programs put it below. */
const quote = (text: string): string =>
  text
    .slice(0, 400)
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
