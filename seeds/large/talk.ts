// One ticket as it is going to be: its messages, who has it, how far it gets. Pure.
import type { StateCategory } from "../../shared/tickets/schema.ts";
import type { Random } from "../random.ts";

export interface Said {
  /** Milliseconds. */
  at: number;
  kind: "inbound" | "outbound" | "note";
}
export interface Moved {
  at: number;
  from: string;
  to: string;
  category: StateCategory;
}
export interface Talk {
  created: number;
  said: Said[];
  /** When an agent took it; null: nobody has. */
  taken: number | null;
  moves: Moved[];
  state: string;
  category: StateCategory;
}

export interface TalkPlan {
  created: number;
  now: number;
  /** 0: as many messages as it happens to be. */
  messages: number;
  /** It is not to be finished. */
  active: boolean;
}

const hour = 3_600_000;
const week = 168 * hour;

/** On average three; up to twelve. */
function messageCount(random: Random): number {
  const place = random.next();
  const upTo = [0.2, 0.48, 0.7, 0.83, 0.91, 0.95];
  const index = upTo.findIndex((limit) => place < limit);
  return index === -1 ? random.between(7, 12) : index + 1;
}

export function planTalk(random: Random, plan: TalkPlan): Talk {
  const said = planMessages(random, plan);
  const finished = plan.active ? null : finishOf(random, said, plan.now);
  const lastSpoken = said.findLast((each) => each.kind !== "note") as Said;
  const firstWork = said.find((each) => each.kind !== "inbound")?.at ?? finished;
  const idle = firstWork === null && random.chance(0.7);
  const taken = idle ? null : Math.min(plan.now, (firstWork ?? plan.created + random.between(1, 90) * 60_000) - 1);
  const moves =
    finished === null ? activeMoves(random, said, taken, lastSpoken) : finalMoves(random, said, finished, plan.now);
  const last = moves.at(-1);
  return {
    created: plan.created,
    said,
    taken: taken === null ? null : Math.max(taken, plan.created),
    moves,
    state: last?.to ?? "new",
    category: last?.category ?? "new",
  };
}

/** What would lie ahead of now has not been said yet. */
function planMessages(random: Random, { created, now, messages, active }: TalkPlan): Said[] {
  const wanted = messages || (active ? random.pick([1, 1, 2, 2, 3, 4]) : messageCount(random));
  const room = (now - created) / (wanted + 1);
  const said: Said[] = [{ at: created, kind: "inbound" }];
  let at = created;
  while (said.length < wanted) {
    const pause = 300_000 - Math.log(1 - random.next()) * 7 * hour;
    at += Math.floor(messages ? Math.min(pause, room) : pause);
    if (at > now) break;
    said.push({ at, kind: nextKind(random, said.at(-1)?.kind ?? "inbound") });
  }
  return said;
}

function nextKind(random: Random, last: Said["kind"]): Said["kind"] {
  if (last === "note") return "outbound";
  if (last === "inbound") return random.chance(0.87) ? "outbound" : "note";
  return random.chance(0.7) ? "inbound" : random.chance(0.6) ? "outbound" : "note";
}

/** Solved with the last answer; what a customer says after it is thanks. null: not before now. */
function finishOf(random: Random, said: Said[], now: number): number | null {
  const answer = said.findLast((each) => each.kind === "outbound");
  const last = said.at(-1) as Said;
  const at = answer && last.kind !== "note" ? answer.at : last.at + random.between(10, 600) * 60_000;
  return at <= now ? at : null;
}

function finalMoves(random: Random, said: Said[], finished: number, now: number): Moved[] {
  const first = said.find((each) => each.kind === "outbound");
  const moves: Moved[] = [];
  if (first && first.at < finished) moves.push({ at: first.at, from: "new", to: "open", category: "open" });
  moves.push({ at: finished, from: moves.length ? "open" : "new", to: "solved", category: "solved" });
  const closed = Math.max(finished + week, (said.at(-1) as Said).at + 1);
  // A few are never closed by anybody.
  if (closed <= now && random.chance(0.97))
    moves.push({ at: closed, from: "solved", to: "closed", category: "closed" });
  return moves;
}

function activeMoves(random: Random, said: Said[], taken: number | null, lastSpoken: Said): Moved[] {
  const first = said.find((each) => each.kind === "outbound");
  if (!first) return taken === null ? [] : [{ at: taken, from: "new", to: "open", category: "open" }];
  const opened: Moved = { at: first.at, from: "new", to: "open", category: "open" };
  if (lastSpoken.kind !== "outbound" || random.chance(0.15)) return [opened];
  const to = random.chance(0.85) ? "waiting-customer" : "waiting-third-party";
  const waits: Moved = { at: lastSpoken.at, from: "open", to, category: "waiting" };
  return first === lastSpoken ? [{ ...waits, from: "new" }] : [opened, waits];
}
