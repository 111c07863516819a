// "Something new" for readers inside this process and in others. A bell carries no data, at most a name of what is new: who
// hears it looks at the tables. It may ring too often, and a ring may be lost: every reader also looks by itself once in a while.
import { EventEmitter } from "node:events";

/**
 * events: the history grew. mail: something to read came in. deliveries: something to send. access: rights changed. settings:
 * likewise. presence: somebody came, went or does something else. drafts, notices: which, by name. mailboxes: which are to be read, and how.
 */
export type Topic =
  | "events"
  | "mail"
  | "deliveries"
  | "access"
  | "settings"
  | "presence"
  | "drafts"
  | "notices"
  | "mailboxes";

export interface Bell {
  /** `about`: a short name of what is new, without spaces; readers that need none see nothing of it. */
  ring(topic: Topic, about?: string): void;
  /** Calls back at each ring; the result stops it. */
  on(topic: Topic, listener: (about?: string) => void): () => void;
  /** A ring heard from another process. */
  heard(payload: string): void;
  close(): void;
}

/**
 * NOTIFY takes a lock over the whole database at commit, so it is never part of a transaction that does work: rings are
 * gathered for `quietMs` and sent as one statement of their own by `send`.
 */
/** NOTIFY carries less than 8,000 bytes. */
const longest = 7500;

export function createBell(send: (payload: string) => Promise<void>, self: string, quietMs = 40): Bell {
  const emitter = new EventEmitter().setMaxListeners(0);
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    timer = undefined;
    let payload = self;
    for (const ring of pending) {
      pending.delete(ring);
      payload += ` ${ring}`;
      if (payload.length > longest - 100) break;
    }
    send(payload).catch(() => {});
    if (pending.size > 0) timer = setTimeout(flush, quietMs);
  };
  return {
    ring(topic, about) {
      emitter.emit(topic, about);
      pending.add(about === undefined ? topic : `${topic}:${about}`);
      timer ??= setTimeout(flush, quietMs);
    },
    on(topic, listener) {
      emitter.on(topic, listener);
      return () => void emitter.off(topic, listener);
    },
    heard(payload) {
      const [from, ...topics] = payload.split(" ");
      if (from === self) return;
      for (const ring of topics) {
        const [topic = "", about] = ring.split(":");
        emitter.emit(topic, about);
      }
    },
    close() {
      clearTimeout(timer);
      emitter.removeAllListeners();
    },
  };
}
