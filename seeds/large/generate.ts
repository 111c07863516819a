// All tickets of the seed, batch by batch, in the order in which they came in.
import { createRandom, type Random } from "../random.ts";
import { arrival } from "./arrivals.ts";
import { type DeskSetup, DeskWriter, type LastIds } from "./desk-writer.ts";
import type { Batch } from "./tables.ts";
import { planTalk } from "./talk.ts";

export interface Generated {
  batch: Batch;
  /** Tickets so far. */
  tickets: number;
  lastIds: LastIds;
}

const perBatch = 1000;
const day = 86_400_000;
const years = 3;
/** One ticket that is very long, and twenty that are as long as the benchmarks want them. */
const longTalk = 500;
const benchTalk = 20;
const benchTickets = 20;

export function* generate(setup: DeskSetup, tickets: number): Generator<Generated> {
  const desk = new DeskWriter(setup);
  const random = createRandom(23);
  // The last answers are sent by now.
  const now = setup.now.getTime() - 15_000;
  const from = now - years * 365 * day;
  const long = longOnes(tickets);
  const created = (index: number) => arrival((index + 0.999 * random.next()) / tickets, from, now);
  let next = created(0);
  for (let index = 0; index < tickets; index++) {
    const at = next;
    const messages = long.get(index) ?? 0;
    const active = messages === 0 && isActive(random, tickets, (now - at) / day);
    desk.open(planTalk(random, { created: at, now, messages, active }));
    if (index + 1 === tickets) break;
    next = created(index + 1);
    if ((index + 1) % perBatch === 0)
      yield { batch: desk.take(next), tickets: index + 1, lastIds: { ...desk.lastIds } };
  }
  yield { batch: desk.finish(), tickets, lastIds: { ...desk.lastIds } };
}

/** Which tickets get a talk of a given length. A desk too small for them has none. */
function longOnes(tickets: number): Map<number, number> {
  if (tickets < 100) return new Map();
  const long = new Map([[Math.floor(tickets / 2), longTalk]]);
  for (let i = 1; i <= benchTickets; i++) long.set(Math.floor((tickets * i) / (benchTickets + 1.5)), benchTalk);
  return long;
}

/**
 * Four of a hundred are in work, mostly young ones: nearly all of this week's, few of last year's. A small desk has more
 * of them, or its lists would be empty.
 */
function isActive(random: Random, tickets: number, ageInDays: number): boolean {
  const share = Math.max(0.04, Math.min(0.5, 300 / tickets));
  const young = 0.72 * Math.exp(-ageInDays / 45);
  return random.chance(Math.min(1, (share / 0.04) * (young + 0.0115)));
}
