// Who sent a mail, as its domain says: SPF, DKIM, DMARC and ARC by `mailauth`, within a few seconds whatever DNS does.
import { Readable } from "node:stream";
import type { authenticate as Check } from "mailauth";
import { type Authentication, nothingFound } from "../../../../shared/conversations/trust.ts";
import type { Arrival } from "../../contract.ts";
import { carriesOurResults, type Origin, originOf, traceOf } from "./arrival.ts";
import type { MailDns } from "./resolver.ts";
import { saidBy } from "./said-by.ts";

/** In all; what is not known by then counts as "could not be checked". */
const patienceMs = 4000;

export async function authenticateMail(raw: Buffer, arrival: Arrival, dns: MailDns): Promise<Authentication> {
  const trace = traceOf(raw);
  const origin = originOf(arrival, trace);
  const found = dns.usable ? await inTime(() => ask(raw, arrival, origin, dns)) : nothingFound;
  if (found.dmarc === "pass" || !carriesOurResults(arrival)) return found;
  const fromDomain = found.fromDomain ?? domainOfFrom(raw);
  return saidBy(trace, arrival.trustedSystems, fromDomain) ?? found;
}

async function ask(raw: Buffer, arrival: Arrival, origin: Origin | null, dns: MailDns): Promise<Authentication> {
  let silent = false;
  // Loaded for the first mail: it is large, and a start need not wait for it.
  const { authenticate: check } = await import("mailauth");
  const result = await check(Readable.from(pieces(raw)), {
    mta: "listek",
    sender: arrival.envelopeFrom,
    // Without an address SPF says nothing; 0.0.0.0 would make it say "fail".
    ...(origin && { ip: origin.ip, helo: origin.helo }),
    trustReceived: false,
    disableBimi: true,
    resolver: async (name, type) => {
      try {
        return await dns.lookup(name, type);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== "ENOTFOUND" && code !== "ENODATA") silent = true;
        throw error;
      }
    },
  });
  return findings(result, origin, silent, arrival);
}

type Result = Awaited<ReturnType<typeof Check>> & { dmarcSkipReason?: unknown };

function findings(result: Result, origin: Origin | null, silent: boolean, arrival: Arrival): Authentication {
  const fromDomain = domain(result.dmarc ? result.dmarc.status.header?.from : result.dkim.headerFrom?.[0]);
  const several = (result.dkim.headerFrom?.length ?? 0) > 1;
  // A signature that leaves the end of the mail open (l=) vouches for nothing that was appended.
  const signatures = result.dkim.results.filter((each) => each.status.result === "pass" && !each.status.underSized);
  const dkim = signatures.some((each) => each.status.aligned)
    ? "aligned"
    : signatures.length
      ? "other"
      : result.dkim.results.some((each) => each.status.result === "fail" || each.status.result === "neutral")
        ? "fail"
        : "none";
  const spf = origin && result.spf ? spfOf(result.spf, result, fromDomain) : "none";
  const verdict = several ? "fail" : dmarcOf(result, dkim, origin !== null);
  return {
    checked: !silent || verdict === "pass",
    fromDomain,
    dmarc: verdict,
    policy: several ? "reject" : (result.dmarc && (result.dmarc.policy as Authentication["policy"])) || null,
    dkim,
    spf,
    arc: sealOf(result, arrival),
    saidBy: null,
  };
}

/** Where SPF could not be asked, a missing signature alone is no failure. */
function dmarcOf(result: Result, dkim: Authentication["dkim"], asked: boolean): Authentication["dmarc"] {
  if (!result.dmarc) return "none";
  const verdict = result.dmarc.status.result;
  if (verdict === "pass") return dkim === "aligned" || (asked && result.dmarc.alignment.spf.result) ? "pass" : "none";
  return verdict === "fail" && asked ? "fail" : "none";
}

function spfOf(
  spf: { domain: string; status: { result: string } },
  result: Result,
  from: string | null,
): Authentication["spf"] {
  const { result: verdict } = spf.status;
  if (verdict !== "pass") return verdict === "fail" || verdict === "softfail" ? "fail" : "none";
  // A domain without a DMARC record has a verdict, "none", that says nothing of alignment.
  if (result.dmarc && "alignment" in result.dmarc) return result.dmarc.alignment.spf.result ? "aligned" : "other";
  return from !== null && domain(spf.domain) === from ? "aligned" : "other";
}

/** RFC 8617: the whole chain holds, its last seal is of a system that an administrator named, and that one had seen DMARC pass. */
function sealOf(result: Result, { trustedSystems }: Arrival): string | null {
  const arc = result.arc || null;
  if (arc?.status.result !== "pass") return null;
  const seal = domain(arc.signature ? arc.signature.signingDomain : undefined);
  const said = arc.authenticationResults as { dmarc?: { result?: string } } | undefined;
  return seal !== null && trustedSystems.some((each) => each.toLowerCase() === seal) && said?.dmarc?.result === "pass"
    ? seal
    : null;
}

const domain = (text: unknown): string | null => {
  if (typeof text !== "string" || text === "") return null;
  const name = text
    .slice(text.lastIndexOf("@") + 1)
    .toLowerCase()
    .replace(/\.$/, "");
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : null;
};

const domainOfFrom = (raw: Buffer): string | null => {
  const head = raw.toString("latin1", 0, 64 * 1024).replace(/\r?\n[ \t]+/g, " ");
  return domain(/^from:.*?@([A-Za-z0-9.-]+)/im.exec(head)?.[1]);
};

/** In pieces, so that other mail is not kept waiting by the hashing of a large one. */
async function* pieces(raw: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < raw.length; at += 256 * 1024) {
    yield raw.subarray(at, at + 256 * 1024);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function inTime(work: () => Promise<Authentication>): Promise<Authentication> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Authentication>((resolve) => {
    timer = setTimeout(() => resolve(nothingFound), patienceMs);
  });
  try {
    // A mail that the checks stumble over is one that they say nothing about.
    return await Promise.race([work().catch(() => nothingFound), late]);
  } finally {
    clearTimeout(timer);
  }
}
