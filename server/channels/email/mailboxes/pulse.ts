// Notices a server that has stopped answering where the library does not: it waits for ever when an IDLE gets no "+".
import type { ImapFlow } from "imapflow";

export interface Pulse {
  /** Work that needs no server is none of its silence. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Until called with false, silence is watched for. */
  listen(listening: boolean): void;
  /** The connection was cut because nothing came for so long. */
  readonly stopped: boolean;
  end(): void;
}

/** Cuts the connection when for twice `silentMs` no byte came though we wait for some. */
export function feelPulse(client: ImapFlow, silentMs: number): Pulse {
  let received = -1;
  let silent = 0;
  let working = 0;
  let listening = false;
  let stopped = false;
  const timer = setInterval(() => {
    const now = client.stats().received;
    const alive = !listening || working > 0 || now !== received;
    received = now;
    silent = alive ? 0 : silent + 1;
    if (silent < 2) return;
    stopped = true;
    client.close();
  }, silentMs);
  timer.unref();
  return {
    async during(work) {
      working++;
      try {
        return await work();
      } finally {
        working--;
      }
    },
    listen(now) {
      listening = now;
      silent = 0;
    },
    get stopped() {
      return stopped;
    },
    end: () => clearInterval(timer),
  };
}
