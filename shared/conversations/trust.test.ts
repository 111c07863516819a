import { expect, test } from "vitest";
import {
  type Authentication,
  nothingFound,
  proofOf,
  stricter,
  type TrustFacts,
  trustOf,
  trustSuffices,
} from "./trust.ts";

const found = (more: Partial<Authentication>): Authentication => ({
  ...nothingFound,
  checked: true,
  fromDomain: "acme.example",
  ...more,
});

test.each<[string, Partial<Authentication>, string]>([
  ["DMARC passes", { dmarc: "pass" }, "proven"],
  ["DMARC passes for another domain than we read", { dmarc: "pass", fromDomain: "evil.example" }, "open"],
  ["DMARC fails, the owner wants it refused", { dmarc: "fail", policy: "reject" }, "failed"],
  ["DMARC fails, the owner wants it set aside", { dmarc: "fail", policy: "quarantine" }, "failed"],
  ["DMARC fails, the owner only watches", { dmarc: "fail", policy: "none" }, "open"],
  ["DMARC fails though relaxed DKIM would do", { dmarc: "fail", policy: "none", dkim: "aligned" }, "open"],
  [
    "it fails, and a trusted forwarder had seen it pass",
    { dmarc: "fail", policy: "reject", arc: "list.example" },
    "proven",
  ],
  ["no policy, its own signature", { dkim: "aligned" }, "proven"],
  ["no policy, its own server", { spf: "aligned" }, "proven"],
  ["no policy, another's signature", { dkim: "other", spf: "other" }, "open"],
  ["nothing", {}, "open"],
  ["two senders", { dmarc: "fail", policy: "reject", fromDomain: "first.example" }, "failed"],
])("%s: %s", (_name, more, proof) => {
  expect(proofOf(found(more), "acme.example")).toBe(proof);
});

const facts: TrustFacts = {
  proof: "open",
  authentication: found({}),
  knownAddress: true,
  token: null,
  namedLikeAgent: null,
  agent: false,
  answersElsewhere: null,
  notAParty: false,
};
test.each<[Partial<TrustFacts>, string, string]>([
  [{ signedIn: true, proof: "failed" }, "verified", "signed-in"],
  [{ proof: "proven" }, "verified", "sender-proven"],
  [{ proof: "proven", knownAddress: false }, "known", "sender-proven"],
  [{ proof: "proven", knownAddress: false, token: "own" }, "verified", "sender-proven"],
  [{ token: "own" }, "known", "nothing-proven"],
  [{ token: "foreign" }, "unknown", "nothing-proven"],
  [{}, "claimed", "nothing-proven"],
  [{ authentication: nothingFound }, "claimed", "not-checked"],
  [{ knownAddress: false }, "unknown", "nothing-proven"],
  [{ proof: "failed", token: "own" }, "unknown", "sender-forged"],
  [{ proof: "proven", namedLikeAgent: "Karel" }, "unknown", "named-like-agent"],
  [{ agent: true, token: "own" }, "unknown", "agent-unproven"],
  [{ agent: true, proof: "proven" }, "verified", "sender-proven"],
])("%j makes %s, because of %s", (more, level, first) => {
  const trust = trustOf({ ...facts, ...more });
  expect(trust.level).toBe(level);
  expect(trust.reasons[0]?.code).toBe(first);
});

test("what is demanded is met by its level and those above", () => {
  expect(trustSuffices("unknown", null)).toBe(true);
  expect(trustSuffices("claimed", "known")).toBe(false);
  expect(trustSuffices("known", "known")).toBe(true);
  expect(trustSuffices("verified", "known")).toBe(true);
});

test.each([
  [null, null, null],
  ["known", null, "known"],
  [null, "claimed", "claimed"],
  ["known", "verified", "verified"],
  ["verified", "claimed", "verified"],
] as const)("of the demands %s and %s the stricter is %s", (one, other, both) => {
  expect(stricter(one, other)).toBe(both);
});
