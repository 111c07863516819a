// What has to stand in the DNS of a domain so that our mail is believed there, and what is wrong with what does. Pure.
import type { RecordProblem, SendingRecord } from "../../../../shared/sending/schema.ts";
import type { KeyRow } from "./store.ts";

/** `smarthosts`: names of the hosts that carry its mail. `mailHost`: where the domain's mail may go to. */
export function recordsFor(
  domain: string,
  keys: readonly Pick<KeyRow, "id" | "selector" | "public_key">[],
  { smarthosts, mailHost }: { smarthosts: readonly string[]; mailHost: string },
): SendingRecord[] {
  const senders = smarthosts.map((host) => ` a:${host}`).join("");
  const plain = { key: null, name: domain };
  return [
    ...keys.map(({ id, selector, public_key }) => ({
      kind: "dkim" as const,
      key: id,
      name: `${selector}._domainkey.${domain}`,
      type: "TXT",
      value: `v=DKIM1; k=rsa; p=${public_key}`,
    })),
    { ...plain, kind: "spf", type: "TXT", value: `v=spf1 mx${senders} ~all` },
    { ...plain, kind: "dmarc", type: "TXT", name: `_dmarc.${domain}`, value: "v=DMARC1; p=none" },
    { ...plain, kind: "mx", type: "MX", value: `10 ${mailHost}` },
  ] as SendingRecord[];
}

/** RFC 6376 3.6.1. Spaces may stand anywhere in it, tags that we do not set may be there. */
export function dkimProblem(found: readonly string[], publicKey: string): RecordProblem | null {
  const keys = found.map(tagsOf).filter((tags) => tags.has("p"));
  if (keys.length === 0) return found.length === 0 ? "missing" : "differs";
  if (keys.length > 1) return "several";
  const [tags] = keys as [Map<string, string>];
  if (tags.get("p") === "") return "revoked";
  const right =
    tags.get("p") === publicKey && (tags.get("k") ?? "rsa") === "rsa" && (tags.get("v") ?? "DKIM1") === "DKIM1";
  return right ? null : "differs";
}

/** RFC 7208 3.2, 4.5: exactly one, and it must not let everybody send. */
export function spfProblem(found: readonly string[]): RecordProblem | null {
  const records = found.filter((text) => /^v=spf1(?: |$)/i.test(text));
  if (records.length === 0) return "missing";
  if (records.length > 1) return "several";
  const words = (records[0] as string).toLowerCase().split(/ +/);
  if (words.includes("+all") || words.includes("all")) return "open";
  return words.some((word) => /^[-~?]all$/.test(word) || word.startsWith("redirect=")) ? null : "invalid";
}

/** RFC 7489 6.3, 6.6.3. */
export function dmarcProblem(found: readonly string[]): RecordProblem | null {
  const records = found.map(tagsOf).filter((tags) => tags.get("v")?.toUpperCase() === "DMARC1");
  if (records.length === 0) return "missing";
  if (records.length > 1) return "several";
  return /^(?:none|quarantine|reject)$/i.test(records[0]?.get("p") ?? "") ? null : "invalid";
}

/** Bounces come back to the domain itself. RFC 7505: a lone "." takes no mail at all. */
export function mxProblem(found: readonly string[]): RecordProblem | null {
  if (found.length === 0) return "missing";
  return found.every((each) => each.endsWith(" .")) ? "closed" : null;
}

/** `a=b; c=d` without spaces inside. */
function tagsOf(text: string): Map<string, string> {
  const pairs = text.split(";").flatMap((part): [string, string][] => {
    const at = part.indexOf("=");
    return at < 0 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).replace(/\s+/g, "")]];
  });
  return new Map(pairs);
}
