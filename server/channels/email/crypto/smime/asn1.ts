// What S/MIME needs of ASN.1: reading by asn1js (BER of every mail program), writing DER by hand.
import * as asn1js from "asn1js";

export const oids = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  envelopedData: "1.2.840.113549.1.7.3",
  authEnvelopedData: "1.2.840.113549.1.9.16.1.23",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  rsaEncryption: "1.2.840.113549.1.1.1",
  rsaOaep: "1.2.840.113549.1.1.7",
  rsaPss: "1.2.840.113549.1.1.10",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  sha256: "2.16.840.1.101.3.4.2.1",
  aes256Cbc: "2.16.840.1.101.3.4.1.42",
} as const;

/** RFC 8551 2.1: SHA-1 and MD5 are history, a signature over them proves nothing. */
export const digests: Record<string, string> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

// biome-ignore lint/suspicious/noExplicitAny: the tree of asn1js has no useful types
export type Node = any;

/** Throws when these are not the bytes of one element. */
export function readAsn1(bytes: Uint8Array): Node {
  const { result, offset } = asn1js.fromBER(new Uint8Array(bytes));
  if (offset === -1) throw new Error("not ASN.1");
  return result;
}

export const childrenOf = (node: Node): Node[] => (Array.isArray(node?.valueBlock?.value) ? node.valueBlock.value : []);

export const oidOf = (node: Node): string =>
  node instanceof asn1js.ObjectIdentifier ? node.valueBlock.toString() : "";

/** The element as it came, with its tag. */
export const rawOf = (node: Node): Buffer => Buffer.from(node.valueBeforeDecodeView);

/** n of `[n]`; -1 for anything else. */
export const contextTag = (node: Node): number => (node?.idBlock?.tagClass === 3 ? node.idBlock.tagNumber : -1);

/** The bytes of an OCTET STRING, also one in pieces (BER), also behind an implicit tag; or of a BIT STRING. */
export function octets(node: Node): Buffer {
  // asn1js also looks for a structure within whole ones.
  if (node.idBlock.isConstructed) return Buffer.concat(childrenOf(node).map(octets));
  return Buffer.from(node.valueBlock?.valueHexView ?? new Uint8Array());
}

export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const hex = body.length.toString(16);
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, body]);
}

export const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
/** RFC 5652 5.3: SET OF in DER is sorted. */
export const setOf = (...parts: Uint8Array[]) => der(0x31, ...[...parts].sort(Buffer.compare));
export const octetString = (bytes: Uint8Array) => der(0x04, bytes);
export const integer = (value: number) => der(0x02, Buffer.of(value));
export const explicit = (tag: number, ...parts: Uint8Array[]) => der(0xa0 | tag, ...parts);
export const oid = (value: string): Buffer => Buffer.from(new asn1js.ObjectIdentifier({ value }).toBER());
export const algorithm = (value: string, parameters: Uint8Array = der(0x05)) => sequence(oid(value), parameters);
