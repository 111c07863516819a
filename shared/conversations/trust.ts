// How sure we are who wrote a message, and why (B6). Pure: the facts go in, level and reasons come out.
import { type Static, Type } from "typebox";
import { Closed, Instant, Nullable, oneOf } from "../base/schema.ts";

/** How sure we are who wrote a message, lowest first. */
export const trustLevels = ["unknown", "claimed", "known", "verified"] as const;
export type TrustLevel = (typeof trustLevels)[number];

/** What was found out about a mail's sender by SPF (RFC 7208), DKIM (6376), DMARC (9989) and ARC (8617). */
export interface Authentication {
  /** false: DNS did not answer in time, or is turned off. What was found in spite of that is below. */
  checked: boolean;
  /** The domain of From as the checks read it, as ASCII in lower case. */
  fromDomain: string | null;
  dmarc: "pass" | "fail" | "none";
  /** What the domain's owner asks to do with mail that fails. */
  policy: "none" | "quarantine" | "reject" | null;
  /** aligned: a valid signature of the sender's own domain. other: of somebody else's only. */
  dkim: "aligned" | "other" | "fail" | "none";
  /** none: the address that it came from is not known, or the domain says nothing. */
  spf: "aligned" | "other" | "fail" | "none";
  /** A forwarder whose word counts here, who had checked it before: the domain of its seal. */
  arc: string | null;
  /** A server of ours, named by an administrator, whose findings these are. */
  saidBy: string | null;
}

export const nothingFound: Authentication = {
  checked: false,
  fromDomain: null,
  dmarc: "none",
  policy: null,
  dkim: "none",
  spf: "none",
  arc: null,
  saidBy: null,
};

/** proven: From's own domain vouches. failed: its owner says that such mail is not his. open: neither. */
export type Proof = "proven" | "open" | "failed";

/** `fromDomain`: of From as we read it. Findings about another address prove nothing about this one. */
export function proofOf(found: Authentication, fromDomain: string | null): Proof {
  if (found.fromDomain === null || found.fromDomain !== fromDomain) return failedOr(found, "open");
  if (found.dmarc === "pass" || found.arc !== null) return "proven";
  if (found.dmarc === "fail") return failedOr(found, "open");
  return found.dkim === "aligned" || found.spf === "aligned" ? "proven" : "open";
}

const failedOr = ({ dmarc, policy, arc }: Authentication, otherwise: Proof): Proof =>
  dmarc === "fail" && arc === null && (policy === "reject" || policy === "quarantine") ? "failed" : otherwise;

export const trustReasons = [
  "signed-in",
  "confirmed",
  "denied",
  "sender-proven",
  "forwarder-vouches",
  "sender-forged",
  "not-checked",
  "nothing-proven",
  "new-address",
  "known-address",
  "own-token",
  "foreign-token",
  "named-like-agent",
  "agent-unproven",
  "answers-elsewhere",
  "not-a-party",
  "forwarded-by",
] as const;
export type TrustReasonCode = (typeof trustReasons)[number];

/** `detail`: the domain, address or name that the reason is about. */
export const TrustReason = Closed({ code: oneOf(trustReasons), detail: Nullable(Type.String()) });
export type TrustReason = Static<typeof TrustReason>;

/** What somebody said whom we asked whether a message is his; null: nothing yet. */
export const Confirmation = Closed({
  sentTo: Type.String(),
  askedAt: Instant,
  expiresAt: Instant,
  answer: Nullable(oneOf(["yes", "no"])),
});
export type Confirmation = Static<typeof Confirmation>;

export interface TrustFacts {
  signedIn?: boolean;
  proof: Proof;
  authentication: Authentication;
  /** We knew the address before. */
  knownAddress: boolean;
  /** A signed reply address came with it: made for him, or for somebody else. */
  token: "own" | "foreign" | null;
  /** The name of an agent, or an address of ours, stands as the sender's name, and he is not that. */
  namedLikeAgent: string | null;
  /** He works here, by his address. */
  agent: boolean;
  /** Reply-To names somebody else than From. */
  answersElsewhere: string | null;
  /** It named a conversation that its writer has no part in. */
  notAParty: boolean;
}

export interface Trust {
  level: TrustLevel;
  reasons: TrustReason[];
}

const because = (code: TrustReasonCode, detail: string | null = null): TrustReason => ({ code, detail });

/**
 * verified: signed in, or the sender's domain vouches for an address that we knew, or that answers to what we sent to it.
 * known: one of the two. claimed: we knew the address, nothing more. unknown: a new address without proof, or a sign of forgery.
 */
export function trustOf(facts: TrustFacts): Trust {
  if (facts.signedIn) return { level: "verified", reasons: [because("signed-in")] };
  return { level: levelOf(facts), reasons: reasonsOf(facts) };
}

function levelOf({ proof, knownAddress, token, namedLikeAgent, agent }: TrustFacts): TrustLevel {
  if (proof === "failed" || namedLikeAgent !== null) return "unknown";
  const answersUs = token === "own";
  if (proof === "proven") return knownAddress || answersUs ? "verified" : "known";
  // Who works here may do more than others: without proof his name counts for less, not for more.
  if (agent) return "unknown";
  if (answersUs) return "known";
  return knownAddress && token === null ? "claimed" : "unknown";
}

function reasonsOf(facts: TrustFacts): TrustReason[] {
  const { authentication: found, proof } = facts;
  const reasons: TrustReason[] = [];
  if (facts.namedLikeAgent !== null) reasons.push(because("named-like-agent", facts.namedLikeAgent));
  if (proof === "failed") reasons.push(because("sender-forged", found.fromDomain));
  if (proof === "proven")
    reasons.push(
      found.dmarc !== "pass" && found.arc
        ? because("forwarder-vouches", found.arc)
        : because("sender-proven", found.fromDomain),
    );
  if (proof === "open") {
    if (facts.agent) reasons.push(because("agent-unproven"));
    reasons.push(because(found.checked ? "nothing-proven" : "not-checked"));
  }
  if (facts.token) reasons.push(because(facts.token === "own" ? "own-token" : "foreign-token"));
  if (facts.notAParty) reasons.push(because("not-a-party"));
  reasons.push(because(facts.knownAddress ? "known-address" : "new-address"));
  if (facts.answersElsewhere !== null) reasons.push(because("answers-elsewhere", facts.answersElsewhere));
  return reasons;
}

/** Of two demands, the one that asks for more. */
export const stricter = (one: TrustLevel | null, other: TrustLevel | null): TrustLevel | null =>
  trustSuffices(one ?? "unknown", other) ? one : other;

/** Does this level do for what demands that one? null demands nothing. */
export const trustSuffices = (level: TrustLevel, required: TrustLevel | null): boolean =>
  required === null || trustLevels.indexOf(level) >= trustLevels.indexOf(required);
