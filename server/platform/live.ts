// Live updates (GET /live): server-sent events out of the history. One reader a process follows the feed; each stream
// gets what its actor may see, decided at the moment of sending (S13). Between them goes what is no history: how something
// is right now (shared/live.ts), told by whoever watches it.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../../shared/identity/permissions.ts";
import type { LiveMessages } from "../../shared/live.ts";
import type { Database } from "./db.ts";
import { type FeedPosition, feedEnd, parsePosition, positionText } from "./feed.ts";
import type { Log } from "./log.ts";

export interface LiveItem {
  position: FeedPosition;
  visibleTo: (actor: Actor) => boolean;
  /** What is sent, as JSON text. */
  json: string;
}

/** What is told once, without an id: it is not caught up on. */
export interface LiveMessage {
  event: keyof LiveMessages;
  /** JSON text. */
  json: string;
  visibleTo: (actor: Actor) => boolean;
}

export type Greeting = (tell: (message: LiveMessage) => void) => Promise<void>;

export interface LiveHub {
  /** Answers with a stream that ends when the caller leaves, loses his rights or the desk stops. */
  open(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  readonly streams: number;
  /** To every stream of this process whose actor may hear it. */
  tell(message: LiveMessage): void;
  /** Each new stream is told this first. */
  greet(greeting: Greeting): void;
  /** Is somebody with this id listening to this process? */
  hears(personId: string): boolean;
  stop(): Promise<void>;
}

export interface LiveOptions {
  database: Database;
  log: Log;
  /** Settled events after a position, oldest first, ready to be shown. */
  read: (after: FeedPosition, limit: number) => Promise<LiveItem[]>;
  /** Who this request is now; null when he may not listen any more. */
  authenticate: (request: FastifyRequest) => Promise<Actor | null>;
}

interface Stream {
  request: FastifyRequest;
  raw: FastifyReply["raw"];
  actor: Actor;
  position: FeedPosition;
}

const batch = 500;
const catchUpAtMost = 2000;
const heartbeatMs = 20_000;
const pollMs = 2000;
/** A reader that does not read: what waits for it is bounded, then it has to come again. */
const maxBuffered = 1_000_000;

export function createLiveHub({ database, log, read, authenticate }: LiveOptions): LiveHub {
  const streams = new Set<Stream>();
  const greetings: Greeting[] = [];
  let position: FeedPosition | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  const behind = (a: FeedPosition, b: FeedPosition): boolean => {
    if (a.era !== b.era) return a.era < b.era;
    return BigInt(a.tx) < BigInt(b.tx) || (a.tx === b.tx && BigInt(a.id) < BigInt(b.id));
  };

  function send(stream: Stream, items: LiveItem[]): void {
    let text = "";
    for (const item of items) {
      if (!behind(stream.position, item.position)) continue;
      stream.position = item.position;
      if (item.visibleTo(stream.actor)) text += `id: ${positionText(item.position)}\ndata: ${item.json}\n\n`;
    }
    if (text) stream.raw.write(text);
    if (stream.raw.writableLength > maxBuffered) stream.raw.destroy();
  }

  function sendNow({ raw, actor }: Stream, { event, json, visibleTo }: LiveMessage): void {
    if (!visibleTo(actor)) return;
    raw.write(`event: ${event}\ndata: ${json}\n\n`);
    if (raw.writableLength > maxBuffered) raw.destroy();
  }

  function look(): void {
    again = true;
    if (running || stopped || streams.size === 0) return;
    running = drain().finally(() => {
      running = null;
      if (again) look();
    });
  }

  async function drain(): Promise<void> {
    again = false;
    try {
      for (;;) {
        position ??= await feedEnd(database.db);
        const items = await read(position, batch);
        const last = items.at(-1);
        if (!last) return;
        position = last.position;
        await checked;
        for (const stream of streams) send(stream, items);
        if (items.length < batch) return;
      }
    } catch (error) {
      if (database.watch.healthy) log.error({ err: error }, "live updates could not be read");
    }
  }

  /** Until it is known what each may see now, nobody is shown anything more. */
  let checked: Promise<unknown> = Promise.resolve();
  function recheck(): void {
    checked = Promise.all([checked, ...[...streams].map(askAgain)]);
  }
  async function askAgain(stream: Stream): Promise<void> {
    const actor = await authenticate(stream.request).catch(() => null);
    if (actor) stream.actor = actor;
    else stream.raw.end();
  }

  // What has committed is shown when every older transaction has ended too: look again a moment after the ring.
  const later = new Set<NodeJS.Timeout>();
  function ringed(): void {
    look();
    if (later.size > 0 || streams.size === 0) return;
    for (const delayMs of [80, 400]) {
      const timer = setTimeout(() => {
        later.delete(timer);
        look();
      }, delayMs);
      later.add(timer);
    }
  }

  const off = [database.bell.on("events", ringed), database.bell.on("access", recheck)];
  const timers = [
    setInterval(look, pollMs),
    setInterval(() => {
      for (const { raw } of streams) raw.write(": still here\n\n");
    }, heartbeatMs),
    setInterval(recheck, 60_000),
  ];

  return {
    get streams() {
      return streams.size;
    },
    async open(request, reply) {
      const { actor } = request;
      const last = parsePosition(String(request.headers["last-event-id"] ?? ""));
      const start = last ?? (await feedEnd(database.db));
      reply.hijack();
      const { raw } = reply;
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) raw.setHeader(name, value);
      raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      raw.write("retry: 1500\n\n");
      const stream: Stream = { request, raw, actor, position: start };
      raw.on("close", () => streams.delete(stream));
      raw.on("error", () => streams.delete(stream));
      if (last) await catchUp(stream);
      if (streams.size === 0) position = stream.position;
      if (!raw.destroyed) streams.add(stream);
      for (const greeting of greetings) void greeting((message) => sendNow(stream, message));
      look();
    },
    tell(message) {
      void checked.then(() => {
        for (const stream of streams) sendNow(stream, message);
      });
    },
    greet: (greeting) => void greetings.push(greeting),
    hears(personId) {
      for (const { actor } of streams) if (actor.personId === personId) return true;
      return false;
    },
    async stop() {
      stopped = true;
      for (const stop of off) stop();
      for (const timer of [...timers, ...later]) clearTimeout(timer);
      for (const { raw } of streams) raw.end();
      await running;
    },
  };

  /** What a stream missed while it was away; after too much it is told to load everything afresh. */
  async function catchUp(stream: Stream): Promise<void> {
    for (let sent = 0; sent < catchUpAtMost; sent += batch) {
      const items = await read(stream.position, batch);
      send(stream, items);
      if (items.length < batch) return;
    }
    stream.position = await feedEnd(database.db);
    stream.raw.write(`event: reset\nid: ${positionText(stream.position)}\ndata: {}\n\n`);
  }
}
