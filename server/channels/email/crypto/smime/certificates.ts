// Certificates of people (RFC 5280, RFC 8550): whose they are, and whether somebody vouches for them.
import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import * as pkijs from "pkijs";
import { childrenOf, contextTag, type Node, rawOf, readAsn1 } from "./asn1.ts";

/** Every certificate of a text, the first one is the person's. Throws when one cannot be read. */
export function readPem(text: string): X509Certificate[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return found.slice(0, 10).map((each) => new X509Certificate(each));
}

/** RFC 8550 3: in subjectAltName, or in old ones in the subject's emailAddress. Lower case. */
export function addressesOf({ subjectAltName, subject }: X509Certificate): string[] {
  const named = [...(subjectAltName ?? "").matchAll(/(?:^|, )email:([^,"\s]+@[^,"\s]+)/g)];
  const old = [...(subject ?? "").matchAll(/^emailAddress=(\S+@\S+)$/gm)];
  return [...new Set([...named, ...old].map(([, address]) => (address as string).toLowerCase()))];
}

export function nameOf({ subject }: X509Certificate): string {
  return (/^CN=(.+)$/m.exec(subject ?? "")?.[1] ?? subject?.split("\n").at(-1) ?? "").slice(0, 200);
}

/** SHA-256, hex without colons. */
export const fingerprintOf = (certificate: X509Certificate): string => certificate.fingerprint256.replaceAll(":", "");

export const isExpired = ({ validFrom, validTo }: X509Certificate, at = Date.now()): boolean =>
  Date.parse(validTo) < at || Date.parse(validFrom) > at;

/** emailProtection, any purpose, or nothing said (RFC 8550 4.4.4). */
export function isForMail({ keyUsage }: X509Certificate): boolean {
  const purposes = keyUsage as string[] | undefined;
  return !purposes?.length || purposes.some((each) => each === "1.3.6.1.5.5.7.3.4" || each === "2.5.29.37.0");
}

export interface IssuerAndSerial {
  issuer: Buffer;
  serial: Buffer;
}

/** By which a CMS names a certificate (RFC 5652 10.2.4). */
export function issuerAndSerial(certificate: X509Certificate): IssuerAndSerial {
  const [body] = childrenOf(readAsn1(certificate.raw));
  const fields: Node[] = childrenOf(body);
  const start = contextTag(fields[0]) === 0 ? 1 : 0;
  return { serial: rawOf(fields[start]), issuer: rawOf(fields[start + 2]) };
}

/** The subject key identifier, by which some name it instead; null when it has none. */
export function keyIdentifier(certificate: X509Certificate): Buffer | null {
  const found = pkijs.Certificate.fromBER(new Uint8Array(certificate.raw)).extensions?.find(
    ({ extnID }) => extnID === "2.5.29.14",
  );
  return found ? Buffer.from(found.extnValue.valueBlock.valueHexView).subarray(2) : null;
}

let roots: Map<string, string> | null = null;

/** Does one of these authorities, or one that everybody trusts, vouch for it? Dates, names and path lengths count (RFC 5280 6). */
export async function isVouchedFor(
  leaf: X509Certificate,
  beside: X509Certificate[],
  authorities: string[],
): Promise<boolean> {
  if (!isForMail(leaf)) return false;
  const trusted = authorities.flatMap(readPem);
  trusted.push(...rootsFor([leaf, ...beside]));
  if (trusted.length === 0) return false;
  const read = (certificate: X509Certificate) => pkijs.Certificate.fromBER(new Uint8Array(certificate.raw));
  const above = beside.filter((each) => each.ca).slice(0, 10);
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: trusted.map(read),
    certs: [...above.map(read), read(leaf)],
  });
  const { result } = await engine.verify().catch(() => ({ result: false }));
  return result;
}

/** Of the well-known authorities those that these certificates name. */
function rootsFor(certificates: X509Certificate[]): X509Certificate[] {
  roots ??= new Map(rootCertificates.map((pem) => [new X509Certificate(pem).subject, pem]));
  const known = roots;
  return certificates.flatMap(({ issuer }) => {
    const pem = known.get(issuer);
    return pem ? [new X509Certificate(pem)] : [];
  });
}
