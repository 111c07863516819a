// Looks up what stands in the DNS for a domain, and says what is wrong with it.
import type { CheckedRecord, SendingRecord } from "../../../../shared/sending/schema.ts";
import { type Dns, DnsSilent } from "../../../platform/dns.ts";
import { dkimProblem, dmarcProblem, mxProblem, spfProblem } from "./records.ts";

export async function checkRecords(dns: Dns, records: readonly SendingRecord[]): Promise<CheckedRecord[]> {
  return Promise.all(records.map((record) => checkRecord(dns, record)));
}

export async function checkRecord(dns: Dns, record: SendingRecord): Promise<CheckedRecord> {
  try {
    const found = await lookUp(dns, record);
    return {
      ...record,
      found: found.map((text) => text.slice(0, 1000)).slice(0, 20),
      problem: problemOf(record, found),
    };
  } catch (error) {
    if (!(error instanceof DnsSilent)) throw error;
    return { ...record, found: [], problem: "silent" };
  }
}

async function lookUp(dns: Dns, { kind, type, name }: SendingRecord): Promise<string[]> {
  if (type === "MX") return dns.mx(name);
  if (kind !== "dmarc") return dns.txt(name);
  // A domain without a policy of its own has that of the one above it (RFC 7489 6.6.3, RFC 9989 4.10).
  const labels = name.split(".").slice(1);
  for (let from = 0; from <= Math.max(0, labels.length - 2); from++) {
    const found = await dns.txt(`_dmarc.${labels.slice(from).join(".")}`);
    if (dmarcProblem(found) !== "missing") return found;
  }
  return [];
}

function problemOf({ kind, value }: SendingRecord, found: string[]) {
  if (kind === "dkim") return dkimProblem(found, value.slice(value.indexOf("p=") + 2));
  if (kind === "spf") return spfProblem(found);
  return kind === "dmarc" ? dmarcProblem(found) : mxProblem(found);
}
