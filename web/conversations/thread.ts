import { createContext, useContext } from "react";
import type { Message } from "../../shared/conversations/schema.ts";
import { type Cites, noCites } from "../lib/cites.ts";

/** What the messages of one thread share. */
export interface Thread {
  /** The ticket's number; null: a talk without ticket. */
  ticket: string | null;
  /** Its points, to know a citation when it is seen. */
  cites: Cites;
  /** Puts a point on the ticket's checklist; missing: it has none, or may not be changed. */
  addPoint?: (message: string, point: number) => void;
  /** Asks somebody outside about a message; missing: there is no ticket, or the reader may not. */
  forward?: (message: Message) => void;
}

const ThreadContext = createContext<Thread>({ ticket: null, cites: noCites });
export const ThreadProvider = ThreadContext.Provider;
export const useThread = (): Thread => useContext(ThreadContext);
