import { pointsOf } from "../../shared/conversations/points.ts";
import type { Message } from "../../shared/conversations/schema.ts";
import type { Cites } from "../lib/cites.ts";

/** How many points each message has; those without any are left out. */
export const citesOf = (messages: readonly Message[]): Cites =>
  new Map(
    messages.flatMap(({ number, text }) => {
      const count = number === null ? 0 : pointsOf(text).length;
      return count > 0 ? [[number as number, count] as const] : [];
    }),
  );
