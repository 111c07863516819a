// Which stories the demo tells: about a hundred and fifty over three months, most of them over, the rest in full swing.
import { createRandom, type Random } from "../random.ts";
import { type Client, clients } from "./clients.ts";
import { scenarios } from "./scenarios.ts";
import { planStory, type Story } from "./story.ts";
import { nextWork } from "./work-time.ts";

const day = 86_400_000;
const shares: Readonly<Record<string, { older: number; recent: number; today: number }>> = {
  cs: { older: 26, recent: 16, today: 2 },
  ru: { older: 22, recent: 13, today: 2 },
  th: { older: 20, recent: 12, today: 2 },
  en: { older: 22, recent: 13, today: 2 },
};

export function planStories(now: Date): Story[] {
  for (let seed = 20_260_401; ; seed++) {
    const random = createRandom(seed);
    const stories = clients.flatMap((client) => planClient(random, client, now));
    if (stories.some(waitsForThirdParty)) return stories;
  }
}

/** The rarest state that a ticket can be in now: at some hours chance would leave it out. */
const waitsForThirdParty = ({ acts }: Story): boolean => {
  const last = acts.at(-1);
  return last?.do === "reply" && last.state === "waiting-third-party";
};

function planClient(random: Random, client: Client, now: Date): Story[] {
  const times = timesOf(random, client, now);
  const deck = deckOf(random, client, times.length);
  const told = new Map<string, number>();
  return times.map(({ at, untouched }, index) => {
    const scenario = deck[index] as (typeof deck)[number];
    const telling = told.get(scenario.key) ?? 0;
    told.set(scenario.key, telling + 1);
    const age = (now.getTime() - at.getTime()) / day;
    const stopsAt = stopFor(random, age);
    return planStory(random, { client, scenario, telling, at, now, untouched, stopsAt });
  });
}

/** Old tickets are over, bar a few that wait for somebody; of the recent ones a good part is still in work. */
function stopFor(random: Random, ageInDays: number): "waiting" | "answered" | null {
  if (ageInDays > 14) return random.chance(0.05) ? "waiting" : null;
  return random.chance(0.5) ? random.pick(["waiting", "answered"] as const) : null;
}

/** Every scenario comes up before one comes up again. */
function deckOf(random: Random, client: Client, size: number) {
  const all = scenarios[client.language];
  return Array.from({ length: Math.ceil(size / all.length) }, () => random.shuffle(all)).flat();
}

function timesOf(random: Random, client: Client, now: Date): { at: Date; untouched: boolean }[] {
  const { older, recent, today } = shares[client.language] ?? { older: 0, recent: 0, today: 0 };
  const between = (from: number, to: number) => {
    const at = new Date(now.getTime() - (to + random.next() * (from - to)) * day);
    const working = nextWork(at, client.hours);
    // What falls on a weekend comes in on Monday morning, not all at its first second.
    return working > at ? new Date(working.getTime() + random.between(1, 140) * 61_000) : at;
  };
  const worked = [
    ...Array.from({ length: older }, () => between(90, 12)),
    ...Array.from({ length: recent }, () => between(12, 0.3)),
  ].filter((at) => at.getTime() < now.getTime() - 3_600_000);
  const fresh = Array.from({ length: today }, () => new Date(now.getTime() - random.between(300, 14_000) * 1000));
  return [...worked.map((at) => ({ at, untouched: false })), ...fresh.map((at) => ({ at, untouched: true }))].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}
