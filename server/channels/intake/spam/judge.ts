// Is it spam, is it infected, may it come in? PURE: from what is known of a mail to the steps of its trail; the last one decides.
import type { Step } from "../../../../shared/conversations/schema.ts";
import type { Settings } from "../../../platform/settings.ts";
import type { Incoming, Scanned } from "../../contract.ts";
import { type Counts, hasLearnedEnough, learnedAtLeast, spamFrom, spamScore } from "./bayes.ts";
import { listed } from "./senders.ts";

export type HeldFor = "spam" | "virus" | "challenge";

export interface Sender {
  openTickets: boolean;
  /** He answers to a signed address of ours. */
  answersUs: boolean;
  /** Somebody here has his address. */
  known: boolean;
  /** His own domain vouches for the mail. */
  proven: boolean;
  /** A question would reach who wrote, not somebody whose address was borrowed, and no machine (S5, RFC 3834). */
  mayBeAsked: boolean;
}

export interface Facts {
  message: Pick<Incoming, "from" | "kind">;
  sender: Sender;
  scanned: Scanned;
  /** What the desk's own filter knows of its words; null: the filter is off. */
  learned: { words: Counts[]; mails: Counts } | null;
  settings: Pick<Settings, "spam" | "virus" | "mail">;
  /** Somebody let it pass. */
  released: { by: string; from: HeldFor } | null;
}

export interface Judgement {
  steps: Step[];
  heldFor: HeldFor | null;
  /** Its sender is to be asked whether it is his. */
  asks?: boolean;
}

export function judge(facts: Facts): Judgement {
  const virus = judgeVirus(facts);
  if (virus?.heldFor) return virus;
  const spam = judgeSpam(facts);
  const first = spam.heldFor ? null : judgeFirst(facts);
  return {
    steps: [...(virus?.steps ?? []), ...spam.steps, ...(first?.steps ?? [])],
    heldFor: spam.heldFor ?? first?.heldFor ?? null,
    asks: first?.asks === true,
  };
}

const one = (
  step: "virus" | "spam" | "challenge",
  code: string,
  why: string,
  values: Record<string, string>,
  heldFor: HeldFor | null,
): Judgement => ({
  steps: [{ step, outcome: heldFor ? "hold" : "continue", why, code, values }],
  heldFor,
});

function judgeVirus({ scanned: { virus }, released }: Facts): Judgement | null {
  if (virus === null) return null;
  if ("away" in virus) return one("virus", "virus.away", `not scanned: ${virus.away}`, { why: virus.away }, null);
  if (virus.found === null) return one("virus", "virus.none", "no virus found", {}, null);
  const name = virus.found;
  if (released?.from === "virus")
    return one("virus", "virus.released", `${name} found; released by ${released.by}`, { name, by: released.by }, null);
  return one("virus", "virus.found", `infected: ${name}`, { name }, "virus");
}

const pass = (code: string, why: string, values: Record<string, string> = {}) => one("spam", code, why, values, null);
const hold = (code: string, why: string, values: Record<string, string>) => one("spam", code, why, values, "spam");

function judgeSpam(facts: Facts): Judgement {
  const { message, sender, scanned, settings, released } = facts;
  if (released?.from === "challenge")
    return one("challenge", "challenge.released", `released by ${released.by}`, { by: released.by }, null);
  if (released) return pass("spam.released", `released by ${released.by}`, { by: released.by });
  if (sender.answersUs) return pass("spam.answer", "it answers a mail of ours");
  const address = message.from?.address ?? "";
  const entry = listed(address, settings.spam);
  if (entry?.list === "blocked")
    return hold("spam.blocked", `its sender is blocked: ${entry.entry}`, { entry: entry.entry });
  if (entry) return pass("spam.allowed", `its sender is always let in: ${entry.entry}`, { entry: entry.entry });
  const caught = scanned.spam.find((each) => "spam" in each && each.spam);
  if (caught && "score" in caught) {
    const reasons = caught.reasons.join(", ");
    const values = { by: caught.by, score: caught.score.toFixed(1), reasons };
    return hold("spam.scanner", `${caught.by} says spam (${values.score}): ${reasons}`, values);
  }
  const own = ownFilter(facts);
  if (own.heldFor) return own;
  return { steps: [...aways(scanned), ...own.steps], heldFor: null };
}

const aways = ({ spam }: Scanned): Step[] =>
  spam.flatMap((each) =>
    "away" in each
      ? pass("spam.away", `not checked by ${each.by}: ${each.away}`, { by: each.by, why: each.away }).steps
      : [],
  );

/**
 * A person whom nobody here knows, whose domain does not vouch for him, and who answers nothing of ours. null: he is none,
 * or the desk does not ask.
 */
function judgeFirst({ message, sender, settings, released }: Facts): Judgement | null {
  const address = message.from?.address ?? "";
  if (!settings.spam.challenge || message.kind !== "person" || released) return null;
  if (sender.known || sender.proven || sender.answersUs || listed(address, settings.spam)) return null;
  if (settings.mail.monitoringAddresses.some((each) => each.toLowerCase() === address.toLowerCase())) return null;
  const asks = sender.mayBeAsked;
  const code = asks ? "challenge.asks" : "challenge.waits";
  const why = `nobody wrote from ${address} before, and nothing proves who it is; ${asks ? "its sender is asked" : "nobody is asked: it may be forged, or a machine's"}`;
  return { ...one("challenge", code, why, { address }, "challenge"), asks };
}

function ownFilter({ learned, message, sender, scanned }: Facts): Judgement {
  const asked = scanned.spam.filter((each) => "score" in each);
  const unsuspected = asked.length
    ? pass("spam.clean", `${asked.map((each) => each.by).join(", ")} found nothing`, {
        by: asked.map((each) => each.by).join(", "),
      })
    : pass("spam.none", "nothing says that it is spam");
  // A bounce or an answer by machine of our own mail must come through, whatever words it carries.
  if (learned === null || (message.kind !== "person" && message.kind !== "list")) return unsuspected;
  if (!hasLearnedEnough(learned.mails))
    return asked.length
      ? unsuspected
      : pass("spam.learning", `the filter decides after ${learnedAtLeast} mails of each kind`, {
          needed: String(learnedAtLeast),
          spam: String(learned.mails.spam),
          ham: String(learned.mails.ham),
        });
  const score = spamScore(learned.words, learned.mails);
  const values = { percent: String(Math.round(score * 100)) };
  if (score < spamFrom) return asked.length ? unsuspected : pass("spam.ham", `${values.percent} % like spam`, values);
  if (sender.openTickets)
    return pass("spam.customer", `${values.percent} % like spam, but its sender has open tickets`, values);
  return hold("spam.filter", `${values.percent} % like what agents called spam`, values);
}
